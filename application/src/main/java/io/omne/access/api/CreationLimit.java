package io.omne.access.api;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How many memories users may create within a time, all instances together.
public interface CreationLimit {

    /// Takes so many of what the user has left, or as many as there are. Blocks briefly; never fails. Call it
    /// outside of transactions: it may wait for another server.
    ///
    /// @param own what the user may create instead of what everybody may; null where it is the same
    /// @param wanted 0 to know how the user stands
    /// @param request identifies the request among the user's, so that its repeats within the window of the
    ///     limit are granted the same and counted once; null where it is not repeated
    Grant take(UserId user, @Nullable Allowance own, int wanted, @Nullable String request);

    /// @param granted how many of those wanted
    /// @param quota how the user stands now; null where nothing limits them
    /// @param refund see {@link #giveBack}
    record Grant(int granted, @Nullable Quota quota, Runnable refund) {

        /// Takes what was granted from the count again, because nothing was created. Blocks briefly; never fails.
        public void giveBack() {
            refund.run();
        }
    }

    /// @param remaining how many more of the limit may be created now
    /// @param next after what time it will be more than that; zero where it is the limit
    record Quota(int limit, int remaining, Duration next) {}
}
