package io.omne.memory.domain;

import io.omne.memory.Content;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import java.util.Optional;

/// What a client wants changed. An empty title clears it.
public record Edit(
        Change<Content> content,
        Change<MemoryType> type,
        Change<Optional<Title>> title,
        Change<Tags> tags,
        Change<Metadata> metadata) {}
