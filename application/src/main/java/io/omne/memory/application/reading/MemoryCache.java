package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Views of memories, kept near. It may forget and it may be away, which costs speed alone: it gives no view
/// that a write acknowledged before the request has made stale, whatever order reads and writes meet in and
/// whichever instances they are on. The one exception is bounded: where an instance alone has lost the cache
/// while others still reach it, they may believe an entry for as long as they take to read the epoch anew.
///
/// @see CacheEpoch
public interface MemoryCache {

    /// The view that is kept, else what `source` gives, which is then kept unless a write came between.
    Mono<MemoryView> find(MemoryId id, Mono<MemoryView> source);

    /// The page that is kept, else what `source` gives, which is then kept unless it is stale or a write came
    /// between. What is kept has neither the views nor the totals of before such a write.
    Mono<MemoryPage> page(ListMemories query, Mono<MemoryPage> source);

    /// Call before the transaction that changes all this commits, and end what it returns after it has
    /// committed or rolled back. From here until then nothing is kept of it. Blocks briefly; never fails.
    ///
    /// @param changed memories whose views become stale
    /// @param listed users whose lists become stale
    Invalidation invalidate(Set<MemoryId> changed, Set<UserId> listed);

    /// A write that is under way.
    interface Invalidation {

        /// The write is over. Blocks briefly; never fails.
        void end();
    }
}
