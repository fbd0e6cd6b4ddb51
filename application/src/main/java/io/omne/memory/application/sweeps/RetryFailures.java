package io.omne.memory.application.sweeps;

import java.time.Instant;

/// Command of a sweep: makes memories pending again that failed at or after `from` and before `to`. Answered with
/// their number.
public record RetryFailures(int limit, Instant from, Instant to) {}
