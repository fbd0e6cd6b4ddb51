package io.omne.memory.application.embedding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The embeddings that are due, for whoever has time to make some. Blocks; safe to call from several threads at
/// once.
public interface PendingEmbeddings {

    /// How many of those that failed before are embedded at the same time, each alone.
    int MOST_RETRIED = 8;

    /// Claims due memories that have not failed yet, embeds them, and records what came of each. What was not begun
    /// when the calling thread is interrupted, the provider goes away or the instance stops, is given back.
    ///
    /// @param limit how many at most
    /// @param texts the others are left to others
    /// @param dueBy what became due later is left out; null for what is due now
    /// @return how many were claimed, embedded or not; 0 where none is due, or none can be embedded now
    int embed(int limit, TextLength texts, @Nullable Instant dueBy);

    /// The same for some of the due memories that failed before. Each is embedded alone, and no other waits for it.
    ///
    /// @return how many were claimed; 0 also where another caller is at it
    int embedRetried(@Nullable Instant dueBy);

    /// The same for one of the due memories whose instance was lost, which it may be to blame for. No other of these is
    /// embedded at the same time on this instance.
    ///
    /// @return as for `embedRetried`
    int embedLost(@Nullable Instant dueBy);
}
