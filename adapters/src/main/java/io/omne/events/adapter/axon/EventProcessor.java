package io.omne.events.adapter.axon;

/// An event processor of a module. Its handlers name it in their `@ProcessingGroup`.
///
/// @param name is part of stored tokens and dead letters, so it must not change
public record EventProcessor(String name, Delivery delivery) {

    public enum Delivery {
        /// Within the transaction that stores the events.
        IN_TRANSACTION,
        /// After that transaction, in batches; one instance at a time works on a segment. Events that cannot be
        /// handled become dead letters.
        FOLLOWING
    }
}
