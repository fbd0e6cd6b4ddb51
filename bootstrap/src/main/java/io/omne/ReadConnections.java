package io.omne;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.ValidationDepth;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import reactor.core.publisher.Mono;
import reactor.pool.PooledRefMetadata;

/// A pool of R2DBC connections that hands out no connection that is known to be dead.
///
/// A connection whose socket is closed is dropped without a round trip. One that was idle for longer than {@link
/// #TRUSTED}, or whose last use took longer than {@link #SLOW}, is validated by the server. If that fails, all
/// other existing connections are dropped, too: the cause has usually ended them as well.
final class ReadConnections {

    /// How long after its last use a connection is handed out without asking the server.
    private static final Duration TRUSTED = Duration.ofMillis(500);

    /// A use that took longer may have been cancelled, and the server's answer may still arrive or be lost.
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Map<Connection, Use> uses = Collections.synchronizedMap(new WeakHashMap<>());
    private final Clock clock;
    private final Duration maxIdleTime;
    private final Duration maxLifeTime;
    private final Duration maxValidationTime;
    private final ConnectionPool pool;
    private volatile long evictedUntil = Long.MIN_VALUE;

    ReadConnections(ConnectionFactory connections, R2dbcProperties.Pool settings, Clock clock) {
        this.clock = clock;
        this.maxIdleTime = settings.getMaxIdleTime();
        this.maxLifeTime = Objects.requireNonNull(settings.getMaxLifeTime());
        this.maxValidationTime = Objects.requireNonNull(settings.getMaxValidationTime());
        this.pool = new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .initialSize(settings.getInitialSize())
                .minIdle(settings.getMinIdle())
                .maxSize(settings.getMaxSize())
                .maxAcquireTime(settings.getMaxAcquireTime())
                .maxCreateConnectionTime(settings.getMaxCreateConnectionTime())
                .maxIdleTime(maxIdleTime)
                .acquireRetry(settings.getAcquireRetry())
                .validationDepth(ValidationDepth.LOCAL)
                .clock(clock)
                .postAllocate(this::allocate)
                .preRelease(this::release)
                .customizer(builder -> builder.evictionPredicate(this::isDead))
                .build());
    }

    /// @param server the server of the connection, see {@link PhysicalConnections#SERVER}
    private record Use(String server, long firstNanos, long begunNanos, long endedNanos) {

        static Use first(String server) {
            long now = System.nanoTime();
            return new Use(server, now, now, now);
        }

        Use begun() {
            return new Use(server, firstNanos, System.nanoTime(), endedNanos);
        }

        Use ended() {
            return new Use(server, firstNanos, begunNanos, System.nanoTime());
        }

        boolean isTrusted() {
            return System.nanoTime() - endedNanos < TRUSTED.toNanos();
        }

        boolean wasSlow() {
            return endedNanos - begunNanos > SLOW.toNanos();
        }
    }

    ConnectionPool pool() {
        return pool;
    }

    /// Drops every existing connection: at once, or when it is released.
    void evict() {
        evictedUntil = clock.millis();
    }

    /// Closes connections that were first used before the given time, with all that runs on them.
    void cutOlderThan(long nanos) {
        cutWhere(use -> use.firstNanos() - nanos < 0);
    }

    /// Closes connections to other servers, with all that runs on them.
    void cutOthersThan(String server) {
        cutWhere(use -> !use.server().equals(server));
    }

    private void cutWhere(Predicate<Use> which) {
        Map<Connection, Use> all;
        synchronized (uses) {
            all = Map.copyOf(uses);
        }
        all.forEach((connection, use) -> {
            if (which.test(use)) {
                Mono.from(connection.close()).timeout(SLOW).onErrorComplete().subscribe();
            }
        });
    }

    private boolean isDead(Connection connection, PooledRefMetadata metadata) {
        return metadata.allocationTimestamp() <= evictedUntil
                || metadata.idleTime() >= maxIdleTime.toMillis()
                || metadata.lifeTime() >= maxLifeTime.toMillis()
                || !isConnected(connection);
    }

    /// The driver knows this without waiting.
    private static boolean isConnected(Connection connection) {
        return Mono.from(connection.validate(ValidationDepth.LOCAL)).toFuture().getNow(true);
    }

    private Mono<Void> allocate(Connection connection) {
        Use last = uses.get(connection);
        if (last == null) {
            return orDead(server(connection).doOnNext(server -> uses.put(connection, Use.first(server))));
        }
        uses.put(connection, last.begun());
        return last.isTrusted() ? Mono.empty() : validate(connection);
    }

    private Mono<String> server(Connection connection) {
        return Mono.from(connection
                        .createStatement("select " + PhysicalConnections.SERVER)
                        .execute())
                .flatMap(result -> Mono.from(result.map(row -> row.get(0, String.class))))
                .timeout(maxValidationTime);
    }

    private Mono<Void> release(Connection connection) {
        Use last = uses.get(connection);
        if (last == null) {
            return Mono.empty();
        }
        Use use = last.ended();
        uses.put(connection, use);
        return use.wasSlow() ? validate(connection) : Mono.empty();
    }

    private Mono<Void> validate(Connection connection) {
        return orDead(Mono.from(connection.validate(ValidationDepth.REMOTE))
                .timeout(maxValidationTime)
                .filter(Boolean::booleanValue));
    }

    /// If no answer comes in time, all other existing connections are dropped, too.
    private Mono<Void> orDead(Mono<?> answer) {
        return answer.onErrorComplete(TimeoutException.class)
                .switchIfEmpty(Mono.error(() -> {
                    evict();
                    return new R2dbcNonTransientResourceException("the connection to PostgreSQL is dead", "08006");
                }))
                .then();
    }
}
