package io.omne;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./omne`, run as a person does.
final class Launcher {

    static final Path PATH =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("omne");

    private Launcher() {}

    /// @param text what it said, on both streams
    record Ended(int status, String text) {}

    /// Waits for its end.
    ///
    /// @param environment what it has beside that of the test
    static Ended run(Map<String, String> environment, String arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(PATH.toString());
        command.addAll(List.of(arguments.split(" ")));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }
}
