package io.omne.recall.application;

import io.omne.access.UserId;
import reactor.core.publisher.Mono;

/// Waits until a search by words finds what its user has written. Never blocks.
public interface IndexedWrites {

    /// Waits at most a second for the user's acknowledged writes, on any instance. Later writes and those of other
    /// users do not delay it.
    ///
    /// @return whether the words of all these writes are found; otherwise the answer is stale
    Mono<Boolean> await(UserId owner);
}
