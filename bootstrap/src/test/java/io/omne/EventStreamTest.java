package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.omne.SentEvents.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/// Streams of events on two instances that embed.
@Timeout(180)
class EventStreamTest {

    private static final String MEMORIES = "/api/v1/memories";
    private static final String EVENTS = MEMORIES + "/events";

    private static final Duration SOON = Duration.ofSeconds(60);

    private static TestDatabase database;
    private static Instance one;
    private static Instance other;

    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        var heartbeats = Map.<String, Object>of("omne.events.heartbeat", "200ms");
        one = new Instance(database.url(), TestRedis.shared(), heartbeats);
        other = new Instance(database.url(), TestRedis.shared(), heartbeats);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
    }

    @BeforeEach
    void beANewUser() {
        client = one.client();
    }

    private Client onOther() {
        return client.at(other.client());
    }

    private static Event next(SentEvents stream) {
        return Objects.requireNonNull(stream.event());
    }

    /// As the event store has it: memory and sequence of each, in order.
    private List<@Nullable String> stored() {
        return one.get(JdbcTemplate.class)
                .queryForList("""
                        select aggregate_identifier || ' ' || sequence_number + 1 from domain_events
                        where convert_from(payload, 'UTF8')::json ->> 'owner' = ? order by global_index""", String.class, client.user().toString());
    }

    @Test
    void followsAMemoryThroughItsLife() {
        try (SentEvents here = client.stream(EVENTS);
                SentEvents there = onOther().stream(EVENTS)) {
            Answer created = client.create("The ferry leaves at nine.");
            for (SentEvents stream : List.of(here, there)) {
                assertThat(next(stream).name()).isEqualTo("created");
                assertThat(next(stream).name()).isEqualTo("embedding_started");
                assertThat(next(stream).name()).isEqualTo("embedding_completed");
            }
            onOther().patch(MEMORIES + "/" + created.field("id"), "{\"title\": \"Ferry\"}");
            onOther().delete(MEMORIES + "/" + created.field("id"));
            for (SentEvents stream : List.of(here, there)) {
                assertThat(next(stream).json().path("title").asString()).isEqualTo("Ferry");
                assertThat(next(stream).name()).isEqualTo("deleted");
            }
        }
    }

    /// Writers on both instances, some of whom lose a race and leave a gap behind; a reader who breaks off every
    /// now and then and goes on, on either instance, from where it was.
    @Test
    void missesAndRepeatsNothing() throws Exception {
        List<Client> writers = List.of(client, onOther(), one.client(), other.client());
        var unbroken = Collections.synchronizedList(new ArrayList<String>());
        var broken = Collections.synchronizedList(new ArrayList<String>());
        var enough = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                SentEvents stream = client.stream(EVENTS)) {
            stream.block();
            String start = stream.lastId();
            threads.execute(() -> read(stream, unbroken, () -> enough.getCount() > 0));
            threads.execute(() -> readBrokenly(start, broken, enough));
            String shared = client.create("shared").field("id");

            CompletableFuture.allOf(IntStream.range(0, 8)
                            .mapToObj(i ->
                                    CompletableFuture.runAsync(() -> write(writers.get(i % 4), shared, i), threads))
                            .toArray(CompletableFuture<?>[]::new))
                    .get();
            Eventually.holds(SOON, EventStreamTest::isNothingWaiting);
            List<@Nullable String> stored = stored();
            Eventually.holds(SOON, () -> unbroken.size() >= stored.size() && broken.size() >= stored.size());
            enough.countDown();

            assertThat(stored).hasSizeGreaterThan(8 / 2 * 15 * 5);
            assertThat(unbroken).isEqualTo(stored);
            assertThat(broken).isEqualTo(stored);
        } finally {
            enough.countDown();
        }
    }

    private static void write(Client writer, String shared, int number) {
        for (int i = 0; i < 15; i++) {
            String path = MEMORIES + "/" + writer.create("memory " + i).field("id");
            writer.patch(path, "{\"title\": \"%d\", \"tags\": [\"a\"]}".formatted(i));
            writer.patch(MEMORIES + "/" + shared, "{\"title\": \"%d of %d\"}".formatted(i, number));
            if (i % 3 == 0) {
                writer.delete(path);
            }
        }
    }

    private static boolean isNothingWaiting() {
        return Boolean.TRUE.equals(one.get(JdbcTemplate.class)
                .queryForObject(
                        "select not exists (select from memories"
                                + " where embedding_status in ('pending', 'processing') and deleted_at is null)",
                        Boolean.class));
    }

    private static void read(SentEvents stream, List<String> read, BooleanSupplier isToGoOn) {
        while (isToGoOn.getAsBoolean()) {
            Map<String, String> block = Objects.requireNonNull(stream.block());
            if (block.containsKey("data")) {
                read.add(Event.of(block).what());
            }
        }
    }

    private void readBrokenly(String start, List<String> read, CountDownLatch enough) {
        var random = new Random(7);
        String last = start;
        while (enough.getCount() > 0) {
            Client reader = random.nextBoolean() ? client : onOther();
            var left = new AtomicInteger(1 + random.nextInt(20));
            try (SentEvents stream = reader.stream(EVENTS, "Last-Event-ID", last)) {
                read(stream, read, () -> left.getAndDecrement() > 0);
                last = stream.lastId();
            }
        }
    }

    /// Far more than fits into the buffers in between.
    @Test
    void waitsForASlowClient() {
        String text = "x".repeat(40_000);
        try (SentEvents slow = client.stream(EVENTS);
                SentEvents quick = client.stream(EVENTS)) {
            slow.block();
            String path = MEMORIES + "/" + client.create("a memory").field("id");
            for (int i = 0; i < 300; i++) {
                client.patch(path, "{\"content\": \"%d %s\"}".formatted(i, text));
            }
            assertThat(contents(quick, 300)).containsExactlyElementsOf(numbers(300));

            assertThat(contents(slow, 300)).containsExactlyElementsOf(numbers(300));
        }
    }

    private static List<String> numbers(int many) {
        return IntStream.range(0, many).mapToObj(Integer::toString).toList();
    }

    /// The first words of the first contents that were changed to.
    private static List<String> contents(SentEvents stream, int many) {
        return Stream.generate(() -> next(stream))
                .filter(event -> event.name().equals("content_changed"))
                .limit(many)
                .map(event -> event.json().path("content").asString())
                .map(content -> content.substring(0, content.indexOf(' ')))
                .toList();
    }

    @Test
    void endsItsStreamsWhenTheServerStops() {
        SentEvents stream;
        try (Instance stopping = Instance.on(database)) {
            Client there = client.at(stopping.client());
            stream = there.stream(EVENTS);
            there.create("a memory");
            assertThat(next(stream).name()).isEqualTo("created");
        }
        // A connection that is cut would be an exception.
        Stream.generate(stream::event)
                .takeWhile(Objects::nonNull)
                .forEach(event -> assertThat(event.name()).startsWith("embedding_"));
        stream.close();
    }

    @Test
    void areTwentyOfAUserOnAnInstanceAtMost() {
        var open = new ArrayList<SentEvents>();
        try {
            for (int i = 0; i < 20; i++) {
                open.add(client.stream(EVENTS));
                open.getLast().block();
            }
            Answer refused = client.get(EVENTS);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            open.removeFirst().close();
            Eventually.holds(SOON, () -> {
                try (SentEvents another = client.stream(EVENTS)) {
                    return another.status() == 200;
                }
            });
        } finally {
            open.forEach(SentEvents::close);
        }
    }
}
