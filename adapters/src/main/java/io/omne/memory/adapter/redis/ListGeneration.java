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

/// Which turn each user's lists are in: a name that was never used before, given whenever a writer begins and
/// whenever one ends. What was read from the database in a turn, while no writer was under way, is right for
/// as long as the turn lasts.
///
/// All of it is one sorted set for each user, `memories:user:{user_id}:turn`: the writers under way by the
/// second at which they are given up, a minute after they began, and the turn at infinity. Redis tells the
/// time. Where the set is gone, by age or because Redis needed the room, the next reader begins a turn of its
/// own, so no old one ever comes back.
@Component
class ListGeneration {

    /// Longer than a transaction takes to commit.
    private static final Duration WRITER_TAKES = Duration.ofMinutes(1);

    /// Longer than a writer takes.
    private static final Duration KEPT = Duration.ofMinutes(5);

    /// KEYS: the set. ARGV: a new name, the set's seconds. Empty while a writer is under way.
    private static final RedisScript<String> LOOK = RedisScript.of("""
            local time = redis.call('TIME')
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', time[1])
            if redis.call('ZCARD', KEYS[1]) > 1 then return '' end
            local turn = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
            if turn then return turn end
            turn = time[1] .. '.' .. time[2] .. '-' .. ARGV[1]
            redis.call('ZADD', KEYS[1], 'inf', turn)
            redis.call('EXPIRE', KEYS[1], ARGV[2])
            return turn
            """, String.class);

    /// KEYS: the set. ARGV: a writer, for how many seconds from now it is under way, the set's seconds. The
    /// time makes another name of it should the client send it twice.
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

    /// The turn that the user's lists are in; empty while a writer is under way.
    Mono<String> current(UserId user) {
        return redis.execute(LOOK, List.of(key(user)), List.of(UUID.randomUUID().toString(), seconds(KEPT)))
                .next()
                .timeout(RedisConfiguration.LONGEST_ANSWER);
    }

    /// A writer is about to commit what changes these users' lists.
    Mono<Void> begin(Set<UserId> users, String writer) {
        return change(users, List.of(writer, seconds(WRITER_TAKES), seconds(KEPT)));
    }

    /// The writer has committed or rolled back.
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
        return "memories:user:" + user + ":turn";
    }
}
