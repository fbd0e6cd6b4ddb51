package broken.omne.notes.adapter.redis;

import java.time.Duration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

/// Breaks "nothing waits for ever": Redis may never complete what it returns.
final class Unanswered {

    private final ReactiveStringRedisTemplate redis;

    Unanswered(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    Mono<String> find(String key) {
        return redis.opsForValue().get(key);
    }

    Mono<String> findWithin(String key) {
        return redis.opsForValue().get(key).timeout(Duration.ofSeconds(1));
    }

    Mono<Boolean> existsWithin(String key) {
        return within(redis.hasKey(key));
    }

    private static <T> Mono<T> within(Mono<T> answer) {
        return answer.timeout(Duration.ofSeconds(1));
    }
}
