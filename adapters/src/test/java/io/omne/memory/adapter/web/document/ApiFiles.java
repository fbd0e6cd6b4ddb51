package io.omne.memory.adapter.web.document;

import io.omne.web.request.TextValues;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The descriptions of the API as they are written.
public final class ApiFiles {

    public static final JsonNode MEMORIES = read(MemoryApi.class, "memories.yaml");
    public static final JsonNode ADMINISTRATION = read(MemoryApi.class, "administration.yaml");

    private ApiFiles() {}

    public static JsonNode read(Class<?> beside, String file) {
        try (InputStream text = Objects.requireNonNull(beside.getResourceAsStream(file))) {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return JsonMapper.shared().valueToTree(yaml);
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    public static JsonNode property(String component, String name) {
        return MEMORIES.path("components")
                .path("schemas")
                .path(component)
                .path("properties")
                .path(name);
    }

    /// The schemas of the sizes of pages.
    public static List<JsonNode> pageSizes(JsonNode description) {
        return description.findParents("name").stream()
                .filter(parameter -> parameter.path("name").asString("").equals("per_page"))
                .map(parameter -> parameter.path("schema"))
                .toList();
    }

    /// Of a GET.
    public static JsonNode parameter(String path, String name) {
        return MEMORIES.path("paths")
                .path(path)
                .path("get")
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The words that a schema takes, without null.
    public static List<String> words(JsonNode schema) {
        return schema.path("enum")
                .valueStream()
                .filter(word -> !word.isNull())
                .map(JsonNode::asString)
                .toList();
    }

    public static List<String> words(Enum<?>[] values, String... more) {
        return Stream.concat(Stream.of(values).map(TextValues::nameOf), Stream.of(more))
                .toList();
    }
}
