package io.omne.plain;

import java.time.Duration;
import java.util.UUID;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.data.redis.serializer.StringRedisSerializer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Single memories in Redis. Without Redis, it is empty.
@Component
class MemoryCache {

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    private final ReactiveRedisTemplate<String, Memory> redis;

    MemoryCache(ReactiveRedisConnectionFactory connections, JsonMapper json) {
        this.redis = new ReactiveRedisTemplate<>(
                connections,
                RedisSerializationContext.<String, Memory>newSerializationContext(StringRedisSerializer.UTF_8)
                        .value(new JacksonJsonRedisSerializer<>(json, Memory.class))
                        .build());
    }

    /// The cached memory, or the one that is loaded and then cached.
    Mono<Memory> find(UUID owner, UUID id, Mono<Memory> loaded) {
        String key = key(owner, id);
        Mono<Memory> filled = loaded.flatMap(memory -> redis.opsForValue()
                .set(key, memory, TIME_TO_LIVE)
                .onErrorReturn(false)
                .thenReturn(memory));
        return redis.opsForValue().get(key).onErrorResume(_ -> Mono.empty()).switchIfEmpty(filled);
    }

    Mono<Long> forget(UUID owner, UUID id) {
        return redis.delete(key(owner, id)).onErrorReturn(0L);
    }

    private static String key(UUID owner, UUID id) {
        return "plain:" + owner + ":" + id;
    }
}
