package io.omne.memory.adapter.web.events;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.Deleted;
import io.omne.memory.MemoryEvent.EmbeddingCompleted;
import io.omne.memory.MemoryEvent.EmbeddingFailed;
import io.omne.memory.MemoryEvent.EmbeddingInterrupted;
import io.omne.memory.MemoryEvent.EmbeddingPostponed;
import io.omne.memory.MemoryEvent.EmbeddingRetryAsked;
import io.omne.memory.MemoryEvent.EmbeddingStarted;
import io.omne.memory.MemoryEvent.MetadataReplaced;
import io.omne.memory.MemoryEvent.OccurredAtChanged;
import io.omne.memory.MemoryEvent.Reclassified;
import io.omne.memory.MemoryEvent.RelatedMemoriesChanged;
import io.omne.memory.MemoryEvent.Retagged;
import io.omne.memory.MemoryEvent.Retitled;
import io.omne.memory.MemoryEvent.SupersededByChanged;
import io.omne.memory.MemoryId;
import io.omne.memory.RelatedMemories;
import io.omne.memory.SourceId;
import io.omne.memory.Title;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import io.omne.memory.application.streaming.EventName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as the owner of its memory sees it.
///
/// @param change the values that the event brought, under the names of the memory's fields if it has them
public record HistoryEntry(
        long sequence,
        EventName type,
        Instant at,
        @JsonAnyGetter Map<String, @Nullable Object> change) {

    public static HistoryEntry of(SequencedEvent it) {
        MemoryEvent event = it.event();
        return new HistoryEntry(it.sequence(), EventName.of(event), event.at(), change(event));
    }

    private static Map<String, @Nullable Object> change(MemoryEvent event) {
        var change = new LinkedHashMap<String, @Nullable Object>();
        switch (event) {
            case Created e -> created(change, e);
            case ContentChanged e -> change.put("content", e.content().text());
            case Reclassified e -> change.put("memory_type", e.type());
            case Retitled e -> change.put("title", text(e.title()));
            case Retagged e -> change.put("tags", e.tags().values());
            case MetadataReplaced e -> change.put("metadata", e.metadata().values());
            case OccurredAtChanged e -> change.put("occurred_at", e.occurredAt());
            case RelatedMemoriesChanged e -> change.put("related_memories", ids(e.related()));
            case SupersededByChanged e -> change.put("superseded_by", id(e.supersededBy()));
            case Deleted _, EmbeddingRetryAsked _ -> {}
            case EmbeddingStarted e -> {
                change.put("revision", e.revision());
                change.put("attempt", e.attempt());
            }
            case EmbeddingInterrupted e -> change.put("revision", e.revision());
            case EmbeddingCompleted e -> {
                change.put("revision", e.revision());
                change.put("model", e.model().value());
                change.put("passages", e.passages());
                change.put("error", e.omission());
            }
            case EmbeddingPostponed e -> {
                change.put("revision", e.revision());
                change.put("error", e.failure());
                change.put("retry_at", e.dueAt());
            }
            case EmbeddingFailed e -> {
                change.put("revision", e.revision());
                change.put("error", e.failure());
            }
        }
        return change;
    }

    private static void created(Map<String, @Nullable Object> change, Created e) {
        SourceId sourceId = e.origin().sourceId();
        change.put("content", e.content().text());
        change.put("memory_type", e.details().type());
        change.put("source", e.origin().source());
        change.put("source_id", sourceId == null ? null : sourceId.text());
        change.put("title", text(e.details().title()));
        change.put("tags", e.details().tags().values());
        change.put("metadata", e.details().metadata().values());
        change.put("occurred_at", e.details().occurredAt());
        change.put("related_memories", ids(e.details().related()));
        change.put("conversation_id", e.origin().conversation());
        change.put("superseded_by", id(e.details().supersededBy()));
    }

    private static List<UUID> ids(RelatedMemories related) {
        return related.ids().stream().map(MemoryId::value).toList();
    }

    private static @Nullable UUID id(@Nullable MemoryId memory) {
        return memory == null ? null : memory.value();
    }

    private static @Nullable String text(@Nullable Title title) {
        return title == null ? null : title.text();
    }
}
