package io.omne.memory.application.embedding;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whether those who embed have anything to do. Costs one short statement, where looking for it costs a transaction
/// for each of them. Blocks.
@FunctionalInterface
public interface EmbeddingWork {

    Found look();

    /// @param due whether a pending memory can be claimed, or a change of the model goes on
    /// @param expired whether a lease has run out
    /// @param untilNext how long it is until the next memory is due or the next lease runs out, as things are; null
    ///     where nothing is waited for
    record Found(boolean due, boolean expired, @Nullable Duration untilNext) {}
}
