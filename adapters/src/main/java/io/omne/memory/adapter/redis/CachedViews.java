package io.omne.memory.adapter.redis;

import io.omne.memory.MemoryId;
import io.omne.memory.api.MemoryView;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Cache-aside for views, under `memory:{id}` for 300 seconds.
///
/// While a memory is written, its entry has a fence, `{memory:{id}}:fence` (the braces keep both in one slot of a
/// cluster). A writer raises the fence before its transaction commits, and turns it afterwards. A reader stores an
/// entry only if the fence is not raised and is the one that the reader saw before it read the database. So an
/// entry that a write made stale is not stored. If a writer dies between the two steps, the fence stays raised
/// until it expires, which is longer than any read takes.
@Component
class CachedViews {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration FENCE_STANDS = Duration.ofMinutes(1);
    private static final String RAISED = "raised:";
    private static final String TURNED = "turned:";
    private static final String NO_FENCE = "none";

    /// KEYS: entry, fence. ARGV: the fence as it was seen, the entry, its seconds.
    private static final RedisScript<Long> FILL = RedisScript.of("""
            if (redis.call('GET', KEYS[2]) or 'none') ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
            return 1
            """, Long.class);

    /// KEYS: entry, fence. ARGV: the raised fence, its seconds.
    private static final RedisScript<Long> RAISE = RedisScript.of("""
            redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
            return redis.call('DEL', KEYS[1])
            """, Long.class);

    /// KEYS: entry, fence. ARGV: the fence this writer raised, the turned one, its seconds. Another
    /// writer's fence stays.
    private static final RedisScript<Long> TURN = RedisScript.of("""
            if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[3]) end
            return redis.call('DEL', KEYS[1])
            """, Long.class);

    private final ReactiveStringRedisTemplate redis;
    private final CacheValidity validity;

    CachedViews(ReactiveStringRedisTemplate redis, CacheValidity validity) {
        this.redis = redis;
        this.validity = validity;
    }

    Mono<MemoryView> find(MemoryId id, Mono<MemoryView> source) {
        String stamp = validity.stamp();
        if (stamp == null) {
            return source;
        }
        return redis.opsForValue()
                .multiGet(keys(id))
                .timeout(RedisConfiguration.LONGEST_ANSWER)
                .map(found -> Seen.of(found, stamp))
                .onErrorResume(e -> {
                    validity.lose(e);
                    return Mono.just(Seen.NOTHING);
                })
                .flatMap(seen -> seen.view() != null ? Mono.just(seen.view()) : filled(id, seen, stamp, source));
    }

    private Mono<MemoryView> filled(MemoryId id, Seen seen, String stamp, Mono<MemoryView> source) {
        if (seen.fence().startsWith(RAISED)) {
            return source;
        }
        return source.flatMap(view -> redis.execute(
                        FILL, keys(id), List.of(seen.fence(), CacheEntry.write(stamp, view), seconds(KEPT)))
                .timeout(RedisConfiguration.LONGEST_ANSWER)
                .onErrorResume(e -> {
                    validity.lose(e);
                    return Flux.empty();
                })
                .then(Mono.just(view)));
    }

    /// Raises the fences, when a writer is about to commit changes of these memories.
    Mono<Void> begin(Set<MemoryId> ids, String writer) {
        return tell(ids, RAISE, List.of(RAISED + writer, seconds(FENCE_STANDS)));
    }

    /// Turns the fences, when the writer has committed or rolled back.
    Mono<Void> end(Set<MemoryId> ids, String writer) {
        return tell(ids, TURN, List.of(RAISED + writer, TURNED + writer, seconds(FENCE_STANDS)));
    }

    private Mono<Void> tell(Set<MemoryId> ids, RedisScript<Long> script, List<String> arguments) {
        return Flux.fromIterable(ids)
                .flatMap(id -> redis.execute(script, keys(id), arguments))
                .then()
                .timeout(RedisConfiguration.LONGEST_ANSWER);
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    private static List<String> keys(MemoryId id) {
        return List.of("memory:" + id, "{memory:" + id + "}:fence");
    }

    /// The result of a lookup in the cache.
    private record Seen(@Nullable MemoryView view, String fence) {

        /// The result of a failed lookup. Nothing is stored then.
        static final Seen NOTHING = new Seen(null, RAISED);

        /// A missing key is a null in the list.
        static Seen of(List<String> found, String stamp) {
            String entry = Objects.requireNonNullElse(found.get(0), "");
            String fence = Objects.requireNonNullElse(found.get(1), NO_FENCE);
            return new Seen(CacheEntry.read(entry, stamp, MemoryView.class), fence);
        }
    }
}
