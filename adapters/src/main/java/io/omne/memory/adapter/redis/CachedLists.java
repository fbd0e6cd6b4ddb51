package io.omne.memory.adapter.redis;

import io.omne.access.UserId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Cache-aside for pages of lists: the ten newest memories under `memories:user:{user_id}:recent` for 60 seconds,
/// any other page under `memories:user:{user_id}:list:{hash}` for 120 seconds. The total of all of a user's
/// memories has one entry for all pages, under `memories:user:{user_id}:count` for 120 seconds.
///
/// The stamp of an entry consists of the stamp of {@link CacheValidity} and the user's list generation, both read
/// before the database was queried. An entry is used only if both are still current. So a write deletes no pages,
/// however many are cached: it begins a new generation. A page that a slow reader stores after a write has the old
/// generation, and is never used.
@Component
class CachedLists {

    private final PageEntries entries;
    private final ListGeneration generations;
    private final CacheValidity validity;

    CachedLists(ReactiveStringRedisTemplate redis, ListGeneration generations, CacheValidity validity) {
        this.entries = new PageEntries(redis);
        this.generations = generations;
        this.validity = validity;
    }

    Mono<MemoryPage> page(ListMemories query, Mono<MemoryPage> source) {
        String stamp = validity.stamp();
        if (stamp == null) {
            return source;
        }
        ListKeys keys = ListKeys.of(query);
        return look(query.owner(), keys, stamp)
                .onErrorResume(e -> {
                    validity.lose(e);
                    return Mono.just(Seen.NOTHING);
                })
                .flatMap(seen -> seen.page() != null ? Mono.just(seen.page()) : filled(keys, seen, source));
    }

    /// Reads all keys at once. It does not matter if an entry is read before the generation: an entry with the name
    /// of a generation was read from the database during that generation.
    private Mono<Seen> look(UserId user, ListKeys keys, String stamp) {
        Mono<String> count = keys.count() == null ? Mono.just("") : entries.get(keys.count());
        return Mono.zip(generations.current(user), entries.get(keys.page()), count)
                .map(found -> found.getT1().isEmpty()
                        ? Seen.NOTHING
                        : Seen.of(keys, stamp + " " + found.getT1(), found.getT2(), found.getT3()));
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
                            validity.lose(e);
                            return Mono.empty();
                        })
                        .thenReturn(page));
    }

    /// The result of a lookup in the cache.
    ///
    /// @param stamp the stamp of entries that may be stored; null if none may
    private record Seen(@Nullable MemoryPage page, @Nullable String stamp) {

        /// The result of a failed lookup, or of one while a writer is running. Nothing is stored then.
        static final Seen NOTHING = new Seen(null, null);

        static Seen of(ListKeys keys, String stamp, String pageEntry, String countEntry) {
            MemoryPage page = CacheEntry.read(pageEntry, stamp, MemoryPage.class);
            if (page == null || keys.count() == null) {
                return new Seen(page, stamp);
            }
            Long total = CacheEntry.read(countEntry, stamp, Long.class);
            return total == null
                    ? new Seen(null, stamp)
                    : new Seen(new MemoryPage(page.data(), total, null, page.next(), false), stamp);
        }
    }
}
