package io.omne.access.application;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit;
import io.omne.access.application.CreationCounts.Count;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/// Applies the limits to the counts of all instances, or to this instance's own count while the shared counts are
/// unavailable.
@Component
class SharedLimit implements CreationLimit {

    /// After a failure, the shared counts are not asked for this time, so that not every request waits for them.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// The shortest time between two warnings, however often the shared counts fail.
    private static final Duration LOG_PAUSE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(SharedLimit.class);

    private final CreationCounts shared;
    private final RateLimitSettings settings;
    private final Window window;
    private final Map<Kind, OwnCounts> own = new EnumMap<>(Kind.class);
    private final AtomicLong awayUntil = new AtomicLong(System.nanoTime());
    private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - LOG_PAUSE.toNanos());
    private final AtomicBoolean logged = new AtomicBoolean();

    SharedLimit(CreationCounts shared, RateLimitSettings settings, Clock clock) {
        this.shared = shared;
        this.settings = settings;
        this.window = new Window(settings.window());
        for (Kind kind : Kind.values()) {
            own.put(kind, new OwnCounts(window, clock));
        }
    }

    @Override
    public Grant take(UserId user, Kind kind, @Nullable Allowance allowance, int wanted, @Nullable String request) {
        int limit = allowance == null ? settings.limit(kind) : allowance.memories();
        if (limit == 0) {
            return new Grant(wanted, null, () -> {});
        }
        if (!isAway()) {
            try {
                Count count = shared.add(user, kind, window, limit, wanted, request);
                if (logged.getAndSet(false)) {
                    log.info("this instance limits by the counts of all again");
                }
                return grant(limit, count, countHereToo(user, kind, count, request));
            } catch (RuntimeException e) {
                leaveAlone(e);
            }
        }
        OwnCounts here = counts(kind);
        Count count = here.add(user, limit, wanted, request);
        return grant(limit, count, count.isNew() ? () -> here.remove(user, count, request) : () -> {});
    }

    private static Grant grant(int limit, Count count, Runnable refund) {
        var quota = new Quota(limit, Math.max(0, limit - count.used()), count.next());
        return new Grant(count.added(), quota, count.added() > 0 ? refund : () -> {});
    }

    /// Adds the shared count to this instance's own count, which then continues from there if the shared counts
    /// become unavailable.
    ///
    /// @return subtracts both counts
    private Runnable countHereToo(UserId user, Kind kind, Count shared, @Nullable String request) {
        if (!shared.isNew()) {
            return () -> {};
        }
        Count here = counts(kind).add(user, Integer.MAX_VALUE, shared.added(), request);
        return () -> {
            counts(kind).remove(user, here, request);
            removeShared(user, kind, shared, request);
        };
    }

    /// A count that cannot be subtracted remains: the limit may become stricter than intended, never weaker.
    private void removeShared(UserId user, Kind kind, Count count, @Nullable String request) {
        if (isAway()) {
            return;
        }
        try {
            shared.remove(user, kind, window, count, request);
        } catch (RuntimeException e) {
            leaveAlone(e);
        }
    }

    private OwnCounts counts(Kind kind) {
        return Objects.requireNonNull(own.get(kind));
    }

    private boolean isAway() {
        return System.nanoTime() - awayUntil.get() < 0;
    }

    private void leaveAlone(RuntimeException e) {
        long now = System.nanoTime();
        awayUntil.set(now + PAUSE.toNanos());
        long before = loggedAt.get();
        boolean due = now - before >= LOG_PAUSE.toNanos() && loggedAt.compareAndSet(before, now);
        logged.compareAndSet(false, due);
        log.atLevel(due ? Level.WARN : Level.DEBUG)
                .log("this instance limits by its own count for now: {}", e.toString());
    }
}
