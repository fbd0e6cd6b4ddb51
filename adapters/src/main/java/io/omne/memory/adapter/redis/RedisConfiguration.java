package io.omne.memory.adapter.redis;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import java.time.Duration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/// A Redis that is away is noticed at once: no command waits for its return.
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    /// For an answer of Redis, whatever becomes of it. Longer than the time-out of a command, which the client
    /// may lose (`spring.data.redis.timeout`).
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    @Bean
    ReactiveStringRedisTemplate reactiveStringRedisTemplate(LettuceConnectionFactory connections) {
        return new ReactiveStringRedisTemplate(new FirstConnection(connections));
    }

    @Bean
    LettuceClientOptionsBuilderCustomizer rejectCommandsWhileDisconnected() {
        return options -> options.autoReconnect(true).disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }
}
