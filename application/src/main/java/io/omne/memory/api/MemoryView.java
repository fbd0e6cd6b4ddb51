package io.omne.memory.api;

import io.omne.embedding.IndexedModel;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A memory as its owner sees it. The fields have the names of the HTTP contract.
///
/// @param embeddingModelId identifies the model of the vectors, also among models of the same name; null unless the
///     embedding is completed
/// @param version increases with every field that the owner changes
/// @param sequence increases with every event, including those of the embedding
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
        @Nullable Instant occurredAt,
        Instant createdAt,
        Instant updatedAt,
        Instant accessedAt,
        List<UUID> relatedMemories,
        @Nullable UUID conversationId,
        @Nullable UUID supersededBy,
        int version,
        long sequence) {

    public MemoryView accessedAt(Instant at) {
        return with(embeddingModel, embeddingModelId, at, relatedMemories);
    }

    public MemoryView embeddedWith(IndexedModel model) {
        return with(model.spec().model().value(), model.id(), accessedAt, relatedMemories);
    }

    /// Leaves out related memories that do not exist any more.
    public MemoryView withRelatedAmong(Set<UUID> existing) {
        List<UUID> related = relatedMemories.stream().filter(existing::contains).toList();
        return with(embeddingModel, embeddingModelId, accessedAt, related);
    }

    /// The memory with a part of its content, without title, tags and metadata.
    public MemoryView excerpt(String part) {
        return new MemoryView(
                id,
                userId,
                part,
                memoryType,
                source,
                sourceId,
                null,
                List.of(),
                Map.of(),
                embeddingStatus,
                embeddingModel,
                embeddingModelId,
                embeddingUpdatedAt,
                embeddingError,
                occurredAt,
                createdAt,
                updatedAt,
                accessedAt,
                relatedMemories,
                conversationId,
                supersededBy,
                version,
                sequence);
    }

    private MemoryView with(@Nullable String model, @Nullable Integer modelId, Instant at, List<UUID> related) {
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
                occurredAt,
                createdAt,
                updatedAt,
                at,
                related,
                conversationId,
                supersededBy,
                version,
                sequence);
    }
}
