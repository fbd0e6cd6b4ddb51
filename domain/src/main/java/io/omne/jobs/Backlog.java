package io.omne.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Background work that is not completed, over all instances.
///
/// @param pending includes what waits for a retry
/// @param failed what was given up
/// @param longestDue for how long the longest waiting pending work has been due; zero if all of it is
///     due later, null if none is pending
public record Backlog(
        long pending,
        long processing,
        long failed,
        @Nullable Duration longestDue) {

    /// @param millis for how long the longest waiting work has been due; negative if it is due later,
    ///     null if none is pending
    public static Backlog of(long pending, long processing, long failed, @Nullable Long millis) {
        return new Backlog(pending, processing, failed, millis == null ? null : Duration.ofMillis(Math.max(0, millis)));
    }
}
