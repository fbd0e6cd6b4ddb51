package io.omne.memory.adapter.postgres;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Metadata as the JSON text of its column. Numbers keep their value.
final class MetadataJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private MetadataJson() {}

    static String write(Map<String, @Nullable Object> metadata) {
        return JSON.writeValueAsString(metadata);
    }

    static Map<String, @Nullable Object> read(String json) {
        return JSON.readValue(json, OBJECT);
    }
}
