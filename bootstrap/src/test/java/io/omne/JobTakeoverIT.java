package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Packaged servers that are frozen, stopped and killed while they do a replay. It cannot end before the test lets
/// it, because its last step needs a lock that the test has.
@Timeout(240)
class JobTakeoverIT {

    private static final String REPLAY = "/api/v1/admin/projections/memory-list/replay";
    private static final long LIST_LOCK = 0x6f6d6e656c697374L;
    private static final Duration LONG = Duration.ofSeconds(60);

    /// More than an instance waits between two looks for jobs, less than it takes to count as lost.
    private static final Duration NEXT_LOOK = Duration.ofSeconds(10);

    /// More than it takes to count as lost.
    private static final Duration LOST = Duration.ofSeconds(40);

    private final List<ServerProcess> servers = new ArrayList<>();
    private TestDatabase database;
    private JdbcTemplate sql;
    private SingleConnectionDataSource locked;

    @BeforeEach
    void lock() throws SQLException {
        database = TestDatabase.create();
        sql = new JdbcTemplate(database.dataSource());
        locked = new SingleConnectionDataSource(database.dataSource().getConnection(), true);
    }

    @AfterEach
    void stop() {
        locked.destroy();
        servers.forEach(ServerProcess::close);
        database.close();
    }

    private ServerProcess start() {
        ServerProcess server = ServerProcess.start(database.url(), TestRedis.shared(), Map.of());
        servers.add(server);
        return server;
    }

    private String state() {
        return sql.queryForObject("select state from jobs where name = 'replay_memory_list'", String.class) + "";
    }

    private OffsetDateTime startedAt() {
        return Objects.requireNonNull(sql.queryForObject(
                "select started_at from jobs where name = 'replay_memory_list'", OffsetDateTime.class));
    }

    private void isStartedAgain(OffsetDateTime before, Duration within) {
        Eventually.holds(within, () -> startedAt().isAfter(before));
    }

    @Test
    void isStartedAgainByAnotherInstanceAndEndsOnce() throws IOException, InterruptedException {
        ServerProcess first = start();
        new Client(first.url()).create("The ferry leaves at nine.");
        new JdbcTemplate(locked).queryForList("select pg_advisory_lock(" + LIST_LOCK + ")");
        assertThat(Client.administrator(first.url()).post(REPLAY, "{}").status())
                .isEqualTo(202);
        Eventually.holds(LONG, () -> state().equals("running"));
        ServerProcess second = start();

        OffsetDateTime beforeFrozen = startedAt();
        signal("-STOP", first);
        isStartedAgain(beforeFrozen, LOST);
        OffsetDateTime bySecond = startedAt();
        signal("-CONT", first);
        Eventually.holds(LONG, () -> first.log().contains("replay_memory_list will be started again"));
        assertThat(startedAt()).as("the second one's attempt").isEqualTo(bySecond);

        signal("-TERM", second);
        isStartedAgain(bySecond, NEXT_LOOK);

        start();
        OffsetDateTime beforeKilled = startedAt();
        first.kill();
        isStartedAgain(beforeKilled, LOST);

        new JdbcTemplate(locked).queryForList("select pg_advisory_unlock(" + LIST_LOCK + ")");
        Eventually.holds(LONG, () -> state().equals("completed"));
        Eventually.holds(
                LONG,
                () -> sql.queryForList("select from scheduled_tasks where task_name = 'replay_memory_list'")
                        .isEmpty());
        assertThat(sql.queryForObject("select count(*) from memory_list.entries", Integer.class))
                .isOne();
        assertThat(servers).allMatch(it -> !it.log().contains("replay_memory_list failed"));
        assertThat(servers)
                .filteredOn(it -> it.log().contains("replay_memory_list is done"))
                .hasSize(1);
    }

    private static void signal(String signal, ServerProcess server) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(server.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
