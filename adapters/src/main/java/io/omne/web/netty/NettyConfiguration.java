package io.omne.web.netty;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;

/// Configures the server to use HTTP/1.1 only, and the handlers of this package for every connection.
@Configuration(proxyBeanMethods = false)
class NettyConfiguration {

    @Bean
    Timeouts deadlines(
            @Value("${omne.http.head-timeout}") Duration head,
            @Value("${omne.http.idle-timeout}") Duration idle,
            @Value("${omne.http.silence-timeout}") Duration silence,
            @Value("${omne.http.body-timeout}") Duration body) {
        return new Timeouts(head, idle, silence, body);
    }

    @Bean
    ConnectionLimit connections(@Value("${omne.http.max-connections}") int most) {
        return new ConnectionLimit(most);
    }

    @Bean
    NettyServerCustomizer guarded(Timeouts deadlines, ConnectionLimit connections) {
        return server -> server.protocol(HttpProtocol.HTTP11).doOnChannelInit((_, channel, _) -> {
            ChannelPipeline pipeline = channel.pipeline();
            List.of(
                            new WriteTimeoutHandler(deadlines.body().toMillis(), TimeUnit.MILLISECONDS),
                            new HttpVersions(),
                            new NoPipelining(),
                            new ExpectContinue(),
                            new ResponseDefaults(),
                            new RequestTimeouts(deadlines, connections))
                    .reversed()
                    .forEach(it -> pipeline.addAfter(NettyPipeline.HttpCodec, null, it));
        });
    }
}
