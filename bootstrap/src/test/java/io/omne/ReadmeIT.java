package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The commands of the README, typed one after the other into one shell, on a server of the test's own. Each that
/// sends a request is answered as the JSON that follows it says.
///
/// A block that cannot be run has a comment before it that begins as `NOT_RUN` does, and says why.
class ReadmeIT {

    private static final Path README = Launcher.PATH.resolveSibling("README.md");
    private static final String ADDRESS = "http://localhost:8000";
    private static final String NOT_RUN = "<!-- not run by ReadmeIT: ";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /// With the line before it.
    private static final Pattern SHELL = Pattern.compile("(?m)^(.*)\\n```sh\\n((?:(?!```).*\\n)*)```$");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^```json\\n((?:(?!```).*\\n)*)```$");

    /// What a reader sees for himself: that a request has failed, and where the next answer begins.
    private static final String PRELUDE = """
            set -euo pipefail
            curl() { command curl -sS --fail-with-body --noproxy '*' --max-time 20 "$@"; echo; }
            """;

    @Test
    void doesWhatItSays() throws Exception {
        String readme = Files.readString(README);
        List<JsonNode> samples = SAMPLE.matcher(readme)
                .results()
                .map(it -> Client.JSON.readTree(it.group(1)))
                .toList();
        try (TestDatabase database = TestDatabase.create();
                Instance server = Instance.on(database)) {
            List<JsonNode> answers = type(commands(readme).replace(ADDRESS, server.url()));

            assertThat(names(answers)).isNotEmpty().isEqualTo(names(samples));
            assertThat(answers.getLast().path("meta"))
                    .isEqualTo(samples.getLast().path("meta"));
        }
    }

    private static List<List<String>> names(List<JsonNode> objects) {
        return objects.stream().map(it -> List.copyOf(it.propertyNames())).toList();
    }

    private static String commands(String readme) {
        return SHELL.matcher(readme)
                .results()
                .filter(block -> !block.group(1).startsWith(NOT_RUN))
                .map(block -> block.group(2))
                .collect(Collectors.joining("\n"));
    }

    /// What the server answered, in order.
    private static List<JsonNode> type(String commands) throws IOException, InterruptedException {
        Path output = Files.createTempFile("omne-readme", ".log");
        try {
            var shell = new ProcessBuilder("bash", "-c", PRELUDE + commands)
                    .directory(README.resolveSibling("").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            shell.environment().put("OMNE_SECURITY_JWT_SECRET", Client.SECRET);
            Process process = shell.start();
            boolean ended = process.waitFor(LONGEST);
            process.destroyForcibly();
            String said = Files.readString(output);
            assertThat(ended).as("it ends: %s", said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said.lines()
                    .filter(line -> line.startsWith("{"))
                    .map(Client.JSON::readTree)
                    .toList();
        } finally {
            Files.delete(output);
        }
    }
}
