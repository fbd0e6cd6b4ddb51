package io.omne.database.api;

import java.time.Instant;

/// The clock of the database, which is the same for every instance. What one instance writes and another
/// compares, such as a lease, is by this clock; those of two machines may differ by minutes. Blocks.
@FunctionalInterface
public interface DatabaseClock {

    /// The time now, also within a transaction, in microseconds.
    Instant now();
}
