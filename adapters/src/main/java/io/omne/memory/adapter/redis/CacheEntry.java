package io.omne.memory.adapter.redis;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Writes and reads cache entries: a line with the stamp, and then the value as JSON. An entry is valid only if its
/// stamp is the expected one. A value is read exactly as it was written, or not at all: nothing is converted.
final class CacheEntry {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(config -> {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                    config.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .addModule(new SimpleModule()
                    .addDeserializer(Instant.class, new TextDeserializer<>(Instant.class, Instant::parse))
                    .addDeserializer(UUID.class, new TextDeserializer<>(UUID.class, UUID::fromString)))
            .build();

    private CacheEntry() {}

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    static String write(String stamp, Object value) {
        return stamp + '\n' + json(value);
    }

    /// Returns the value, or null if it has another stamp or was written by another version of Omne in another
    /// form.
    ///
    /// @param entry empty if there is none
    static <T> @Nullable T read(String entry, String stamp, Class<T> type) {
        String head = stamp + '\n';
        if (!entry.startsWith(head)) {
            return null;
        }
        try {
            return JSON.readValue(entry.substring(head.length()), type);
        } catch (JacksonException e) {
            return null;
        }
    }
}
