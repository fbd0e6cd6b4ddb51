package io.omne.recall.application.searching;

import java.time.Duration;

/// Limits of searches.
///
/// @param perUser how many searches of a user an instance runs at once
/// @param perInstance how many searches an instance runs at once
/// @param timeLimit after which a search is answered with what was found until then
public record SearchSettings(int perUser, int perInstance, Duration timeLimit) {

    public SearchSettings {
        if (perUser < 1 || perInstance < 1 || !timeLimit.isPositive()) {
            throw new IllegalArgumentException("omne.search: per-user, per-instance and time-limit are positive");
        }
    }
}
