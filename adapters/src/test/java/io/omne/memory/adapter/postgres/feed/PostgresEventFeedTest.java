package io.omne.memory.adapter.postgres.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.events.adapter.axon.TestEventStore;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.Title;
import io.omne.memory.application.reading.MemoryHistory.Happening;
import io.omne.memory.application.streaming.EventFeed.News;
import io.omne.memory.application.streaming.EventFeed.Page;
import io.omne.memory.application.streaming.StreamedEvent;
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
class PostgresEventFeedTest {

    private static final String INSERT = """
            insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                payload_type, payload, meta_data)
            values (gen_random_uuid()::text, ?, ?, 'Memory', '2026-01-02T03:04:05Z', ?, ?, ?)
            returning global_index""";

    private static TestDatabase database;
    private static Serializer serializer;
    private static JdbcTemplate sql;
    private static PostgresEventFeed feed;

    private final UserId one = new UserId(UUID.randomUUID());
    private final UserId other = new UserId(UUID.randomUUID());
    private long before;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        serializer = TestEventStore.on(database.dataSource(), new JdbcTransactionManager(database.dataSource()))
                .serializer();
        sql = new JdbcTemplate(database.dataSource());
        feed = new PostgresEventFeed(new NamedParameterJdbcTemplate(sql), serializer);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void settle() {
        before = feed.settled();
    }

    private static MemoryEvent retitled(UserId owner) {
        return new MemoryEvent.Retitled(new MemoryId(UUID.randomUUID()), owner, new Title("a title"), Instant.EPOCH);
    }

    private static byte[] json(Object value) {
        return serializer.serialize(value, byte[].class).getData();
    }

    /// @return the place
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

    private Page all(UserId owner) {
        return feed.read(owner, before, Long.MAX_VALUE, 1_000);
    }

    @Test
    void tellsHowFarItCanBeReadAndWhoHasSomething() {
        insert(sql, one);
        long last = insert(sql, other);

        assertThat(feed.after(before)).isEqualTo(new News(last, Set.of(one, other)));
        assertThat(feed.after(last)).isEqualTo(new News(last, Set.of()));
        assertThat(feed.settled()).isEqualTo(last);
        assertThat(feed.reaches(last)).isTrue();
        assertThat(feed.reaches(last + 1)).isFalse();
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

            var news = CompletableFuture.supplyAsync(() -> new PostgresEventFeed(watched, serializer).after(before));
            looked.await();
            assertThat(news).isNotDone();
            connection.commit();

            assertThat(news.get()).isEqualTo(new News(last, Set.of(one, other)));
        }
    }

    @Test
    void tellsWhatComesBeforeAnEventThatIsNotCommitted() throws Exception {
        long first = insert(sql, one);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(new JdbcTemplate(new SingleConnectionDataSource(connection, true)), one);
            insert(sql, other);

            assertThat(feed.after(before)).isEqualTo(new News(first, Set.of(one)));
            connection.rollback();
        }
    }

    @Test
    void passesWhatWasGivenUpWhateverElseIsUnderWay() throws Exception {
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

            assertThat(feed.after(before)).isEqualTo(new News(last, Set.of(other)));
            elsewhere.rollback();
        }
    }

    @Test
    void readsAnOwnersEventsByPages() {
        MemoryEvent first = retitled(one);
        long firstPlace = insert(sql, first, 6, "{\"owner\":\"%s\"}".formatted(one));
        insert(sql, other);
        MemoryEvent second = retitled(one);
        long secondPlace = insert(sql, second, 0, "{\"owner\":\"%s\"}".formatted(one));
        long last = insert(sql, other);

        assertThat(feed.read(one, before, last, 1))
                .isEqualTo(new Page(List.of(new StreamedEvent(firstPlace, new Happening(7, first))), firstPlace));
        assertThat(feed.read(one, firstPlace, last, 2))
                .isEqualTo(new Page(List.of(new StreamedEvent(secondPlace, new Happening(1, second))), last));
        assertThat(feed.read(one, before, firstPlace, 2).events()).hasSize(1);
        assertThat(feed.read(one, last, last, 2)).isEqualTo(new Page(List.of(), last));
    }

    private record BookAdded(String title) {}

    @Test
    void passesOverTheEventsOfOtherModules() {
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

        assertThat(feed.after(before)).isEqualTo(new News(last, Set.of(one)));
        assertThat(all(other)).isEqualTo(new Page(List.of(), Long.MAX_VALUE));
        assertThat(feed.read(other, before, last, 2)).isEqualTo(new Page(List.of(), last));
        assertThat(all(one).events()).extracting(StreamedEvent::place).containsExactly(first);
    }

    /// Their owner stands in the payload alone, as all of it did once.
    @Test
    void knowsWhoseOlderEventsAre() {
        insert(sql, retitled(one), 0, "{}");
        MemoryEvent event = retitled(other);
        byte[] misleading = new String(json(event), StandardCharsets.UTF_8)
                .replace("\"a title\"", "\"\\\"owner\\\":\\\"%s\\\"\"".formatted(one))
                .replaceFirst("\\{", "{\"a\":{\"owner\":\"%s\"},".formatted(one))
                .getBytes(StandardCharsets.UTF_8);
        insert(sql, event.id().toString(), 0, event.getClass().getName(), misleading, "{}");

        assertThat(all(one).events()).hasSize(1);
        assertThat(feed.after(before).owners()).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void leavesOutWhatItCannotRead() {
        insert(sql, one);
        String metadata = "{\"owner\":\"%s\"}".formatted(one);
        insert(sql, UUID.randomUUID().toString(), 0, "a.later.Event", json(Map.of()), metadata);
        insert(sql, UUID.randomUUID().toString(), 0, MemoryEvent.Retitled.class.getName(), new byte[] {'{'}, metadata);
        insert(sql, one);

        assertThat(all(one).events()).hasSize(2);
        assertThat(feed.read(one, before, Long.MAX_VALUE, 3).upTo()).isEqualTo(before + 3);
    }

    @Test
    void tellsNobodyWhatIsSomebodyElses() {
        insert(sql, retitled(other), 0, "{\"owner\":\"%s\"}".formatted(one));

        assertThat(all(one).events()).isEmpty();
        assertThat(all(other).events()).isEmpty();
    }

    @Test
    void passesEventsWithoutAnOwner() {
        insert(sql, "nobody", 0, "x", new byte[0], "");
        long last = insert(sql, "nobody", 1, "x", json("text"), "\\x");

        assertThat(feed.after(before)).isEqualTo(new News(last, Set.of()));
    }
}
