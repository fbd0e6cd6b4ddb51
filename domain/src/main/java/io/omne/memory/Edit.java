package io.omne.memory;

import java.util.Optional;

/// The changes that a client requests. An empty title removes the title.
public record Edit(
        Change<Content> content,
        Change<MemoryType> type,
        Change<Optional<Title>> title,
        Change<Tags> tags,
        Change<Metadata> metadata) {}
