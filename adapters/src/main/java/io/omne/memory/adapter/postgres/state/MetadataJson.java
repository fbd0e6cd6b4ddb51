package io.omne.memory.adapter.postgres.state;

import io.omne.memory.Metadata;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Converts metadata to the JSON text of its column, and back. Numbers keep their value. Metadata that was stored
/// before numbers had a canonical form is read in that form.
public final class MetadataJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private MetadataJson() {}

    static String write(Metadata metadata) {
        return JSON.writeValueAsString(metadata.values());
    }

    public static Metadata read(String json) {
        return new Metadata(JSON.readValue(json, OBJECT));
    }
}
