package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.omne.database.api.DatabaseState;
import io.omne.database.api.DatabaseStateChanged;
import io.omne.jobs.application.TestLoops;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import reactor.core.publisher.Flux;

/// What is made of a PostgreSQL that has no room for another connection (SQLState 53300).
@Timeout(60)
class DatabaseMonitorTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Queue<Object> changes = new ConcurrentLinkedQueue<>();
    private PostgresServer postgres;
    private HikariDataSource pool;
    private ReadConnections reads;
    private DatabaseMonitor monitor;

    @BeforeEach
    void start() {
        postgres = PostgresServer.create();
        postgres.sql().execute("create role member login");
        var config = new HikariConfig();
        config.setJdbcUrl(postgres.sql().getDataSource() instanceof DriverManagerDataSource it ? it.getUrl() : null);
        config.setUsername("member");
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(500);
        pool = new HikariDataSource(config);
        // The pool opens its second connection in the background: a test that evicts both must not miss it.
        Eventually.holds(SOON, () -> pool.getHikariPoolMXBean().getIdleConnections() == 2);
        var settings = new R2dbcProperties.Pool();
        settings.setMaxLifeTime(Duration.ofHours(1));
        settings.setMaxValidationTime(Duration.ofSeconds(1));
        settings.setInitialSize(0);
        settings.setMinIdle(0);
        reads = new ReadConnections(
                ConnectionFactories.get("r2dbc:" + postgres.url("member")), settings, Clock.systemUTC());
        var direct = new DriverManagerDataSource(config.getJdbcUrl(), "member", "");
        monitor = new DatabaseMonitor(
                pool, PhysicalConnections.of(pool), reads, direct, changes::add, Clock.systemUTC(), TestLoops.create());
        monitor.start();
    }

    @AfterEach
    void stop() {
        monitor.stop();
        pool.close();
        postgres.close();
    }

    private void limit(int connections) {
        postgres.sql().execute("alter role member connection limit " + connections);
    }

    @Test
    void takesAFullServerForOneThatAnswersWhereAPooledConnectionDoes() throws Exception {
        try (java.sql.Connection inUse = pool.getConnection()) {
            pool.getConnection().close();
            limit(0);
            inUse.createStatement().execute("select 1");

            monitor.failed(false);

            Thread.sleep(Duration.ofSeconds(3));
            assertThat(changes).isEmpty();
        }
    }

    @Test
    void takesAFullServerForAwayWhereNoConnectionIsLeft() {
        limit(0);

        monitor.failed(false);

        Eventually.holds(SOON, () -> monitor.report().state() == DatabaseState.UNREACHABLE);
        limit(-1);
        Eventually.holds(SOON, () -> monitor.report().state() == DatabaseState.WRITABLE);
        Eventually.holds(SOON, () -> changes.size() == 2);
        assertThat(changes)
                .containsExactly(
                        new DatabaseStateChanged(DatabaseState.UNREACHABLE, false),
                        new DatabaseStateChanged(DatabaseState.WRITABLE, false));
    }

    /// They still work, and there is no room to open others.
    @Test
    void keepsTheConnectionsForReadsWhereTheServerIsFull() {
        Set<Integer> before = sessionsOfReads();
        limit(0);
        pool.getHikariPoolMXBean().softEvictConnections();

        Eventually.holds(SOON, () -> monitor.report().state() == DatabaseState.UNREACHABLE);
        assertThat(sessionsOfReads()).isEqualTo(before);
        limit(-1);
        Eventually.holds(SOON, () -> monitor.report().state() == DatabaseState.WRITABLE);
        assertThat(sessionsOfReads()).isEqualTo(before);
    }

    private Set<Integer> sessionsOfReads() {
        return Set.copyOf(Flux.range(0, 2)
                .flatMap(_ -> Flux.usingWhen(
                        reads.pool().create(),
                        connection -> Flux.from(connection
                                        .createStatement("select pg_backend_pid(), pg_sleep(0.2)")
                                        .execute())
                                .flatMap(result -> result.map(row -> row.get(0, Integer.class))),
                        Connection::close))
                .collectList()
                .blockOptional(SOON)
                .orElseThrow());
    }
}
