package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.SourceId;
import io.omne.memory.Title;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A memory as its owner sees it: the fields of the HTTP contract by their names there.
///
/// @param embeddingModelId tells the model of its vectors from every other, those of the same name included; null
///     unless it is completed
/// @param version moves with every field that its owner changes
/// @param sequence moves with every event, embedding included
public record MemoryView(
        UUID id,
        UUID userId,
        String content,
        MemoryType memoryType,
        MemorySource source,
        @Nullable String sourceId,
        @Nullable String title,
        List<String> tags,
        Map<String, @Nullable Object> metadata,
        EmbeddingStatus embeddingStatus,
        @Nullable String embeddingModel,
        @Nullable Integer embeddingModelId,
        @Nullable Instant embeddingUpdatedAt,
        @Nullable EmbeddingFailure embeddingError,
        Instant createdAt,
        Instant updatedAt,
        Instant accessedAt,
        List<UUID> relatedMemories,
        @Nullable UUID conversationId,
        int version,
        long sequence) {

    /// The view of a memory that was just written, which is an access too. The model in use is to be added where
    /// it is completed.
    static MemoryView of(Memory memory, Instant accessedAt) {
        SourceId sourceId = memory.origin().sourceId();
        Title title = memory.details().title();
        Embedding embedding = memory.embedding();
        return new MemoryView(
                memory.id().value(),
                memory.owner().value(),
                memory.content().text(),
                memory.details().type(),
                memory.origin().source(),
                sourceId == null ? null : sourceId.text(),
                title == null ? null : title.text(),
                memory.details().tags().values(),
                memory.details().metadata().values(),
                embedding.status(),
                embedding instanceof Embedding.Completed it ? it.model().value() : null,
                null,
                embedding instanceof Embedding.Completed it ? it.at() : null,
                embedding.failure(),
                memory.lifetime().createdAt(),
                memory.lifetime().updatedAt(),
                accessedAt,
                List.of(),
                memory.origin().conversation(),
                memory.counts().version(),
                memory.counts().sequence());
    }

    MemoryView accessedAt(Instant at) {
        return with(embeddingModel, embeddingModelId, at);
    }

    MemoryView embeddedWith(IndexedModel model) {
        return with(model.spec().model().value(), model.id(), accessedAt);
    }

    private MemoryView with(@Nullable String model, @Nullable Integer modelId, Instant at) {
        return new MemoryView(
                id,
                userId,
                content,
                memoryType,
                source,
                sourceId,
                title,
                tags,
                metadata,
                embeddingStatus,
                model,
                modelId,
                embeddingUpdatedAt,
                embeddingError,
                createdAt,
                updatedAt,
                at,
                relatedMemories,
                conversationId,
                version,
                sequence);
    }
}
