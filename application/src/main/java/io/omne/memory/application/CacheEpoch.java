package io.omne.memory.application;

/// A number that every instance can read and that only grows. It is moved when a cache could not be told of
/// a write: what was cached in an earlier epoch is not to be believed any more. Blocks.
public interface CacheEpoch {

    long current();

    /// Moves it, at once and for good, whatever becomes of the transaction of the calling thread.
    void advance();
}
