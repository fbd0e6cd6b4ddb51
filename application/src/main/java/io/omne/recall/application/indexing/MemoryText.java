package io.omne.recall.application.indexing;

import static java.util.Objects.requireNonNullElse;

import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.Deleted;
import io.omne.memory.MemoryEvent.MetadataReplaced;
import io.omne.memory.MemoryEvent.OccurredAtChanged;
import io.omne.memory.MemoryEvent.Retagged;
import io.omne.memory.MemoryEvent.Retitled;
import io.omne.memory.MemoryKey;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the index takes of a memory, folded from its events.
///
/// @param createdAt when it was created
/// @param happenedAt when what it tells of happened, or when it was created if it does not say
public record MemoryText(
        MemoryKey key,
        Content content,
        @Nullable Title title,
        Tags tags,
        Metadata metadata,
        Origin origin,
        Instant createdAt,
        Instant happenedAt,
        boolean isGone) {

    /// The text of a memory after its first event.
    ///
    /// @throws IllegalArgumentException if its first event is another one
    public static MemoryText of(MemoryEvent first) {
        if (!(first instanceof Created it)) {
            throw new IllegalArgumentException(
                    "no memory begins with " + first.getClass().getSimpleName());
        }
        Details details = it.details();
        return new MemoryText(
                new MemoryKey(it.owner(), it.id()),
                it.content(),
                details.title(),
                details.tags(),
                details.metadata(),
                it.origin(),
                it.at(),
                requireNonNullElse(details.occurredAt(), it.at()),
                false);
    }

    /// The text after one more event.
    public MemoryText next(MemoryEvent event) {
        return switch (event) {
            case ContentChanged it -> with(it.content(), title, tags, metadata, happenedAt, isGone);
            case Retitled it -> with(content, it.title(), tags, metadata, happenedAt, isGone);
            case Retagged it -> with(content, title, it.tags(), metadata, happenedAt, isGone);
            case MetadataReplaced it -> with(content, title, tags, it.metadata(), happenedAt, isGone);
            case OccurredAtChanged it ->
                with(content, title, tags, metadata, requireNonNullElse(it.occurredAt(), createdAt), isGone);
            case Deleted _ -> with(content, title, tags, metadata, happenedAt, true);
            default -> this;
        };
    }

    private MemoryText with(
            Content newContent,
            @Nullable Title newTitle,
            Tags newTags,
            Metadata newMetadata,
            Instant newHappenedAt,
            boolean isGoneNow) {
        return new MemoryText(
                key, newContent, newTitle, newTags, newMetadata, origin, createdAt, newHappenedAt, isGoneNow);
    }

    /// Who says it: the metadata's `speaker`, else its `role`.
    public Optional<String> speaker() {
        return metadata("speaker").or(() -> metadata("role"));
    }

    private Optional<String> metadata(String name) {
        return metadata.values().get(name) instanceof String value && !value.isBlank()
                ? Optional.of(value)
                : Optional.empty();
    }
}
