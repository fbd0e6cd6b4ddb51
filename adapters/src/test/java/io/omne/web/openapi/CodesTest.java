package io.omne.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.validation.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The description of the API has the codes that can be given to what is wrong with a field.
class CodesTest {

    private static final Path HOUSE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("..")
            .normalize();

    @Test
    void areThoseOfTheDescription() {
        JsonNode codes = new JsonMapper()
                .readTree(text(HOUSE.resolve("docs/openapi.json")))
                .at("/components/schemas/Problem/properties/errors/items/properties/code/enum");

        assertThat(codes.valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(
                        Stream.of(ErrorCode.values()).map(ErrorCode::text).toList());
    }

    @Test
    void areAllGiven() {
        String sources = Stream.of("domain", "application", "adapters")
                .flatMap(CodesTest::sources)
                .collect(Collectors.joining());

        assertThat(ErrorCode.values())
                .allSatisfy(code ->
                        assertThat(sources).contains(code.getDeclaringClass().getSimpleName() + "." + code.name()));
    }

    private static Stream<String> sources(String module) {
        try (var files = Files.walk(HOUSE.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(CodesTest::text).toList().stream();
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
