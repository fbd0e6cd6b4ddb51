package io.omne.memory;

import java.util.Optional;

/// What a client wants changed. An empty title clears it.
public record Edit(
        Change<Content> content,
        Change<MemoryType> type,
        Change<Optional<Title>> title,
        Change<Tags> tags,
        Change<Metadata> metadata) {}
