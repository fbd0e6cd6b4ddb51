package io.omne.memory.application.reading;

/// A name that every instance can read and that never comes back once it has changed. It is changed when a cache
/// could not be told of a write, and when the database was restarted or another server took its place, which may
/// lack what was cached: what was cached in an earlier epoch is not to be believed any more. Blocks.
public interface CacheEpoch {

    String current();

    /// Changes it, at once and for good, whatever becomes of the transaction of the calling thread.
    void advance();
}
