package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import reactor.core.publisher.Mono;

/// The memories as queries see them. Never blocks.
public interface MemoryViews {

    /// The memory, unless it is deleted.
    Mono<MemoryView> find(MemoryKey key);

    /// A page of the user's memories, newest first, ties by id.
    Mono<MemoryPage> list(ListMemories query);
}
