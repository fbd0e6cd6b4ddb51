package io.omne;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.serialization.Serializer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.JdbcTemplate;

/// The events of very many memories, straight into the event store, in the form that the server stores them.
///
/// Each memory has a content, of some 200 characters unless another is given, three of two hundred tags, of which the
/// first are popular, and three events: it was created, taken and embedded. Fifty that follow each other are a
/// conversation. One in four tells of another time, one in a thousand is superseded.
final class Seed {

    static final int EVENTS_A_MEMORY = 3;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TAGS = 200;
    private static final long SEGMENTS = 2;
    private static final String COPY = "copy domain_events (event_identifier, aggregate_identifier, sequence_number,"
            + " type, time_stamp, payload_type, payload, meta_data) from stdin";

    private static final String MOVE_TOKENS = """
            update token_entry set token_type = 'org.axonframework.eventhandling.GapAwareTrackingToken',
                token = convert_to('{"index":' || (select max(global_index) from domain_events) || ',"gaps":[]}',
                    'UTF8')""";

    private final Serializer serializer;
    private final CopyIn copy;
    private final Random random = new Random(5);
    private final String nothing;
    private long memories;

    private Seed(Serializer serializer, Connection connection) throws SQLException {
        this.serializer = serializer;
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        this.nothing = hex(Map.of());
    }

    /// What a database is filled with.
    interface Contents {

        void into(Seed seed) throws SQLException;
    }

    /// Fills a database that no server works on. A server makes the tables and the tokens; the tokens then
    /// stand behind the events, so that only a replay brings these into the list.
    ///
    /// @return how many memories it has then
    static long into(TestDatabase database, Contents contents) throws SQLException {
        var sql = new JdbcTemplate(database.dataSource());
        Serializer serializer;
        try (var server = new Instance(
                database.url(),
                "redis://127.0.0.1:1",
                Map.of("embedding.provider", "local", "omne.embedding.workers", 0))) {
            Eventually.holds(
                    Duration.ofSeconds(30),
                    () -> Long.valueOf(SEGMENTS)
                            .equals(sql.queryForObject(
                                    "select count(*) from token_entry where processor_name = 'memory-list'",
                                    Long.class)));
            serializer = server.get(Serializer.class);
        }
        try (Connection connection = database.dataSource().getConnection()) {
            var seed = new Seed(serializer, connection);
            contents.into(seed);
            seed.copy.endCopy();
            sql.execute("vacuum analyze domain_events");
            sql.update(MOVE_TOKENS);
            return seed.memories;
        }
    }

    /// Memories of a user, a second apart.
    void memories(UUID user, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            memory(user, content(), i);
        }
    }

    /// A memory of a user, a second after the one before.
    ///
    /// @param number how many memories the user has already
    MemoryId memory(UUID user, Content content, int number) throws SQLException {
        Instant at = START.plusSeconds(memories);
        var id = new MemoryId(timeOrdered(at));
        long sequence = 0;
        for (MemoryEvent event : events(id, new UserId(user), content, conversation(number / 50), at)) {
            write(event, sequence++);
        }
        memories++;
        return id;
    }

    /// The conversation of this number, which every user has.
    static UUID conversation(int number) {
        return new UUID(0, number);
    }

    private List<MemoryEvent> events(MemoryId id, UserId owner, Content content, UUID conversation, Instant at) {
        var details = new Details(
                oneOf(MemoryType.values()),
                null,
                tags(),
                Metadata.NONE,
                random.nextInt(4) == 0 ? at.minusSeconds(random.nextInt(1_000_000)) : null,
                RelatedMemories.NONE,
                random.nextInt(1_000) == 0 ? id : null);
        var origin = new Origin(oneOf(MemorySource.values()), null, conversation);
        return List.of(
                new MemoryEvent.Created(id, owner, content, details, origin, at),
                new MemoryEvent.EmbeddingStarted(id, owner, 1, 1, at.plusSeconds(30), at.plusMillis(20)),
                new MemoryEvent.EmbeddingCompleted(
                        id, owner, 1, new ModelName("bge-small-en-v1.5"), 1, null, at.plusMillis(60)));
    }

    private <T> T oneOf(T[] all) {
        return List.of(all).get(random.nextInt(all.length));
    }

    private Content content() {
        var text = new StringBuilder("What was said about");
        while (text.length() < 190) {
            text.append(' ').append(Integer.toString(random.nextInt(36 * 36 * 36 * 36), 36));
        }
        return new Content(text.toString());
    }

    /// The tag of number n is on about one memory in 6 + n.
    private Tags tags() {
        return new Tags(Stream.generate(random::nextDouble)
                .map(chance -> (int) (5 * Math.pow((TAGS + 5) / 5.0, chance)) - 5)
                .distinct()
                .limit(3)
                .map(Seed::tag)
                .toList());
    }

    static String tag(int number) {
        return "tag-" + number;
    }

    private UUID timeOrdered(Instant at) {
        return new UUID(
                at.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12), random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    private void write(MemoryEvent event, long number) throws SQLException {
        byte[] row = String.join(
                        "\t",
                        UUID.randomUUID().toString(),
                        event.id().toString(),
                        Long.toString(number),
                        "Memory",
                        DateTimeUtils.formatInstant(event.at()),
                        event.getClass().getName(),
                        hex(event),
                        nothing + "\n")
                .getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(row, 0, row.length);
    }

    private String hex(Object value) {
        return "\\\\x"
                + HexFormat.of()
                        .formatHex(serializer.serialize(value, byte[].class).getData());
    }
}
