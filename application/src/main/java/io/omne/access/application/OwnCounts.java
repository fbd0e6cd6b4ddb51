package io.omne.access.application;

import io.omne.access.UserId;
import io.omne.access.application.CreationCounts.Count;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Counts what users have created on this instance alone, in the same way as {@link CreationCounts} counts for all
/// instances.
final class OwnCounts {

    private final Map<UserId, Counts> users = new ConcurrentHashMap<>();
    private final AtomicLong latest = new AtomicLong();
    private final Window window;
    private final Clock clock;

    OwnCounts(Window window, Clock clock) {
        this.window = window;
        this.clock = clock;
    }

    /// @param slices how many memories were counted in each slice of the window
    /// @param requests what was granted to the requests of the window
    private record Counts(SortedMap<Long, Integer> slices, Map<String, Count> requests) {}

    /// @param request as in {@link CreationCounts#add}
    Count add(UserId user, int limit, int wanted, @Nullable String request) {
        long now = clock.millis();
        long current = now / window.sliceMillis();
        forgetOnceASlice(current);
        var count = new AtomicReference<>(new Count(0, 0, Duration.ZERO, current));
        users.compute(user, (_, before) -> {
            Counts counts = before == null ? new Counts(new TreeMap<>(), new HashMap<>()) : before;
            forget(counts, current);
            SortedMap<Long, Integer> slices = counts.slices();
            int used = used(slices);
            Count known = request == null ? null : counts.requests().get(request);
            if (known != null) {
                count.set(new Count(known.added(), used, next(slices, used, limit, now), Count.COUNTED_BEFORE));
                return counts;
            }
            int added = Math.clamp((long) limit - used, 0, wanted);
            if (added > 0) {
                slices.merge(current, added, Integer::sum);
            }
            var counted = new Count(added, used + added, next(slices, used + added, limit, now), current);
            if (added > 0 && request != null) {
                counts.requests().put(request, counted);
            }
            count.set(counted);
            return slices.isEmpty() ? null : counts;
        });
        return count.get();
    }

    /// Subtracts what was counted, and forgets the request.
    void remove(UserId user, Count count, @Nullable String request) {
        users.computeIfPresent(user, (_, counts) -> {
            if (request != null) {
                counts.requests().remove(request);
            }
            counts.slices()
                    .computeIfPresent(
                            count.slice(), (_, counted) -> counted > count.added() ? counted - count.added() : null);
            return counts.slices().isEmpty() ? null : counts;
        });
    }

    private void forgetOnceASlice(long current) {
        if (latest.getAndSet(current) != current) {
            users.keySet()
                    .forEach(user -> users.computeIfPresent(user, (_, counts) -> {
                        forget(counts, current);
                        return counts.slices().isEmpty() ? null : counts;
                    }));
        }
    }

    /// Also forgets slices in the future, which remain if the clock was set back.
    private void forget(Counts counts, long current) {
        counts.slices().headMap(current - window.slices()).clear();
        counts.slices().tailMap(current + window.slices() + 1).clear();
        counts.requests().values().removeIf(count -> !counts.slices().containsKey(count.slice()));
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
