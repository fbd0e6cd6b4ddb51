package io.omne.memory.application;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The embeddings that are due, for whoever has time to make some. Blocks; safe to call from several threads at
/// once.
interface PendingEmbeddings {

    /// Claims due memories, embeds them, and records what came of each. What was not begun when the calling
    /// thread is interrupted, the provider goes away or the instance stops, is given back.
    ///
    /// @param limit how many at most
    /// @param texts the others are left to others
    /// @param dueBy what became due later is left out; null for what is due now
    /// @return how many were claimed, embedded or not; 0 where none is due, or none can be embedded now
    int embed(int limit, TextLength texts, @Nullable Instant dueBy);
}
