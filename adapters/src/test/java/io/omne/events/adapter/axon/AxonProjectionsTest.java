package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.events.api.Projections.DeadLetter;
import io.omne.events.api.Projections.Projection;
import io.omne.events.api.Projections.Retried;
import io.omne.events.api.Projections.Segment;
import io.omne.memory.Content;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Deleted;
import io.omne.memory.MemoryEvent.Retitled;
import io.omne.memory.MemoryId;
import io.omne.memory.adapter.axon.TestEventTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class AxonProjectionsTest {

    private static final String LIST = TestEventTypes.LIST;
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final UserId OWNER = new UserId(UUID.randomUUID());

    private static TestDatabase database;
    private static JdbcTemplate sql;
    private static Refusing handler;
    private static TestAxon axon;
    private static AxonProjections projections;

    /// Takes every event but those of some memories.
    @ProcessingGroup(LIST)
    static final class Refusing {

        private final Set<MemoryId> refused = ConcurrentHashMap.newKeySet();
        private final Set<MemoryEvent> taken = ConcurrentHashMap.newKeySet();

        @EventHandler
        void on(MemoryEvent event) {
            if (refused.contains(event.id())) {
                throw new IllegalStateException("refused");
            }
            taken.add(event);
        }
    }

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        sql = new JdbcTemplate(database.dataSource());
        handler = new Refusing();
        axon = new TestAxon(database, handler, TestEventTypes.unknownEvents());
        projections = new AxonProjections(
                axon.processors, axon.events, axon.connections, axon.serializer, TestEventTypes.json());
    }

    @AfterAll
    static void stop() {
        axon.close();
        database.close();
    }

    @AfterEach
    void forget() {
        handler.refused.clear();
        sql.update("delete from dead_letter_entry");
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static Projection list() {
        List<Projection> all = projections.all();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static MemoryId memory(boolean refused) {
        var id = new MemoryId(UUID.randomUUID());
        if (refused) {
            handler.refused.add(id);
        }
        return id;
    }

    private static List<MemoryEvent> three(MemoryId id) {
        return List.of(
                new ContentChanged(id, OWNER, new Content("remembered"), AT),
                new Retitled(id, OWNER, null, AT),
                new Deleted(id, OWNER, AT));
    }

    private static void append(List<MemoryEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            axon.append(i, events.get(i));
        }
    }

    @Test
    void saysHowFarAProcessorIs() {
        append(three(memory(false)));
        long head =
                Objects.requireNonNull(sql.queryForObject("select max(global_index) from domain_events", Long.class));

        until(() -> list().lag() == 0 && list().position() >= head);

        Projection list = list();
        assertThat(list.name()).isEqualTo(LIST);
        assertThat(list.position()).isEqualTo(head);
        assertThat(list.head()).isEqualTo(head);
        assertThat(list.segments()).extracting(Segment::segment).containsExactly(0, 1);
        assertThat(list.segments()).allSatisfy(segment -> {
            assertThat(segment.owner()).isNotBlank();
            assertThat(segment.error()).isNull();
        });
    }

    @Test
    void listsWhatWasNotTakenAndWhatWaitsBehindIt() {
        MemoryId first = memory(true);
        MemoryId second = memory(true);
        List<MemoryEvent> taken = three(memory(false));
        append(three(first));
        until(() -> list().deadLetters() == 3);
        append(three(second));
        append(taken);
        until(() -> list().deadLetters() == 6 && handler.taken.containsAll(taken));

        List<DeadLetter> letters = projections.deadLetters(LIST, 100);

        assertThat(letters)
                .extracting(DeadLetter::memory)
                .startsWith(first.toString())
                .endsWith(second.toString());
        assertThat(letters).extracting(DeadLetter::sequence).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
        assertThat(letters.subList(0, 3))
                .extracting(DeadLetter::event)
                .containsExactly("content_changed", "title_changed", "deleted");
        assertThat(letters.subList(0, 3)).extracting(DeadLetter::cause).containsExactly("refused", null, null);
        assertThat(letters).extracting(DeadLetter::at).containsOnly(AT);
        assertThat(projections.deadLetters(LIST, 2)).isEqualTo(letters.subList(0, 2));
        assertThat(projections.deadLetters("another", 2)).isEmpty();
    }

    @Test
    void leavesWhatFailsAgain() {
        append(three(memory(true)));
        until(() -> list().deadLetters() == 3);
        Instant before = projections.deadLetters(LIST, 1).getFirst().lastTriedAt();
        until(() -> Instant.now().toEpochMilli() > before.toEpochMilli());

        assertThat(projections.retryDeadLetters(LIST)).isEqualTo(new Retried(0, 1));

        assertThat(projections.deadLetters(LIST, 10)).hasSize(3);
        assertThat(projections.deadLetters(LIST, 1).getFirst().lastTriedAt()).isAfter(before);
    }

    @Test
    void takesEachMemoryThatItCan() {
        List<List<MemoryEvent>> events = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            events.add(three(memory(true)));
        }
        events.forEach(AxonProjectionsTest::append);
        until(() -> list().deadLetters() == 75);
        List<MemoryEvent> mended =
                events.stream().skip(20).limit(2).flatMap(List::stream).toList();
        mended.forEach(event -> handler.refused.remove(event.id()));

        assertThat(projections.retryDeadLetters(LIST)).isEqualTo(new Retried(2, 23));

        assertThat(handler.taken).containsAll(mended);
        handler.refused.clear();
        assertThat(projections.retryDeadLetters(LIST)).isEqualTo(new Retried(23, 0));
        assertThat(handler.taken)
                .containsAll(events.stream().flatMap(List::stream).toList());
        assertThat(projections.deadLetters(LIST, 10)).isEmpty();
    }

    @Test
    void hasNothingToRetryWhereNoDeadLettersAreKept() {
        assertThat(projections.retryDeadLetters("another")).isEqualTo(new Retried(0, 0));
    }

    @Test
    void keepsAnEventWhoseClassItDoesNotKnow() {
        MemoryId id = memory(false);
        insert(id, 0, "a.later.Event", "{}");
        axon.append(1, new Retitled(id, OWNER, null, AT));
        until(() -> list().deadLetters() == 2);

        assertThat(projections.deadLetters(LIST, 10))
                .extracting(DeadLetter::event)
                .containsExactly("unknown", "title_changed");
        assertThat(projections.deadLetters(LIST, 10))
                .extracting(DeadLetter::cause)
                .containsExactly("this version of the server does not know such events", null);
        assertThat(projections.retryDeadLetters(LIST)).isEqualTo(new Retried(0, 1));
        assertThat(projections.deadLetters(LIST, 10)).hasSize(2);
    }

    @Test
    void passesAnUnknownEventOfAnotherModule() {
        MemoryId memory = memory(false);
        sql.update("""
                insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                values (gen_random_uuid()::text, ?, 0, 'Book', ?, 'books.Lost', '{}', '{}')""", memory.toString(), AT.toString());
        insert(memory(false), 0, "io.omne.memory.Unknown", "{}");
        until(() -> list().deadLetters() > 0 && list().lag() == 0);

        assertThat(projections.deadLetters(LIST, 10))
                .extracting(DeadLetter::memory)
                .doesNotContain(memory.toString());
        assertThat(list().deadLetters()).isEqualTo(1);
    }

    @Test
    void keepsAnEventThatItCannotRead() {
        insert(memory(false), 0, Retitled.class.getName(), "no JSON");
        until(() -> list().deadLetters() == 1);

        assertThat(projections.retryDeadLetters(LIST)).isEqualTo(new Retried(0, 1));
        assertThat(projections.deadLetters(LIST, 10))
                .extracting(DeadLetter::event)
                .containsExactly("unknown");
        assertThat(projections.deadLetters(LIST, 10).getFirst().cause())
                .isNotBlank()
                .doesNotContain("io.omne");
    }

    private void insert(MemoryId id, long number, String type, String payload) {
        sql.update("""
                insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                values (gen_random_uuid()::text, ?, ?, 'Memory', ?, ?, convert_to(?, 'UTF8'), '{}')""", id.toString(), number, AT.toString(), type, payload);
    }
}
