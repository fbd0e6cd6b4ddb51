package io.omne.events.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.events.adapter.axon.TestEventStore;
import io.omne.events.api.EventLog.Owners;
import io.omne.events.api.RecordedEvent;
import io.omne.events.api.RecordedEvent.Unreadable;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.Title;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

@Timeout(60)
class PostgresEventLogTest {

    private static final String MEMORY = MemoryEvent.AGGREGATE_TYPE;
    private static final String TIMESTAMP = "2026-01-02T03:04:05Z";

    private static final String INSERT = """
            insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                payload_type, payload, meta_data)
            values (gen_random_uuid()::text, ?, ?, 'Memory', '2026-01-02T03:04:05Z', ?, ?, ?)
            returning global_index""";

    private static TestDatabase database;
    private static Serializer serializer;
    private static JdbcTemplate sql;
    private static PostgresEventLog log;

    private final UserId one = new UserId(UUID.randomUUID());
    private final UserId other = new UserId(UUID.randomUUID());
    private long before;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        serializer = TestEventStore.on(database.dataSource(), new JdbcTransactionManager(database.dataSource()))
                .serializer();
        sql = new JdbcTemplate(database.dataSource());
        log = new PostgresEventLog(new NamedParameterJdbcTemplate(sql), serializer);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void findTheHighWaterMark() {
        before = highWaterMark();
    }

    private static MemoryEvent retitled(UserId owner) {
        return new MemoryEvent.Retitled(new MemoryId(UUID.randomUUID()), owner, new Title("a title"), Instant.EPOCH);
    }

    private static byte[] json(Object value) {
        return serializer.serialize(value, byte[].class).getData();
    }

    /// @return the position
    private static long insert(JdbcTemplate to, MemoryEvent event, long number, String metadata) {
        return insert(to, event.id().toString(), number, event.getClass().getName(), json(event), metadata);
    }

    private static long insert(
            JdbcTemplate to, String memory, long number, String type, byte[] payload, String metadata) {
        return Objects.requireNonNull(to.queryForObject(
                INSERT, Long.class, memory, number, type, payload, metadata.getBytes(StandardCharsets.UTF_8)));
    }

    private static long insert(JdbcTemplate to, UserId owner) {
        return insert(to, retitled(owner), 0, "{\"owner\":\"%s\"}".formatted(owner));
    }

    private static long highWaterMark() {
        return log.highWaterMark(() -> {});
    }

    private static Owners ownersAfter(long position) {
        return log.ownersAfter(Set.of(MEMORY), position);
    }

    private static List<RecordedEvent> ofOwner(UserId owner, long after, long upTo, int limit) {
        return log.ofOwner(Set.of(MEMORY), owner.value(), after, upTo, limit);
    }

    private List<RecordedEvent> all(UserId owner) {
        return ofOwner(owner, before, Long.MAX_VALUE, 1_000);
    }

    private static Owners owners(long highWaterMark, UserId... owners) {
        return new Owners(Stream.of(owners).map(UserId::value).collect(Collectors.toSet()), highWaterMark);
    }

    private static RecordedEvent recorded(long position, long sequence, MemoryEvent event) {
        return new RecordedEvent(position, MEMORY, event.id().toString(), sequence, TIMESTAMP, event);
    }

    @Test
    void findsTheHighWaterMarkAndTheOwnersBelowIt() {
        insert(sql, one);
        long last = insert(sql, other);

        assertThat(ownersAfter(before)).isEqualTo(owners(last, one, other));
        assertThat(ownersAfter(last)).isEqualTo(owners(last));
        assertThat(highWaterMark()).isEqualTo(last);
        assertThat(log.reaches(last)).isTrue();
        assertThat(log.reaches(last + 1)).isFalse();
    }

    @Test
    void waitsForAnEventThatIsCommittedAfterALaterOne() throws Exception {
        var looked = new CountDownLatch(10);
        var watched = new NamedParameterJdbcTemplate(sql) {
            @Override
            public <T extends @Nullable Object> List<T> query(
                    String statement, Map<String, ?> values, RowMapper<T> mapper) {
                looked.countDown();
                return super.query(statement, values, mapper);
            }

            @Override
            public <T> List<T> query(String statement, RowMapper<T> mapper) {
                looked.countDown();
                return super.query(statement, mapper);
            }
        };
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(new JdbcTemplate(new SingleConnectionDataSource(connection, true)), one);
            long last = insert(sql, other);

            var found = CompletableFuture.supplyAsync(
                    () -> new PostgresEventLog(watched, serializer).ownersAfter(Set.of(MEMORY), before));
            looked.await();
            assertThat(found).isNotDone();
            connection.commit();

            assertThat(found.get()).isEqualTo(owners(last, one, other));
        }
    }

    @Test
    void findsWhatIsBeforeAnEventThatIsNotCommitted() throws Exception {
        long first = insert(sql, one);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(new JdbcTemplate(new SingleConnectionDataSource(connection, true)), one);
            insert(sql, other);

            assertThat(ownersAfter(before)).isEqualTo(owners(first, one));
            connection.rollback();
        }
    }

    @Test
    void passesWhatWasRolledBackWhileOtherTransactionsRun() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Connection elsewhere = database.dataSource().getConnection()) {
            elsewhere.setAutoCommit(false);
            new JdbcTemplate(new SingleConnectionDataSource(elsewhere, true))
                    .update(
                            "insert into unlisted_writes (user_id, id, sequence) values (?, ?, 1)",
                            one.value(),
                            one.value());
            connection.setAutoCommit(false);
            insert(new JdbcTemplate(new SingleConnectionDataSource(connection, true)), one);
            connection.rollback();
            long last = insert(sql, other);

            assertThat(ownersAfter(before)).isEqualTo(owners(last, other));
            elsewhere.rollback();
        }
    }

    @Test
    void readsAnOwnersEventsByPages() {
        MemoryEvent first = retitled(one);
        long firstPosition = insert(sql, first, 6, "{\"owner\":\"%s\"}".formatted(one));
        insert(sql, other);
        MemoryEvent second = retitled(one);
        long secondPosition = insert(sql, second, 0, "{\"owner\":\"%s\"}".formatted(one));
        long last = insert(sql, other);

        assertThat(ofOwner(one, before, last, 1)).containsExactly(recorded(firstPosition, 6, first));
        assertThat(ofOwner(one, firstPosition, last, 2)).containsExactly(recorded(secondPosition, 0, second));
        assertThat(ofOwner(one, before, firstPosition, 2)).hasSize(1);
        assertThat(ofOwner(one, last, last, 2)).isEmpty();
        assertThat(log.between(MEMORY, before, last, 3)).hasSize(3).startsWith(recorded(firstPosition, 6, first));
        assertThat(log.between(MEMORY, firstPosition, last, 9)).hasSize(3);
    }

    private record BookAdded(String title) {}

    @Test
    void passesOverEventsOfOtherTypes() {
        long first = insert(sql, one);
        String books = INSERT.replace("'Memory'", "'Book'");
        byte[] metadata = "{\"owner\":\"%s\"}".formatted(other).getBytes(StandardCharsets.UTF_8);
        String book = UUID.randomUUID().toString();
        long last = 0;
        for (int number = 0; number < 3; number++) {
            last = Objects.requireNonNull(sql.queryForObject(
                    books,
                    Long.class,
                    book,
                    number,
                    BookAdded.class.getName(),
                    json(new BookAdded("a book")),
                    metadata));
        }

        assertThat(ownersAfter(before)).isEqualTo(owners(last, one));
        assertThat(all(other)).isEmpty();
        assertThat(all(one)).extracting(RecordedEvent::position).containsExactly(first);
        assertThat(log.between(MEMORY, before, last, 9))
                .extracting(RecordedEvent::position)
                .containsExactly(first);
    }

    /// Events of older versions have their owner in the payload only.
    @Test
    void knowsTheOwnersOfOlderEvents() {
        insert(sql, retitled(one), 0, "{}");
        MemoryEvent event = retitled(other);
        byte[] misleading = new String(json(event), StandardCharsets.UTF_8)
                .replace("\"a title\"", "\"\\\"owner\\\":\\\"%s\\\"\"".formatted(one))
                .replaceFirst("\\{", "{\"a\":{\"owner\":\"%s\"},".formatted(one))
                .getBytes(StandardCharsets.UTF_8);
        insert(sql, event.id().toString(), 0, event.getClass().getName(), misleading, "{}");

        assertThat(all(one)).hasSize(1);
        assertThat(ownersAfter(before).owners()).containsExactlyInAnyOrder(one.value(), other.value());
    }

    @Test
    void marksWhatItCannotRead() {
        insert(sql, one);
        String metadata = "{\"owner\":\"%s\"}".formatted(one);
        insert(sql, UUID.randomUUID().toString(), 0, "a.later.Event", json(Map.of()), metadata);
        insert(sql, UUID.randomUUID().toString(), 0, MemoryEvent.Retitled.class.getName(), new byte[] {'{'}, metadata);
        insert(sql, one);

        assertThat(all(one))
                .extracting(it -> it.event() instanceof Unreadable)
                .containsExactly(false, true, true, false);
    }

    @Test
    void passesEventsWithoutAnOwner() {
        insert(sql, "nobody", 0, "x", new byte[0], "");
        long last = insert(sql, "nobody", 1, "x", json("text"), "\\x");

        assertThat(ownersAfter(before)).isEqualTo(owners(last));
    }
}
