package io.omne.memory.application.streaming;

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
import java.util.Locale;

/// The name of an event for clients. The names are part of the HTTP contract: they do not change, even if the
/// classes do.
public enum EventName {
    CREATED,
    CONTENT_CHANGED,
    TYPE_CHANGED,
    TITLE_CHANGED,
    TAGS_CHANGED,
    METADATA_CHANGED,
    OCCURRED_AT_CHANGED,
    RELATED_MEMORIES_CHANGED,
    SUPERSEDED_BY_CHANGED,
    DELETED,
    EMBEDDING_STARTED,
    EMBEDDING_INTERRUPTED,
    EMBEDDING_COMPLETED,
    EMBEDDING_POSTPONED,
    EMBEDDING_FAILED,
    EMBEDDING_RETRY_ASKED;

    public static EventName of(MemoryEvent event) {
        return switch (event) {
            case Created _ -> CREATED;
            case ContentChanged _ -> CONTENT_CHANGED;
            case Reclassified _ -> TYPE_CHANGED;
            case Retitled _ -> TITLE_CHANGED;
            case Retagged _ -> TAGS_CHANGED;
            case MetadataReplaced _ -> METADATA_CHANGED;
            case OccurredAtChanged _ -> OCCURRED_AT_CHANGED;
            case RelatedMemoriesChanged _ -> RELATED_MEMORIES_CHANGED;
            case SupersededByChanged _ -> SUPERSEDED_BY_CHANGED;
            case Deleted _ -> DELETED;
            case EmbeddingStarted _ -> EMBEDDING_STARTED;
            case EmbeddingInterrupted _ -> EMBEDDING_INTERRUPTED;
            case EmbeddingCompleted _ -> EMBEDDING_COMPLETED;
            case EmbeddingPostponed _ -> EMBEDDING_POSTPONED;
            case EmbeddingFailed _ -> EMBEDDING_FAILED;
            case EmbeddingRetryAsked _ -> EMBEDDING_RETRY_ASKED;
        };
    }

    /// The name as it is written, such as `content_changed`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
