package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// A replay of the lists, against reading the events and copying the rows.
///
/// @param replay seconds
/// @param bare seconds
record ListReplay(long events, double replay, double bare) {

    static ListReplay measure(Client administrator, TestDatabase database, long events) throws Exception {
        double replay = replay(administrator, events);
        double bare = seconds(() -> readAndCopy(database));
        new JdbcTemplate(database.dataSource()).execute("drop schema bare cascade");
        var measured = new ListReplay(events, replay, bare);
        say("reading the events and copying the rows alone: %.1f s; the replay took %.2f times that"
                .formatted(bare, measured.timesBare()));
        return measured;
    }

    /// Events.
    double perSecond() {
        return events / replay;
    }

    double timesBare() {
        return replay / bare;
    }

    private static double replay(Client administrator, long events) throws Exception {
        double took = seconds(() -> {
            assertThat(administrator
                            .post("/api/v1/admin/projections/memory-list/replay", "{}")
                            .status())
                    .isEqualTo(202);
            String[] phase = {""};
            Eventually.holds(Duration.ofHours(1), () -> {
                JsonNode replay = administrator
                        .get("/api/v1/admin/projections")
                        .json()
                        .path("data")
                        .path(0)
                        .path("replay");
                if (!phase[0].equals(replay.path("phase").asString())) {
                    phase[0] = replay.path("phase").asString();
                    say("replay: " + phase[0]);
                }
                assertThat(replay.path("state").asString()).isNotEqualTo("failed");
                return replay.path("state").asString().equals("completed");
            });
        });
        say("replay: %.1f s, %,.0f events/s".formatted(took, events / took));
        return took;
    }

    private static void readAndCopy(TestDatabase database) throws Exception {
        try (Connection in = database.dataSource().getConnection();
                Connection out = database.dataSource().getConnection()) {
            in.setAutoCommit(false);
            try (var statement = in.createStatement()) {
                statement.setFetchSize(1_000);
                var rows = statement.executeQuery(
                        "select * from domain_events order by aggregate_identifier, sequence_number");
                while (rows.next()) {
                    rows.getBytes("payload");
                }
            }
            out.createStatement().execute("select create_memory_list('bare')");
            try (var from = new PipedInputStream(1 << 20);
                    var to = new PipedOutputStream(from)) {
                var reading = CompletableFuture.runAsync(() -> copyOut(in, to));
                out.unwrap(PGConnection.class).getCopyAPI().copyIn("copy bare.entries from stdin", from);
                reading.get();
            }
            out.createStatement().execute("set statement_timeout = 0; select index_memory_list('bare')");
        }
    }

    private static void copyOut(Connection connection, PipedOutputStream to) {
        try (to) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy memory_list.entries to stdout", to);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {

        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static void say(String line) {
        System.out.println("[bench] " + line);
    }
}
