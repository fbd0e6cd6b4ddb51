package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import java.util.Set;
import reactor.core.publisher.Mono;

/// A cache of views and lists of memories. It may forget entries and may be unavailable, which costs only speed. It
/// never returns a view that became stale by a write that was acknowledged before the request, whatever the order
/// of reads and writes and whichever instances they are on. There is one exception, which is limited in time: if
/// one instance alone loses the connection to the cache, the others may use a stale entry until they read the epoch
/// again.
///
/// @see CacheEpoch
public interface MemoryCache {

    /// Returns the cached view, or else the view from `source`. Caches the latter unless the memory was written
    /// meanwhile.
    Mono<MemoryView> find(MemoryId id, Mono<MemoryView> source);

    /// Returns the cached page, or else the page from `source`. Caches the latter unless it is stale or the user's
    /// lists were changed meanwhile. A cached page never has views or totals from before such a change.
    Mono<MemoryPage> page(ListMemories query, Mono<MemoryPage> source);

    /// Begins to tell the cache of a write. Once {@link Invalidation#await} has returned, nothing of this is cached,
    /// until `end`. Returns at once; never fails.
    ///
    /// @param changed the memories whose views become stale
    /// @param listed the users whose lists become stale
    Invalidation invalidate(Set<MemoryId> changed, Set<UserId> listed);

    /// A write in progress.
    interface Invalidation {

        /// Call this once, before the transaction that makes the changes begins. Blocks briefly; never fails.
        void await();

        /// Call this when the write is over. Waits for the cache only if old entries could be used otherwise, and
        /// then briefly; never fails.
        void end();
    }
}
