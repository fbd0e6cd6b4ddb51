package io.omne.database.api;

import java.time.Duration;
import java.util.Optional;

/// The difference between the clock of this machine and that of the database. It affects only tokens and the times
/// that users see, such as `created_at`.
public interface ClockSkew {

    /// The largest difference without a warning.
    Duration TOLERATED = Duration.ofSeconds(5);

    /// The latest measurement: positive if this machine is ahead. Empty before the first measurement.
    Optional<Duration> latest();
}
