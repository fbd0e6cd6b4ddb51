package io.omne.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The description of the API has the codes that the sources give to what is wrong with a field.
class CodesTest {

    private static final Path HOUSE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("..")
            .normalize();

    /// The second argument, or the constant for it, or that of a key's refusal.
    private static final Pattern CODE = Pattern.compile(
            "new (?:InvalidValue|FieldError)\\(\\s*(?:\"[^\"]*\"|[^,\"])+,\\s*\"([a-z_]+)\"|(?:MALFORMED = |\\brefused\\(\\s*)\"([a-z_]+)\"");

    @Test
    void areThoseOfTheSources() {
        assertThat(Stream.of("domain", "adapters")
                        .flatMap(CodesTest::codes)
                        .distinct()
                        .sorted())
                .containsExactlyElementsOf(described());
    }

    private static List<String> described() {
        return new ServerDescription()
                .serverApi()
                .json()
                .at("/components/schemas/Problem/properties/errors/items/properties/code/enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static Stream<String> codes(String module) {
        try (var files = Files.walk(HOUSE.resolve(module).resolve("src/main/java"))) {
            List<String> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(CodesTest::text)
                    .toList();
            return sources.stream()
                    .flatMap(source -> CODE.matcher(source).results())
                    .map(match -> match.group(1) == null ? match.group(2) : match.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
