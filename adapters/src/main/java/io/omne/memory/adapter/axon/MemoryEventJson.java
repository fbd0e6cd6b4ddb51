package io.omne.memory.adapter.axon;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.events.adapter.axon.EventJsonTypes;
import io.omne.memory.Content;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.Metadata;
import io.omne.memory.RelatedMemories;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.application.streaming.EventName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes the value types in events of memories as plain values: `"title": "…"`, not `"title": {"text": "…"}`. This
/// form is a stored contract.
@Component
@SuppressWarnings("UnusedVariable") // of mix-ins only the signatures count
class MemoryEventJson implements EventJsonTypes {

    @Override
    public void configure(JsonMapper.Builder json) {
        json.addMixIn(UserId.class, OfUuid.class)
                .addMixIn(MemoryId.class, OfUuid.class)
                .addMixIn(ModelName.class, OfValue.class)
                .addMixIn(Content.class, OfText.class)
                .addMixIn(Title.class, OfText.class)
                .addMixIn(SourceId.class, OfText.class)
                .addMixIn(Tags.class, OfList.class)
                .addMixIn(RelatedMemories.class, OfIds.class)
                .addMixIn(Metadata.class, OfMap.class);
    }

    @Override
    public Optional<String> nameOf(Object event) {
        return event instanceof MemoryEvent it ? Optional.of(EventName.of(it).text()) : Optional.empty();
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

    private abstract static class OfIds {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfIds(List<MemoryId> ids) {}

        @JsonValue
        abstract List<MemoryId> ids();
    }

    private abstract static class OfMap {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfMap(Map<String, @Nullable Object> values) {}

        @JsonValue
        abstract Map<String, @Nullable Object> values();
    }
}
