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

/// A Redis that is away is noticed at once: no command waits for its return.
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    /// Much longer than the pause between two looks of {@link Trust}, each of which is answered.
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /// A connection that a firewall has forgotten looks open for as long as the system sends again, a quarter of an
    /// hour. Once it is closed, the client opens another.
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
