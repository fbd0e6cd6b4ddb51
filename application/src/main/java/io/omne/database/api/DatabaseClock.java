package io.omne.database.api;

import java.time.Instant;

/// The clock of the database, which is the same for every instance. It is used for times that one instance writes
/// and another compares, such as leases, because the clocks of two machines may differ by minutes. Blocks.
@FunctionalInterface
public interface DatabaseClock {

    /// The current time in microseconds. It advances within a transaction too.
    Instant now();
}
