package io.omne.memory;

import java.time.Instant;
import java.util.Optional;

/// The changes that a client requests, one for each field that can be edited. An empty value removes the value.
public record Edit(
        Change<Content> content,
        Change<MemoryType> type,
        Change<Optional<Title>> title,
        Change<Tags> tags,
        Change<Metadata> metadata,
        Change<Optional<Instant>> occurredAt,
        Change<RelatedMemories> related,
        Change<Optional<MemoryId>> supersededBy) {}
