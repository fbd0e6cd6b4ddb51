package io.omne.memory.adapter.redis;

import io.omne.memory.api.MemoryPage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

/// Reads and writes the entries of pages and totals in Redis. If the total has a key of its own, the page is stored
/// without it.
final class PageEntries {

    /// A larger page is not cached.
    private static final int MOST_BYTES = 512 * 1024;

    private final ReactiveStringRedisTemplate redis;

    PageEntries(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// The entry under a key; empty if there is none.
    Mono<String> get(String key) {
        return redis.opsForValue()
                .get(key)
                .timeout(RedisConfiguration.LONGEST_ANSWER)
                .defaultIfEmpty("");
    }

    /// @param stamp the stamp of the entries
    Mono<Void> keep(ListKeys keys, String stamp, MemoryPage page) {
        Long total = page.total();
        if (keys.count() == null || total == null) {
            return keepPage(keys, stamp, page);
        }
        return Mono.when(
                keepPage(keys, stamp, new MemoryPage(page.data(), null, null, page.next(), false)),
                set(keys.count(), CacheEntry.write(stamp, total), ListKeys.KEPT));
    }

    private Mono<Void> keepPage(ListKeys keys, String stamp, MemoryPage page) {
        // A character has at least one byte, so the largest pages are recognised without writing them.
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
}
