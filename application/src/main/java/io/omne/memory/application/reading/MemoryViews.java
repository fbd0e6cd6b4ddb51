package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import reactor.core.publisher.Mono;

/// The memories as queries see them. Never blocks.
public interface MemoryViews {

    /// The memory, unless it is deleted.
    Mono<MemoryView> find(MemoryKey key);

    /// A page of the user's memories as the list has them, never stale as far as it knows.
    Mono<MemoryPage> list(ListMemories query);

    /// The user's latest acknowledged write, if the list lacks any of them.
    Mono<Unlisted> unlisted(UserId owner);

    /// Whether the list has all of the user's writes up to this one.
    Mono<Boolean> hasListed(UserId owner, Unlisted upTo);

    /// Writes that the list lacks.
    ///
    /// @param number of the latest of them
    /// @param blocked whether one of them is a dead letter's, which no waiting helps
    record Unlisted(long number, boolean blocked) {}
}
