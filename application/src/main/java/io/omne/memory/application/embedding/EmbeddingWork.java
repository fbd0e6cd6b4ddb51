package io.omne.memory.application.embedding;

/// Whether those who embed have anything to do. Costs one short statement, where looking for it costs a transaction
/// for each of them. Blocks.
@FunctionalInterface
public interface EmbeddingWork {

    Found look();

    /// @param due whether a pending memory can be claimed, or a change of the model goes on
    /// @param expired whether a lease has run out
    record Found(boolean due, boolean expired) {}
}
