package io.omne.access.application;

import io.omne.access.UserId;
import java.time.Duration;

/// How many memories users have created within a window, counted for all instances together. Blocks briefly.
public interface CreationCounts {

    /// Counts as many of those wanted as fit under the limit, in one step that no other comes into.
    ///
    /// @throws RuntimeException when the counts cannot be reached
    Count add(UserId user, Window window, int limit, int wanted);

    /// @param added how many were counted
    /// @param used how many the window has with these
    /// @param next after what time the window has fewer, and fewer than the limit; zero where it has none
    record Count(int added, int used, Duration next) {}
}
