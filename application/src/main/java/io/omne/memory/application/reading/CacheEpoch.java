package io.omne.memory.application.reading;

/// A name that all instances can read and that never returns once it has changed. Entries that were cached in an
/// earlier epoch are not valid. The epoch changes when the cache could not be notified of a write, and when the
/// database was restarted or replaced by another server, which may lack some writes that are cached. Blocks.
public interface CacheEpoch {

    String current();

    /// Begins a new epoch. Takes effect at once, even if the current transaction is rolled back.
    void advance();
}
