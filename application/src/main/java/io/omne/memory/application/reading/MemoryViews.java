package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import reactor.core.publisher.Mono;

/// The memories, for queries. Never blocks.
public interface MemoryViews {

    /// The memory, unless it is deleted.
    Mono<MemoryView> find(MemoryKey key);

    /// A page of the user's memories from the list read model. Never marked as stale here.
    Mono<MemoryPage> list(ListMemories query);

    /// The writes that the list lacks; empty if the list has all acknowledged writes of the user.
    Mono<Unlisted> unlisted(UserId owner);

    /// Whether the list has all of the user's writes up to this one.
    Mono<Boolean> hasListed(UserId owner, Unlisted upTo);

    /// Writes that the list lacks.
    ///
    /// @param number the number of the latest of them
    /// @param blocked whether one of them is a dead letter, so that waiting does not help
    record Unlisted(long number, boolean blocked) {}
}
