package io.omne.access.application;

import io.omne.access.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How many memories users have created within a window, counted for all instances together. Blocks briefly.
public interface CreationCounts {

    /// Counts as many of those wanted as fit under the limit, in one step that no other comes into.
    ///
    /// @param request those of one request are counted once within the window, however often they are added;
    ///     null where each call is a request of its own
    /// @throws RuntimeException when the counts cannot be reached
    Count add(UserId user, Window window, int limit, int wanted, @Nullable String request);

    /// Takes what was counted from the count again, and forgets the request.
    ///
    /// @param request as it was added
    /// @throws RuntimeException when the counts cannot be reached
    void remove(UserId user, Window window, Count count, @Nullable String request);

    /// @param added how many were granted
    /// @param used how many the window has with these
    /// @param next after what time the window has fewer, and fewer than the limit; zero where it has none
    /// @param slice the slice of the window that has them; {@link #COUNTED_BEFORE} where an earlier call for the
    ///     same request counted them
    record Count(int added, int used, Duration next, long slice) {

        public static final long COUNTED_BEFORE = -1;

        boolean isNew() {
            return slice != COUNTED_BEFORE;
        }
    }
}
