package io.omne.events.adapter.axon;

/// An event processor that a module has. Its handlers name it by their `@ProcessingGroup`.
///
/// @param name stands in stored tokens and dead letters: it stays
public record EventProcessor(String name, Delivery delivery) {

    public enum Delivery {
        /// Within the transaction that stores the events.
        IN_TRANSACTION,
        /// After it, in batches, on one instance at a time; events that cannot be handled become dead letters.
        FOLLOWING
    }
}
