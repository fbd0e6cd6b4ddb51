package io.omne.memory.adapter.redis;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/// Configures the client so that an outage of Redis is noticed at once: no command waits for the end of the outage.
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    /// The longest wait for an answer of Redis. It is longer than the timeout of a command
    /// (`spring.data.redis.timeout`), which the client may miss.
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    /// A connection is closed after such a silence, which is much longer than the pause between two requests of
    /// {@link CacheValidity}, each of which is answered.
    private static final Duration SILENCE = Duration.ofSeconds(3);

    @Bean
    ReactiveStringRedisTemplate reactiveStringRedisTemplate(LettuceConnectionFactory connections) {
        return new ReactiveStringRedisTemplate(new FailFastConnectionFactory(connections));
    }

    /// A connection that a firewall has forgotten looks open for as long as the operating system retransmits, a
    /// quarter of an hour. Once it is closed, the client opens another.
    @Bean
    ClientResourcesBuilderCustomizer closeSilentConnections() {
        return resources -> resources.nettyCustomizer(new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                channel.pipeline().addFirst(new ReadTimeoutHandler(SILENCE.toMillis(), TimeUnit.MILLISECONDS));
            }
        });
    }

    @Bean
    LettuceClientOptionsBuilderCustomizer rejectCommandsWhileDisconnected() {
        return options -> options.autoReconnect(true).disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }
}
