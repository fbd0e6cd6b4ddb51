package io.omne;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Runs statements at the start of each session. Startup parameters of the connection would do the same, but a
/// pooler such as PgBouncer refuses them.
///
/// @param sql one or more statements without parameters
record InitialisedConnections(ConnectionFactory delegate, String sql)
        implements ConnectionFactory, Wrapped<ConnectionFactory> {

    private static final Duration LONGEST = Duration.ofSeconds(3);

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(delegate.create()).timeout(LONGEST).flatMap(this::initialised);
    }

    private Mono<Connection> initialised(Connection connection) {
        return Flux.from(connection.createStatement(sql).execute())
                .flatMap(Result::getRowsUpdated)
                .then(Mono.just(connection))
                .timeout(LONGEST)
                .onErrorResume(failure -> Mono.from(connection.close()).then(Mono.error(failure)));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return delegate.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
        return delegate;
    }
}
