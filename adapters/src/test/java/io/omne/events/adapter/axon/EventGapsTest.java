package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Eventually;
import io.omne.TestDatabase;
import io.omne.memory.adapter.axon.TestEventTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Events whose transactions commit in another order than that of their indexes, by writers with any clock.
class EventGapsTest {

    private static final String INSERT = """
            insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                payload_type, payload, meta_data)
            select gen_random_uuid(), gen_random_uuid(), 0, 'Memory', ?, 'java.lang.String', '"x"', '{}'
            from generate_series(1, ?) returning global_index""";

    private final TestDatabase database = TestDatabase.create();
    private final EventStorageEngine engine;

    /// What a reader has come to.
    private @Nullable TrackingToken token = GapAwareTrackingToken.newInstance(0, Set.of());
    private final List<Long> seen = new ArrayList<>();

    EventGapsTest() {
        var configuration = new AxonConfiguration();
        Serializer serializer = configuration.serializer(TestEventTypes.json());
        engine = configuration.eventStorageEngine(
                new SpringDataSourceConnectionProvider(database.dataSource()),
                new JdbcTransactionManager(database.dataSource()),
                configuration.persistenceExceptionResolver(),
                serializer);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static List<Long> insert(Connection connection, Duration skew, int several) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, Instant.now().plus(skew).toString());
            insert.setInt(2, several);
            var indexes = new ArrayList<Long>();
            try (var row = insert.executeQuery()) {
                while (row.next()) {
                    indexes.add(row.getLong(1));
                }
            }
            return indexes;
        }
    }

    private List<Long> append(Duration skew, int several) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return insert(connection, skew, several);
        }
    }

    private Connection begin() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void end(Connection connection, boolean commits) throws SQLException {
        if (commits) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
        connection.close();
    }

    /// Reads on. An event's index is the one that its token has come to, or the gap that it has filled.
    private void read() {
        try (var events = engine.readEvents(token, false)) {
            events.forEach(event -> take(event));
        }
    }

    private void take(TrackedEventMessage<?> event) {
        var next = (GapAwareTrackingToken) event.trackingToken();
        var before = (GapAwareTrackingToken) token;
        if (before == null || next.getIndex() > before.getIndex()) {
            seen.add(next.getIndex());
        } else {
            var filled = new HashSet<>(before.getGaps());
            filled.removeAll(next.getGaps());
            seen.add(filled.stream().max(Long::compare).orElseThrow());
        }
        token = next;
    }

    private Set<Long> gaps() {
        return token instanceof GapAwareTrackingToken it ? it.getGaps() : Set.of();
    }

    @Test
    void waitsForAWriterWhateverTheClocksSay() throws SQLException {
        for (Duration skew : new Duration[] {
            Duration.ofMinutes(2), Duration.ofMinutes(-2), Duration.ofDays(-3650), Duration.ofDays(3650)
        }) {
            Connection late = begin();
            List<Long> expected = new ArrayList<>(insert(late, skew, 3));
            expected.addAll(append(skew, 2));
            for (int i = 0; i < 5; i++) {
                read();
                pause();
            }
            assertThat(gaps()).as("of a writer that is under way").hasSize(3);

            end(late, true);
            read();
            assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(gaps()).isEmpty();
            seen.clear();
        }
    }

    @Test
    void waitsHoweverManyEventsCameSince() throws SQLException {
        Connection late = begin();
        List<Long> first = insert(late, Duration.ZERO, 1);
        List<Long> others = append(Duration.ZERO, 12_000);
        read();
        pause();
        read();

        end(late, true);
        read();

        assertThat(seen).hasSize(others.size() + 1).containsAll(first).containsAll(others);
    }

    @Test
    void startsBeforeTheFirstEventThatWasCommitted() throws SQLException {
        token = null;
        Connection late = begin();
        List<Long> expected = new ArrayList<>(insert(late, Duration.ofDays(-1), 2));
        expected.addAll(append(Duration.ofDays(-1), 1));
        read();

        end(late, true);
        read();

        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void givesUpWhatWasRolledBackOnceNobodyCanFillIt() throws SQLException {
        end(rolledBack(500), false);
        Connection longer = begin();
        insert(longer, Duration.ZERO, 1);
        append(Duration.ZERO, 1);
        read();
        assertThat(gaps()).hasSize(501);

        end(longer, true);
        Eventually.holds(Duration.ofSeconds(60), () -> {
            appendOne();
            read();
            return gaps().isEmpty();
        });
    }

    private void appendOne() {
        try {
            append(Duration.ZERO, 1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection rolledBack(int several) throws SQLException {
        Connection connection = begin();
        insert(connection, Duration.ZERO, several);
        return connection;
    }

    @Test
    void seesEachEventOnceWhoeverWritesHowever() throws Exception {
        var committed = new ArrayList<Long>();
        var writing = new AtomicInteger(8);
        try (var writers = Executors.newFixedThreadPool(8)) {
            var running = new ArrayList<Future<List<Long>>>();
            for (int i = 0; i < 8; i++) {
                var random = new Random(i);
                running.add(writers.submit(() -> {
                    try {
                        return write(random);
                    } finally {
                        writing.decrementAndGet();
                    }
                }));
            }
            while (writing.get() > 0) {
                read();
            }
            for (Future<List<Long>> it : running) {
                committed.addAll(it.get());
            }
        }
        read();
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(committed);
    }

    private List<Long> write(Random random) throws SQLException {
        var committed = new ArrayList<Long>();
        for (int round : IntStream.range(0, 40).toArray()) {
            Connection connection = begin();
            List<Long> indexes = insert(
                    connection,
                    Duration.ofSeconds(random.nextInt(-600, 600)),
                    random.nextInt(1, round % 10 == 0 ? 300 : 5));
            sleep(random.nextInt(round % 8 == 0 ? 400 : 15));
            boolean commits = random.nextInt(4) > 0;
            end(connection, commits);
            if (commits) {
                committed.addAll(indexes);
            }
        }
        return committed;
    }

    private static void pause() {
        sleep(120);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
