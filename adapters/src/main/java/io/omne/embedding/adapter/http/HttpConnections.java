package io.omne.embedding.adapter.http;

import java.time.Duration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// The clients for requests to providers. What a provider does to the connection of one text must not meet the next
/// one, nor a probe: after a call that failed, each has a connection of its own for a while.
final class HttpConnections implements AutoCloseable {

    /// After a call that failed.
    private static final Duration MISTRUST = Duration.ofMinutes(1);

    private final ConnectionProvider pool = ConnectionProvider.builder("embedding")
            .maxConnections(64)
            .maxIdleTime(Duration.ofSeconds(30))
            .build();
    private final WebClient reusing = client(HttpClient.create(pool));
    private final WebClient connecting =
            client(HttpClient.create(ConnectionProvider.newConnection()).keepAlive(false));
    private volatile long mistrustedUntil = System.nanoTime();

    private static WebClient client(HttpClient http) {
        HttpClient guarded = http.followRedirect(false)
                .doOnChannelInit((_, channel, _) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, null, new OneResponse()));
        return WebClient.builder().clientConnector(new HostNames(guarded)).build();
    }

    /// The client for the next request.
    WebClient client() {
        return System.nanoTime() - mistrustedUntil < 0 ? connecting : reusing;
    }

    /// A call has failed.
    void mistrust() {
        mistrustedUntil = System.nanoTime() + MISTRUST.toNanos();
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
