package io.omne.memory.adapter.redis;

import io.omne.access.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Stores the list generation of each user: a name that is never used twice. A new generation begins whenever a
/// writer begins and whenever one ends. Data that was read from the database in a generation, while no writer was
/// running, is valid as long as the generation lasts.
///
/// Each user has one sorted set, `memories:user:{user_id}:generation`. It holds the running writers, whose score is the
/// second at which they are given up, a minute after they began, and the generation, whose score is infinity. The
/// time is that of Redis. If the set is gone, because it expired or Redis needed the memory, the next reader begins
/// a new generation, so no old one ever comes back.
@Component
class ListGeneration {

    /// Longer than a transaction takes to commit.
    private static final Duration WRITER_TAKES = Duration.ofMinutes(1);

    /// Longer than a writer takes.
    private static final Duration KEPT = Duration.ofMinutes(5);

    /// KEYS: the set. ARGV: a new name, the seconds until the set expires. Empty while a writer is running.
    private static final RedisScript<String> LOOK = RedisScript.of("""
            local time = redis.call('TIME')
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', time[1])
            if redis.call('ZCARD', KEYS[1]) > 1 then return '' end
            local generation = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
            if generation then return generation end
            generation = time[1] .. '.' .. time[2] .. '-' .. ARGV[1]
            redis.call('ZADD', KEYS[1], 'inf', generation)
            redis.call('EXPIRE', KEYS[1], ARGV[2])
            return generation
            """, String.class);

    /// KEYS: the set. ARGV: a writer, for how many seconds from now it is running, the seconds until the set
    /// expires. The time makes the name a new one even if the client sends the script twice.
    private static final RedisScript<Long> CHANGE = RedisScript.of("""
            local time = redis.call('TIME')
            redis.call('ZADD', KEYS[1], time[1] + ARGV[2], ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', time[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], 'inf', 'inf')
            redis.call('ZADD', KEYS[1], 'inf', time[1] .. '.' .. time[2] .. '-' .. ARGV[1])
            return redis.call('EXPIRE', KEYS[1], ARGV[3])
            """, Long.class);

    private final ReactiveStringRedisTemplate redis;

    ListGeneration(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// The generation of the user's lists; empty while a writer is running.
    Mono<String> current(UserId user) {
        return redis.execute(LOOK, List.of(key(user)), List.of(UUID.randomUUID().toString(), seconds(KEPT)))
                .next()
                .timeout(RedisConfiguration.LONGEST_ANSWER);
    }

    /// Begins new generations, when a writer is about to commit changes of these users' lists.
    Mono<Void> begin(Set<UserId> users, String writer) {
        return change(users, List.of(writer, seconds(WRITER_TAKES), seconds(KEPT)));
    }

    /// Begins new generations, when the writer has committed or rolled back.
    Mono<Void> end(Set<UserId> users, String writer) {
        return change(users, List.of(writer, "0", seconds(KEPT)));
    }

    private Mono<Void> change(Set<UserId> users, List<String> arguments) {
        return Flux.fromIterable(users)
                .flatMap(user -> redis.execute(CHANGE, List.of(key(user)), arguments))
                .then()
                .timeout(RedisConfiguration.LONGEST_ANSWER);
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    private static String key(UserId user) {
        return "memories:user:" + user + ":generation";
    }
}
