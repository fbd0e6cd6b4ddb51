package io.omne.providers.adapter.http;

import java.time.Duration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// Chooses the client for each request to a provider. If a call fails, its connection must not make the
/// next call or a probe fail, too: for a while after a failed call, each request has its own connection.
final class HttpConnections implements AutoCloseable {

    /// How long each request has its own connection after a call that failed.
    private static final Duration MISTRUST = Duration.ofMinutes(1);

    private final ConnectionProvider pool = ConnectionProvider.builder("providers")
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

    /// To be called after a call that failed.
    void mistrust() {
        mistrustedUntil = System.nanoTime() + MISTRUST.toNanos();
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
