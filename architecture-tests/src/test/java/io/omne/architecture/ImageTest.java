package io.omne.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Tests that the files that build and run the image name modules, secrets and scripts that exist.
class ImageTest {

    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{(\\w+):\\?");
    private static final Pattern FILE = Pattern.compile("scripts/[\\w.-]+");

    @Test
    void isBuiltFromEveryModule() throws IOException {
        List<String> modules = found(MODULE, "pom.xml");
        List<String> copied = lines("Dockerfile");
        List<String> allowed = lines(".dockerignore");

        assertThat(modules).contains("bootstrap");
        // Maven reads the POM of `architecture-tests`; the server needs nothing else of that module. The benchmarks are
        // not a part of the default build.
        assertThat(modules)
                .filteredOn(module -> !module.equals("architecture-tests") && !module.startsWith("benchmarks"))
                .allSatisfy(module -> {
                    assertThat(copied).contains("COPY %1$s %1$s".formatted(module));
                    assertThat(allowed).contains("!" + module);
                });
        assertThat(copied).contains("COPY architecture-tests/pom.xml architecture-tests/");
        assertThat(allowed).contains("!architecture-tests/pom.xml");
    }

    @Test
    void asksForTheSecretsThatTheDocumentationMakes() throws IOException {
        var required = new TreeSet<>(found(REQUIRED, "compose.yaml"));

        assertThat(required).hasSizeGreaterThan(2);
        String loop = lines("docs/image.md").stream()
                .filter(line -> line.startsWith("for name in "))
                .findFirst()
                .orElseThrow();
        assertThat(loop).isEqualTo("for name in %s; do".formatted(String.join(" ", required)));
    }

    @Test
    void usesScriptsThatExist() throws IOException {
        for (String file : List.of("Dockerfile", "compose.yaml")) {
            assertThat(found(FILE, file))
                    .isNotEmpty()
                    .allMatch(script -> Files.isRegularFile(House.DIRECTORY.resolve(script)));
        }
    }

    private static List<String> found(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(House.DIRECTORY.resolve(file)))
                .results()
                .map(ImageTest::last)
                .toList();
    }

    private static String last(MatchResult match) {
        return match.group(match.groupCount());
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(House.DIRECTORY.resolve(file));
    }
}
