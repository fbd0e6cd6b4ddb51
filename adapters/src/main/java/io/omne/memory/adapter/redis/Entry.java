package io.omne.memory.adapter.redis;

import io.omne.memory.application.MemoryView;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// A cached view as JSON: `{"epoch": 1, "memory": {…}}`.
record Entry(long epoch, MemoryView memory) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    static String write(long epoch, MemoryView view) {
        return JSON.writeValueAsString(new Entry(epoch, view));
    }

    /// The view, unless it is of another epoch or was written by another version of Omne in another form.
    static @Nullable MemoryView read(String json, long epoch) {
        try {
            Entry entry = JSON.readValue(json, Entry.class);
            return entry.epoch() == epoch ? entry.memory() : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
