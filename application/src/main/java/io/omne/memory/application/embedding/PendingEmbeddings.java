package io.omne.memory.application.embedding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Embeds memories that are due. Blocks; safe to call from several threads at once.
public interface PendingEmbeddings {

    /// How many memories that failed before are embedded at the same time, each alone.
    int MOST_RETRIED = 8;

    /// Claims due memories that have not failed yet, embeds them, and records the results. If the calling thread is
    /// interrupted, the provider becomes unavailable or the instance stops, gives back the claims that were not
    /// begun.
    ///
    /// @param limit the most memories to claim
    /// @param texts claims only memories of this length
    /// @param dueBy claims only memories that are due at this time; null for now
    /// @return how many memories were claimed, even if they were not embedded; 0 if none is due or none can be
    ///     embedded now
    int embed(int limit, TextLength texts, @Nullable Instant dueBy);

    /// Does the same for some of the due memories that failed before. Each is embedded alone, so that no other
    /// memory waits for it.
    ///
    /// @return how many memories were claimed; also 0 if another caller is doing this
    int embedRetried(@Nullable Instant dueBy);

    /// Does the same for one due memory whose instance was lost, perhaps because of this memory. This instance
    /// embeds no other such memory at the same time.
    ///
    /// @return as for `embedRetried`
    int embedLost(@Nullable Instant dueBy);
}
