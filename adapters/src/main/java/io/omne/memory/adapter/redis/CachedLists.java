package io.omne.memory.adapter.redis;

import io.omne.access.UserId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
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

    private final PageEntries entries;
    private final ListGeneration turns;
    private final CacheValidity trust;

    CachedLists(ReactiveStringRedisTemplate redis, ListGeneration turns, CacheValidity trust) {
        this.entries = new PageEntries(redis);
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
        Mono<String> count = keys.count() == null ? Mono.just("") : entries.get(keys.count());
        return Mono.zip(turns.current(user), entries.get(keys.page()), count)
                .map(found -> found.getT1().isEmpty()
                        ? Seen.NOTHING
                        : Seen.of(keys, trusted + " " + found.getT1(), found.getT2(), found.getT3()));
    }

    private Mono<MemoryPage> filled(ListKeys keys, Seen seen, Mono<MemoryPage> source) {
        String stamp = seen.stamp();
        if (stamp == null) {
            return source;
        }
        return source.flatMap(page -> page.stale()
                ? Mono.just(page)
                : entries.keep(keys, stamp, page)
                        .onErrorResume(e -> {
                            trust.lose(e);
                            return Mono.empty();
                        })
                        .thenReturn(page));
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
