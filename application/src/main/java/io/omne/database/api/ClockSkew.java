package io.omne.database.api;

import java.time.Duration;
import java.util.Optional;

/// How far the clock of this machine is from that of the database. Nothing depends on it but the times that
/// users see, such as `created_at`, and tokens.
public interface ClockSkew {

    /// More than this is worth a warning.
    Duration TOLERATED = Duration.ofSeconds(5);

    /// As it was measured last: positive where this machine is ahead. Empty before it was.
    Optional<Duration> latest();
}
