package io.omne.access.application;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Counts how many memories and messages users have created within a window, over all instances. Blocks briefly.
public interface CreationCounts {

    /// Counts as many of the wanted memories as fit under the limit. The check and the count are one atomic step.
    ///
    /// @param request the memories of one request are counted once within the window, however often it is repeated;
    ///     null if each call is a request of its own
    /// @throws RuntimeException if the counts cannot be reached
    Count add(UserId user, Kind kind, Window window, int limit, int wanted, @Nullable String request);

    /// Subtracts what was counted, and forgets the request.
    ///
    /// @param request as in {@link #add}
    /// @throws RuntimeException if the counts cannot be reached
    void remove(UserId user, Kind kind, Window window, Count count, @Nullable String request);

    /// @param added how many were granted
    /// @param used how many the window contains, including these
    /// @param next the time after which the window contains fewer memories, and fewer than the limit; zero if it
    ///     contains none
    /// @param slice the slice in which they were counted; {@link #COUNTED_BEFORE} if an earlier call for the same
    ///     request counted them
    record Count(int added, int used, Duration next, long slice) {

        public static final long COUNTED_BEFORE = -1;

        boolean isNew() {
            return slice != COUNTED_BEFORE;
        }
    }
}
