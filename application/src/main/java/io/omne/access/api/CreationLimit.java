package io.omne.access.api;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How many memories users may create within a time, all instances together.
public interface CreationLimit {

    /// Takes so many of what the user has left, or as many as there are. What is taken is not given back. Blocks
    /// briefly; never fails.
    ///
    /// @param own what the user may create instead of what everybody may; null where it is the same
    /// @param wanted 0 to know how the user stands
    Grant take(UserId user, @Nullable Allowance own, int wanted);

    /// @param granted how many of those wanted
    /// @param quota how the user stands now; null where nothing limits them
    record Grant(int granted, @Nullable Quota quota) {}

    /// @param remaining how many more of the limit may be created now
    /// @param next after what time it will be more than that; zero where it is the limit
    record Quota(int limit, int remaining, Duration next) {}
}
