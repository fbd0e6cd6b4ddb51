package io.omne.access.application;

import io.omne.access.UserId;
import io.omne.access.application.CreationCounts.Count;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// What users have created by this instance alone, as {@link CreationCounts} counts for all.
final class OwnCounts {

    private final Map<UserId, SortedMap<Long, Integer>> users = new ConcurrentHashMap<>();
    private final AtomicLong latest = new AtomicLong();
    private final Window window;
    private final Clock clock;

    OwnCounts(Window window, Clock clock) {
        this.window = window;
        this.clock = clock;
    }

    Count add(UserId user, int limit, int wanted) {
        long now = clock.millis();
        long current = now / window.sliceMillis();
        forgetOnceASlice(current);
        var count = new AtomicReference<>(new Count(0, 0, Duration.ZERO, current));
        users.compute(user, (_, before) -> {
            SortedMap<Long, Integer> slices = before == null ? new TreeMap<>() : before;
            forget(slices, current);
            int used = used(slices);
            int added = Math.clamp((long) limit - used, 0, wanted);
            if (added > 0) {
                slices.merge(current, added, Integer::sum);
            }
            count.set(new Count(added, used + added, next(slices, used + added, limit, now), current));
            return slices.isEmpty() ? null : slices;
        });
        return count.get();
    }

    /// Takes what was counted from the count again.
    void remove(UserId user, Count count) {
        users.computeIfPresent(user, (_, slices) -> {
            slices.computeIfPresent(
                    count.slice(), (_, counted) -> counted > count.added() ? counted - count.added() : null);
            return slices.isEmpty() ? null : slices;
        });
    }

    private void forgetOnceASlice(long current) {
        if (latest.getAndSet(current) != current) {
            users.keySet()
                    .forEach(user -> users.computeIfPresent(user, (_, slices) -> {
                        forget(slices, current);
                        return slices.isEmpty() ? null : slices;
                    }));
        }
    }

    /// What a clock that was put back has left in the future is forgotten too.
    private void forget(SortedMap<Long, Integer> slices, long current) {
        slices.headMap(current - window.slices()).clear();
        slices.tailMap(current + window.slices() + 1).clear();
    }

    private static int used(SortedMap<Long, Integer> slices) {
        return slices.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Duration next(SortedMap<Long, Integer> slices, int used, int limit, long now) {
        int left = used;
        for (Map.Entry<Long, Integer> slice : slices.entrySet()) {
            left -= slice.getValue();
            if (left < limit) {
                return Duration.ofMillis((slice.getKey() + 1 + window.slices()) * window.sliceMillis() - now);
            }
        }
        return Duration.ZERO;
    }
}
