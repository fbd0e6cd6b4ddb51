package io.omne.memory.adapter.redis;

import io.omne.access.UserId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Cache-aside for pages of lists: the ten newest memories under `memories:user:{user_id}:recent` for 60
/// seconds, any other page under `memories:user:{user_id}:list:{hash}` for 120. The total of all a user's
/// memories stands once for all pages, under `memories:user:{user_id}:count` for 120.
///
/// An entry is stamped with what was trusted and with the turn that its user's lists were in before its
/// reader asked the database, and is believed only where both still stand. So a write drops nothing,
/// however many pages are kept: it ends the turn. What is kept late, by a reader that a write overtook, is
/// never believed.
@Component
class CachedLists {

    /// A page of more is not worth its room.
    private static final int MOST_BYTES = 512 * 1024;

    private final ReactiveStringRedisTemplate redis;
    private final ListGeneration turns;
    private final CacheValidity trust;

    CachedLists(ReactiveStringRedisTemplate redis, ListGeneration turns, CacheValidity trust) {
        this.redis = redis;
        this.turns = turns;
        this.trust = trust;
    }

    Mono<MemoryPage> page(ListMemories query, Mono<MemoryPage> source) {
        String trusted = trust.stamp();
        if (trusted == null) {
            return source;
        }
        ListKeys keys = ListKeys.of(query);
        return look(query.owner(), keys, trusted)
                .onErrorResume(e -> {
                    trust.lose(e);
                    return Mono.just(Seen.NOTHING);
                })
                .flatMap(seen -> seen.page() != null ? Mono.just(seen.page()) : filled(keys, seen, source));
    }

    /// Asks for all at once. The entries may well be read before the turn: one that bears the name of a turn
    /// is from within it.
    private Mono<Seen> look(UserId user, ListKeys keys, String trusted) {
        Mono<String> count = keys.count() == null ? Mono.just("") : get(keys.count());
        return Mono.zip(turns.current(user), get(keys.page()), count)
                .map(found -> found.getT1().isEmpty()
                        ? Seen.NOTHING
                        : Seen.of(keys, trusted + " " + found.getT1(), found.getT2(), found.getT3()));
    }

    private Mono<String> get(String key) {
        return redis.opsForValue()
                .get(key)
                .timeout(RedisConfiguration.LONGEST_ANSWER)
                .defaultIfEmpty("");
    }

    private Mono<MemoryPage> filled(ListKeys keys, Seen seen, Mono<MemoryPage> source) {
        String stamp = seen.stamp();
        if (stamp == null) {
            return source;
        }
        return source.flatMap(page -> page.stale()
                ? Mono.just(page)
                : keep(keys, stamp, page)
                        .onErrorResume(e -> {
                            trust.lose(e);
                            return Mono.empty();
                        })
                        .thenReturn(page));
    }

    private Mono<Void> keep(ListKeys keys, String stamp, MemoryPage page) {
        Long total = page.total();
        if (keys.count() == null || total == null) {
            return keepPage(keys, stamp, page);
        }
        return Mono.when(
                keepPage(keys, stamp, new MemoryPage(page.data(), null, page.next(), false)),
                set(keys.count(), CacheEntry.write(stamp, total), ListKeys.KEPT));
    }

    private Mono<Void> keepPage(ListKeys keys, String stamp, MemoryPage page) {
        // A letter is at least a byte, so the largest pages need not be written to be measured.
        if (page.data().stream().mapToInt(view -> view.content().length()).sum() > MOST_BYTES) {
            return Mono.empty();
        }
        String entry = CacheEntry.write(stamp, page);
        return entry.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
                ? Mono.empty()
                : set(keys.page(), entry, keys.kept());
    }

    private Mono<Void> set(String key, String entry, Duration kept) {
        return redis.opsForValue()
                .set(key, entry, kept)
                .timeout(RedisConfiguration.LONGEST_ANSWER)
                .then();
    }

    /// What a look into the cache found.
    ///
    /// @param stamp of what may be kept; null where nothing may
    private record Seen(@Nullable MemoryPage page, @Nullable String stamp) {

        /// Of a failed look, or while a writer is under way; it keeps nothing.
        static final Seen NOTHING = new Seen(null, null);

        static Seen of(ListKeys keys, String stamp, String pageEntry, String countEntry) {
            MemoryPage page = CacheEntry.read(pageEntry, stamp, MemoryPage.class);
            if (page == null || keys.count() == null) {
                return new Seen(page, stamp);
            }
            Long total = CacheEntry.read(countEntry, stamp, Long.class);
            return total == null
                    ? new Seen(null, stamp)
                    : new Seen(new MemoryPage(page.data(), total, page.next(), false), stamp);
        }
    }
}
