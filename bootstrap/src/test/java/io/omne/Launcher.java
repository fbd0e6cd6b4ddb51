package io.omne;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./omne`, run as a person does.
final class Launcher {

    static final Path PATH =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("omne");

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Launcher() {}

    /// @param text what it said, on both streams
    record Ended(int status, String text) {}

    /// Waits for its end, two minutes at most.
    ///
    /// @param environment what it has beside that of the test
    static Ended run(Map<String, String> environment, String arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(PATH.toString());
        command.addAll(List.of(arguments.split(" ")));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Path output = Files.createTempFile("omne-launcher", ".log");
        try {
            Process process = builder.redirectOutput(output.toFile()).start();
            if (!process.waitFor(LONGEST)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("'%s' does not end: %s".formatted(arguments, Files.readString(output)));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
