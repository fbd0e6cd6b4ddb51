package io.omne;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// mem0's npm package in a process of its own: see `benchmarks/mem0`.
final class Mem0Process implements AutoCloseable {

    private static final Path SCRIPT = Path.of(System.getProperty("omne.bench.mem0", "mem0"), "mem0.mjs");

    private final Process process;
    private final BufferedReader answers;

    private Mem0Process(Process process) {
        this.process = process;
        this.answers = process.inputReader();
    }

    /// @param seconds from the first to the last of the memories
    /// @param cpu seconds, of the process
    record Taken(double seconds, double cpu) {}

    /// Starts it, and adds memories until it is warm.
    static Mem0Process start(
            TestDatabase database, List<String> texts, int dimension, int callers, int warm, int memories)
            throws IOException {
        URI url = URI.create(database.url());
        String[] user = url.getUserInfo().split(":", 2);
        Path file =
                Files.writeString(Files.createTempFile("omne-texts", ".json"), Client.JSON.writeValueAsString(texts));
        Path plan = Files.writeString(
                Files.createTempFile("omne-mem0", ".json"),
                Client.JSON
                        .createObjectNode()
                        .put("texts", file.toString())
                        .put("dimension", dimension)
                        .put("callers", callers)
                        .put("warm", warm)
                        .put("count", memories)
                        .put("owner", UUID.randomUUID().toString())
                        .put("host", url.getHost())
                        .put("port", url.getPort())
                        .put("user", user[0])
                        .put("password", user[1])
                        .put("database", url.getPath().substring(1))
                        .toString());
        var command = new ProcessBuilder("node", SCRIPT.toString(), plan.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment().put("MEM0_TELEMETRY", "false");
        var mem0 = new Mem0Process(command.start());
        mem0.answer();
        Files.delete(plan);
        Files.delete(file);
        return mem0;
    }

    /// Adds the memories.
    Taken run() throws IOException {
        say();
        JsonNode answer = Client.JSON.readTree(answer());
        return new Taken(answer.path("seconds").asDouble(), answer.path("cpu").asDouble());
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("mem0 has ended");
        }
        return line;
    }

    private void say() throws IOException {
        process.outputWriter().write('\n');
        process.outputWriter().flush();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
