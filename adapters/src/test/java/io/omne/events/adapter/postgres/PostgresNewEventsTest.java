package io.omne.events.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.omne.Eventually;
import io.omne.TestDatabase;
import io.omne.jobs.application.TestLoops;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Two instances on one database.
@ExtendWith(TestDatabase.Shared.class)
class PostgresNewEventsTest {

    private static final Duration SOON = Duration.ofMillis(1_500);
    private static final String LISTENERS = " from pg_stat_activity where application_name = 'listener of a test'";
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final JdbcTemplate sql;
    private final PostgresNewEvents one;
    private final PostgresNewEvents other;
    private final AtomicInteger callsOfOne = new AtomicInteger();
    private final AtomicInteger callsOfOther = new AtomicInteger();

    PostgresNewEventsTest(TestDatabase database) {
        sql = new JdbcTemplate(database.dataSource());
        DataSource direct = direct(database);
        one = new PostgresNewEvents(database.dataSource(), direct, TestLoops.create());
        other = new PostgresNewEvents(database.dataSource(), direct, TestLoops.create());
    }

    @BeforeEach
    void start() throws InterruptedException {
        one.listen(callsOfOne::incrementAndGet);
        other.listen(() -> {
            callsOfOther.incrementAndGet();
            throw new IllegalStateException("a listener that fails");
        });
        one.start();
        other.start();
        Eventually.holds(Duration.ofSeconds(20), () -> listeners() == 2);
        Thread.sleep(SETTLING);
    }

    @AfterEach
    void stop() {
        other.stop();
        one.stop();
    }

    private int listeners() {
        return sql.queryForList("select pid" + LISTENERS).size();
    }

    /// Without a pool, which would give connections of this name to others.
    private static DataSource direct(TestDatabase database) {
        var pool = (HikariDataSource) database.dataSource();
        var direct = new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        var properties = new Properties();
        properties.setProperty("ApplicationName", "listener of a test");
        direct.setConnectionProperties(properties);
        return direct;
    }

    @Test
    void wakesThoseWhoListenOnAllInstancesAgainAndAgain() {
        for (int i = 0; i < 3; i++) {
            int before = callsOfOne.get();
            int beforeOnOther = callsOfOther.get();

            one.committed();

            Eventually.holds(SOON, () -> callsOfOne.get() > before);
            Eventually.holds(SOON, () -> callsOfOther.get() > beforeOnOther);
        }
    }

    @Test
    void callsFewTimesForManyCommits() throws InterruptedException {
        int before = callsOfOther.get();
        long began = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            one.committed();
            Thread.sleep(1);
        }
        Thread.sleep(SETTLING);
        long most = Duration.ofNanos(System.nanoTime() - began).toMillis() / 30 + 2;

        assertThat((long) callsOfOther.get() - before).isBetween(1L, most);
    }

    @Test
    void listensAgainWhereTheConnectionIsLost() throws InterruptedException {
        sql.queryForList("select pg_terminate_backend(pid)" + LISTENERS);
        Eventually.holds(Duration.ofSeconds(20), () -> listeners() == 2);
        Thread.sleep(SETTLING);
        int before = callsOfOther.get();

        one.committed();

        Eventually.holds(SOON, () -> callsOfOther.get() > before);
    }
}
