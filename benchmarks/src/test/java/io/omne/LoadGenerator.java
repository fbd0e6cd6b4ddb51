package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sends requests from a process of its own, by autocannon: see `benchmarks/load`.
final class LoadGenerator {

    private static final Path SCRIPT = Path.of(System.getProperty("omne.bench.load", "load"), "load.mjs");
    private static final Duration GRACE = Duration.ofMinutes(1);

    private LoadGenerator() {}

    /// A request of one user.
    record Request(
            String method,
            String path,
            Client user,
            @Nullable String body) {

        private String json() {
            ObjectNode json =
                    Client.JSON.createObjectNode().put("method", method).put("path", path);
            ObjectNode headers = json.putObject("headers").put("authorization", "Bearer " + user.token());
            if (body != null) {
                headers.put("content-type", "application/json");
                json.put("body", body);
            }
            return json.toString();
        }
    }

    /// @param rate answers a second
    /// @param p50 milliseconds
    /// @param p99 milliseconds
    record Load(long requests, double rate, double p50, double p99) {}

    /// Sends the requests again and again, each client one after the other.
    ///
    /// @param perSecond how many requests are sent each second; 0 for as many as are answered
    static Load run(String url, int clients, int seconds, int perSecond, List<Request> requests) {
        try {
            Path file = Files.createTempFile("omne-requests", ".jsonl");
            Files.writeString(file, requests.stream().map(Request::json).collect(Collectors.joining("\n")));
            ObjectNode plan = Client.JSON
                    .createObjectNode()
                    .put("url", url)
                    .put("connections", clients)
                    .put("seconds", seconds)
                    .put("requests", file.toString());
            if (perSecond > 0) {
                plan.put("rate", perSecond);
            }
            Path written = Files.writeString(Files.createTempFile("omne-plan", ".json"), plan.toString());
            JsonNode result = Client.JSON.readTree(output(written, Duration.ofSeconds(seconds)));
            Files.delete(written);
            Files.delete(file);
            assertThat(result.path("failures").asLong()).as(result.toString()).isZero();
            assertThat(result.path("statuses").propertyNames())
                    .as(result.toString())
                    .allMatch(status -> status.startsWith("2"));
            long answered = result.path("requests").asLong();
            return new Load(
                    answered,
                    answered / result.path("seconds").asDouble(),
                    result.path("p50").asDouble(),
                    result.path("p99").asDouble());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(Path plan, Duration expected) throws IOException {
        Path written = Files.createTempFile("omne-load", ".json");
        Process process = new ProcessBuilder("node", SCRIPT.toString(), plan.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(written.toFile())
                .start();
        int exit = process.onExit()
                .orTimeout(expected.plus(GRACE).toSeconds(), TimeUnit.SECONDS)
                .join()
                .exitValue();
        String output = Files.readString(written);
        Files.delete(written);
        assertThat(exit).as(output).isZero();
        return output;
    }
}
