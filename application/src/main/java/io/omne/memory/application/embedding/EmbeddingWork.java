package io.omne.memory.application.embedding;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Finds out whether there is work for the workers of the embedding. Costs one short statement, while an attempt to
/// claim costs a transaction for each worker. Blocks.
@FunctionalInterface
public interface EmbeddingWork {

    Found look();

    /// @param due whether a pending memory can be claimed, or a change of the model is in progress
    /// @param expired whether a lease has expired
    /// @param untilNext the time until the next memory is due or the next lease expires, as far as is known now;
    ///     null if there is neither
    record Found(boolean due, boolean expired, @Nullable Duration untilNext) {}
}
