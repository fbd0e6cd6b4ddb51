package io.omne.memory.application;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One limit for everybody, of which nothing comes back with time.
public final class ToyLimit implements CreationLimit {

    private final int limit;
    private int left;

    public ToyLimit(int limit) {
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public Grant take(UserId user, Kind kind, @Nullable Allowance own, int wanted, @Nullable String request) {
        int granted = Math.min(wanted, left);
        left -= granted;
        return new Grant(granted, new Quota(limit, left, Duration.ofSeconds(1)), () -> left += granted);
    }
}
