package io.omne.access.application;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit;
import io.omne.access.application.CreationCounts.Count;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The limit by the counts of all instances, and by this instance's own while those cannot be reached.
@Component
class SharedLimit implements CreationLimit {

    /// For so long counts that could not be reached are left alone: not every request waits for them.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(SharedLimit.class);

    private final CreationCounts shared;
    private final RateLimitSettings settings;
    private final Window window;
    private final OwnCounts own;
    private final AtomicLong awayUntil = new AtomicLong(System.nanoTime());

    SharedLimit(CreationCounts shared, RateLimitSettings settings, Clock clock) {
        this.shared = shared;
        this.settings = settings;
        this.window = new Window(settings.window());
        this.own = new OwnCounts(window, clock);
    }

    @Override
    public Grant take(UserId user, @Nullable Allowance allowance, int wanted) {
        int limit = allowance == null ? settings.memories() : allowance.memories();
        if (limit == 0) {
            return new Grant(wanted, null);
        }
        Count count = count(user, limit, wanted);
        return new Grant(count.added(), new Quota(limit, Math.max(0, limit - count.used()), count.next()));
    }

    /// What all count, each instance counts for itself as well: where it is left alone it goes on from there.
    private Count count(UserId user, int limit, int wanted) {
        if (System.nanoTime() - awayUntil.get() < 0) {
            return own.add(user, limit, wanted);
        }
        try {
            Count count = shared.add(user, window, limit, wanted);
            own.add(user, Integer.MAX_VALUE, count.added());
            return count;
        } catch (RuntimeException e) {
            awayUntil.set(System.nanoTime() + PAUSE.toNanos());
            log.warn("this instance limits by its own count for now: {}", e.toString());
            return own.add(user, limit, wanted);
        }
    }
}
