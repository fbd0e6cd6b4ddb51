package io.omne.access.api;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Limits how many memories and how many messages a user may create within a window, counted over all instances.
public interface CreationLimit {

    /// What is counted. Each kind has a limit of its own.
    enum Kind {
        /// Memories that are no messages.
        MEMORIES,
        /// Messages of conversations.
        MESSAGES
    }

    /// Grants as many of the wanted memories as the limit of their kind allows. Blocks briefly; never fails. Call
    /// this outside of transactions, because it may wait for another server.
    ///
    /// @param own the user's own limit; null if the general limit applies
    /// @param wanted how many memories the user wants to create; 0 to get only the quota
    /// @param request identifies the request among those of the user, so that its repeats within the window are
    ///     granted the same number and counted once; null if it is not repeated
    Grant take(UserId user, Kind kind, @Nullable Allowance own, int wanted, @Nullable String request);

    /// @param granted how many of the wanted memories may be created
    /// @param quota what the user may create now; null if there is no limit
    /// @param refund see {@link #giveBack}
    record Grant(int granted, @Nullable Quota quota, Runnable refund) {

        /// Subtracts the grant from the count, because nothing was created. Blocks briefly; never fails.
        public void giveBack() {
            refund.run();
        }
    }

    /// @param remaining how many more of the limit may be created now
    /// @param next the time after which `remaining` increases; zero if it equals the limit
    record Quota(int limit, int remaining, Duration next) {}
}
