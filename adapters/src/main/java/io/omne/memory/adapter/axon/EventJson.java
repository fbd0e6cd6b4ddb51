package io.omne.memory.adapter.axon;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.memory.Content;
import io.omne.memory.MemoryId;
import io.omne.memory.Metadata;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of stored events: values stand for themselves (`"title": "…"`, not `"title": {"text": "…"}`),
/// and numbers in metadata keep their value. This form is a stored contract: what is stored is read as
/// it stands or not at all, nothing is converted.
@SuppressWarnings("UnusedVariable") // of mix-ins only the signatures count
final class EventJson {

    private EventJson() {}

    static void configure(JsonMapper.Builder json) {
        json.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
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
                .addMixIn(UserId.class, OfUuid.class)
                .addMixIn(MemoryId.class, OfUuid.class)
                .addMixIn(ModelName.class, OfValue.class)
                .addMixIn(Content.class, OfText.class)
                .addMixIn(Title.class, OfText.class)
                .addMixIn(SourceId.class, OfText.class)
                .addMixIn(Tags.class, OfList.class)
                .addMixIn(Metadata.class, OfMap.class);
    }

    private abstract static class OfUuid {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfUuid(UUID value) {}

        @JsonValue
        abstract UUID value();
    }

    private abstract static class OfValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfValue(String value) {}

        @JsonValue
        abstract String value();
    }

    private abstract static class OfText {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfText(String text) {}

        @JsonValue
        abstract String text();
    }

    private abstract static class OfList {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfList(List<String> values) {}

        @JsonValue
        abstract List<String> values();
    }

    private abstract static class OfMap {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfMap(Map<String, @Nullable Object> values) {}

        @JsonValue
        abstract Map<String, @Nullable Object> values();
    }
}
