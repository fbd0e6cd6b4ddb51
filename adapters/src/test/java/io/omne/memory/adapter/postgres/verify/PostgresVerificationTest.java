package io.omne.memory.adapter.postgres.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.omne.access.UserId;
import io.omne.memory.MemoryEvent;
import io.omne.memory.adapter.postgres.verify.Outcome.Finding;
import io.omne.memory.domain.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresVerificationTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final List<String> TAGGED = List.of("a", "b");

    private static StoredMemories stored;

    private final Random random = new Random(7);

    @BeforeAll
    static void start() {
        stored = new StoredMemories(_ -> new Object[0]);
    }

    @AfterAll
    static void stop() {
        stored.close();
    }

    @BeforeEach
    void storeSome() {
        stored.clear();
        var owner = new UserId(UUID.randomUUID());
        for (int i = 0; i < 4; i++) {
            stored.some(random, i % 2 == 0 ? owner : new UserId(UUID.randomUUID()), 4, stored::listAtOnce);
        }
    }

    private static Outcome verify() {
        return verify(SHORT);
    }

    private static Outcome verify(Duration patience) {
        return stored.verify(patience);
    }

    private static long count(String what) {
        return stored.jdbc.getJdbcTemplate().queryForList("select " + what, Long.class).stream()
                .mapToLong(it -> it == null ? 0 : it)
                .sum();
    }

    private static String at(Memory memory) {
        return " where user_id = '%s' and id = '%s'".formatted(memory.owner().value(), memory.id());
    }

    private static String of(Memory memory) {
        return " where aggregate_identifier = '%s'".formatted(memory.id());
    }

    private void assertOnly(Memory memory, String where, String part) {
        Outcome outcome = verify();
        assertThat(outcome.found()).hasSize(1).first().satisfies(it -> {
            assertThat(it.memory()).isEqualTo(memory.id().toString());
            assertThat(it.user()).isEqualTo(memory.owner().value().toString());
            assertThat(it.where()).isEqualTo(where);
            assertThat(it.what()).contains(part);
        });
        assertThat(outcome.differences()).isEqualTo(1);
    }

    @Test
    void findsNothingInHealthyHistories() {
        for (int i = 0; i < 250; i++) {
            stored.some(random, new UserId(new UUID(0, i / 7)), 3, stored::listAtOnce);
        }

        Outcome outcome = verify();

        assertThat(outcome.found()).isEmpty();
        assertThat(outcome.differences()).isZero();
        assertThat(outcome.memories()).isEqualTo(count("count(*) from memories"));
        assertThat(outcome.users()).isEqualTo(count("count(distinct user_id) from memories"));
        assertThat(outcome.events()).isEqualTo(count("count(*) from domain_events"));
    }

    @Test
    void takesTheEventsOfOtherModulesForNoMemories() {
        Memory memory = stored.one(random, true);
        for (String id : List.of(UUID.randomUUID().toString(), "0", "zzz", "a book")) {
            stored.sql.update("""
                    insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                        payload_type, payload, meta_data)
                    values (gen_random_uuid()::text, ?, 0, 'Book', '2026-01-02T03:04:05Z', 'books.Added', '{}',
                        convert_to(?, 'UTF8'))""", id, "{\"owner\":\"%s\"}".formatted(memory.owner()));
        }
        Outcome outcome = verify();

        assertThat(outcome.found()).isEmpty();
        assertThat(outcome.differences()).isZero();
    }

    @Test
    void findsNothingInNothing() {
        stored.clear();

        assertThat(verify()).isEqualTo(new Outcome(0, 0, 0, 0, List.of()));
    }

    @Test
    void takesARenewedLeaseForNoDifference() {
        stored.leased(stored.one(random, false));

        assertThat(verify().found()).isEmpty();
    }

    @Test
    void takesAPutOffEmbeddingForNoDifference() {
        Memory memory = stored.one(random, false);
        stored.sql.execute("update memories set embedding_due_at = now() + interval '59 minutes'" + at(memory));

        assertThat(verify().found()).isEmpty();
    }

    static Stream<String> columns() {
        return Stream.of(
                        "content, memory_type, source, source_id, title, tags, metadata, conversation_id, embedding_status,"
                                + "embedding_model, embedding_updated_at, embedding_error_code, embedding_error_message,"
                                + "embedding_attempts, embedding_losses, embedding_claim, embedding_due_at, created_at, updated_at, revision, version, sequence")
                .flatMap(it -> Stream.of(it.split(", *")));
    }

    private static String changed(String column) {
        return switch (column) {
            case "tags" -> "tags || '{by hand}'";
            case "metadata" -> "'{\"by\": \"hand\"}'";
            case "conversation_id" -> "gen_random_uuid()";
            case "embedding_status" -> "case embedding_status when 'failed' then 'pending' else 'failed' end";
            case "embedding_claim" -> "coalesce(embedding_claim, 0) + 1";
            case "embedding_attempts", "embedding_losses", "revision", "version", "sequence" -> column + " + 1";
            case "embedding_due_at", "embedding_updated_at", "created_at", "updated_at", "deleted_at" ->
                "coalesce(%s, now()) + interval '3000 days'".formatted(column);
            default -> "coalesce(%s, '') || 'x'".formatted(column);
        };
    }

    @ParameterizedTest
    @MethodSource("columns")
    void findsAColumnOfTheStateThatWasChanged(String column) {
        for (boolean embedded : new boolean[] {true, false}) {
            Memory memory = stored.one(random, embedded);
            stored.sql.execute("update memories set %s = %s".formatted(column, changed(column)) + at(memory));

            assertOnly(memory, column.equals("sequence") ? "events" : "state", column.equals("sequence") ? "" : column);
            stored.clear();
        }
    }

    @Test
    void findsADeletionByHand() {
        Memory memory = stored.one(random, false);
        stored.sql.execute("update memories set deleted_at = now()" + at(memory));

        assertOnly(memory, "state", "deleted_at");
    }

    @ParameterizedTest
    @MethodSource("columns")
    void findsAColumnOfTheListThatWasChanged(String column) {
        for (boolean embedded : new boolean[] {true, false}) {
            Memory memory = stored.one(random, embedded);
            stored.sql.execute(
                    "update memory_list.entries set %s = %s".formatted(column, changed(column)) + at(memory));

            Outcome outcome = verify();

            assertThat(outcome.found()).anySatisfy(it -> {
                assertThat(it.memory()).isEqualTo(memory.id().toString());
                assertThat(it.where()).isEqualTo("list");
                assertThat(it.what()).contains(column.equals("sequence") ? "events of it" : column);
            });
            stored.clear();
        }
    }

    @Test
    void findsAStateThatWasRemoved() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("delete from memories" + at(memory));

        assertOnly(memory, "state", "it has events and no row");
    }

    @Test
    void findsAStateThatWasAdded() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("""
                insert into memories select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).*
                from memories m""" + at(memory));

        Outcome outcome = verify();

        assertThat(outcome.wheres()).containsExactly("events", "list");
        assertThat(outcome.found()).extracting(Finding::what).contains("it has no events");
    }

    @Test
    void findsAStateThatWasCopiedToAnotherUser() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("""
                insert into memories
                select (jsonb_populate_record(m, jsonb_build_object('user_id', gen_random_uuid()))).*
                from memories m""" + at(memory));

        Outcome outcome = verify();

        assertThat(outcome.wheres()).containsExactly("list", "state");
        assertThat(outcome.found()).extracting(Finding::what).contains("its events are another user's");
    }

    @Test
    void findsAnEntryThatWasRemoved() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("delete from memory_list.entries" + at(memory));

        assertThat(verify().found())
                .contains(new Finding(
                        memory.id().toString(),
                        memory.owner().value().toString(),
                        "list",
                        "the list does not have it"));
    }

    @Test
    void findsAnEntryThatWasAdded() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("""
                insert into memory_list.entries
                select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).*
                from memory_list.entries m""" + at(memory));

        assertThat(verify().found())
                .extracting(Finding::what)
                .contains("the list has it, and it has neither row nor events");
    }

    @Test
    void findsAnEntryThatShouldBeGone() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("create table kept as select * from memory_list.entries" + at(memory));
        Memory gone = Stream.generate(() -> stored.some(random, memory.owner(), 40, stored::listAtOnce))
                .filter(Memory::isGone)
                .findFirst()
                .orElseThrow();
        stored.sql.execute("update kept set id = '%s', sequence = %d"
                .formatted(gone.id(), gone.counts().sequence()));
        stored.sql.execute("insert into memory_list.entries select * from kept");
        stored.sql.execute("drop table kept");

        assertThat(verify().found())
                .extracting(Finding::memory, Finding::what)
                .contains(tuple(gone.id().toString(), "the list has it, and it is deleted"));
    }

    @ParameterizedTest
    @CsvSource({"0, event 1 is missing", "1, event 2 is missing", "2, '2 events are stored, its row has had 3'"})
    void findsAnEventThatWasRemoved(int number, String what) {
        Memory memory = stored.one(random, true);
        stored.sql.execute("delete from domain_events" + of(memory) + " and sequence_number = " + number);

        assertOnly(memory, "events", what);
    }

    @Test
    void findsEventsThatWereAllRemoved() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("delete from domain_events" + of(memory));

        assertOnly(memory, "events", "it has no events");
    }

    @Test
    void findsAnEventThatWasAdded() {
        Memory memory = stored.one(random, true);
        stored.sql.execute(
                """
                insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data)
                select gen_random_uuid()::text, aggregate_identifier, 3, type, time_stamp, '%s', payload_revision,
                    payload, meta_data
                from domain_events""".formatted(MemoryEvent.Deleted.class.getName()) + of(memory) + " and sequence_number = 0");

        Outcome outcome = verify();

        assertThat(outcome.found())
                .extracting(Finding::memory)
                .containsOnly(memory.id().toString());
        assertThat(outcome.found().getFirst().what()).isEqualTo("its row has had 3 events, 4 are stored");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payload = 'no JSON' | event 1 cannot be read",
                "payload = '{}' | event 1 cannot be read",
                "payload_type = 'a.later.Event' | event 1 cannot be read",
                "payload_type = 'io.omne.memory.MemoryEvent$Deleted' | event 1 cannot follow those before it",
                "type = 'Other' | event 1 is stored under another type or time",
                "time_stamp = '2001-01-01T00:00:00.000Z' | event 1 is stored under another type or time",
                "sequence_number = 7 | event 1 is missing"
            })
    void findsAnEventThatWasChanged(String change, String what) {
        Memory memory = stored.one(random, true);
        stored.sql.execute("update domain_events set " + change + of(memory) + " and sequence_number = 0");

        assertOnly(memory, "events", what);
    }

    @Test
    void findsWhatAnEventSaysThatWasChanged() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("""
                update domain_events set payload = convert_to(
                    replace(convert_from(payload, 'UTF8'), '"content ', '"CONTENT '), 'UTF8')""" + of(memory));

        Outcome outcome = verify();

        assertThat(outcome.found())
                .extracting(Finding::where, Finding::what)
                .contains(tuple("state", "not as its events say: content"));
    }

    @Test
    void findsEventsOfNoMemory() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("delete from domain_events" + of(memory) + " and sequence_number = 0");
        stored.sql.execute("delete from memories" + at(memory));
        stored.sql.execute("update domain_events set payload = 'no JSON', aggregate_identifier = 'nobody'" + of(memory)
                + " and sequence_number = 2");

        Outcome outcome = verify();

        assertThat(outcome.found())
                .extracting(Finding::memory, Finding::what)
                .contains(
                        tuple(memory.id().toString(), "it has events and no row"),
                        tuple("nobody", "its events cannot be read, and no row is known to be theirs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata = '[1]'",
                "metadata = '{\"n\": 1e99999999999}'",
                "memory_type = 'no such type'",
                "content = ' '",
                "tags = '{a,a,null}'",
                "created_at = 'infinity'",
                "embedding_model = null, embedding_updated_at = null"
            })
    void findsARowThatCannotBeRead(String change) {
        Memory memory = stored.one(random, true);
        stored.sql.execute("update memories set " + change + at(memory));

        assertOnly(memory, "state", change.substring(0, change.indexOf(' ')));
        stored.clear();

        Memory listed = stored.one(random, true);
        stored.sql.execute("update memory_list.entries set " + change + at(listed));

        assertThat(verify().found()).anySatisfy(it -> {
            assertThat(it.where()).isEqualTo("list");
            assertThat(it.what()).contains(change.substring(0, change.indexOf(' ')));
        });
    }

    @Test
    void tellsNothingOfWhatIsRemembered() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("update memories set content = 'secret', title = 'secret', tags = '{secret}',"
                + " metadata = '{\"secret\": 1}', memory_type = 'secret', source_id = 'secret'" + at(memory));
        stored.sql.execute(
                "insert into memory_list.tags select user_id, 'secret', created_at, id from memories" + at(memory));
        stored.sql.execute(
                "insert into memory_list.tag_counts select user_id, 'secret', '', 4 from memories" + at(memory));

        Outcome outcome = verify();

        assertThat(outcome.wheres()).containsExactly("counts", "state", "tags");
        assertThat(outcome.found()).extracting(Finding::what).noneMatch(it -> it.contains("secret"));
    }

    private Memory tagged() {
        return Stream.generate(() -> stored.one(random, true))
                .filter(it -> it.details().tags().values().containsAll(TAGGED))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from memory_list.tags | and tag = 'a' | a tag of its entry finds it not",
                "update memory_list.tags set tag = 'by hand' | and tag = 'a' | it is found by a tag that its entry",
                "update memory_list.tags set created_at = now() | and tag = 'a' | a tag of its entry finds it not",
                "insert into memory_list.tags select user_id, 'by hand', created_at, id from memories | "
                        + "| it is found by a tag that its entry"
            })
    void findsTagsThatAreNotTheEntrys(String change, String more, String what) {
        Memory memory = tagged();
        stored.sql.execute(change + at(memory) + (more == null ? "" : " " + more));

        assertThat(verify().found()).anySatisfy(it -> {
            assertThat(it.memory()).isEqualTo(memory.id().toString());
            assertThat(it.where()).isEqualTo("tags");
            assertThat(it.what()).contains(what);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update memory_list.cells set memories = memories + 1",
                "update memory_list.cells set source = 'by hand'",
                "delete from memory_list.cells",
                "insert into memory_list.cells select user_id, 'pending', 'note', 'by hand', 1 from memories",
                "update memory_list.tag_counts set memories = memories + 1",
                "update memory_list.tag_counts set tag = tag || 'x', other = case other when '' then '' else other || 'x' end",
                "delete from memory_list.tag_counts",
                "insert into memory_list.tag_counts select user_id, 'by hand', '', 1 from memories",
                "insert into memory_list.tag_counts select user_id, 'by hand', 'x', 1 from memories"
            })
    void findsCountsThatAreWrong(String change) {
        Memory memory = tagged();
        stored.sql.execute(
                change + " where user_id = '%s'".formatted(memory.owner().value()));

        Outcome outcome = verify();

        assertThat(outcome.wheres()).containsExactly("counts");
        assertThat(outcome.found())
                .extracting(Finding::user)
                .containsOnly(memory.owner().value().toString());
    }

    @Test
    void findsAccessesThatWereRemovedOrAdded() {
        Memory memory = stored.one(random, true);
        stored.sql.execute("delete from memory_accesses" + at(memory));

        assertOnly(memory, "accesses", "it has no time of access");

        stored.sql.execute("insert into memory_accesses select user_id, id, now() from memories" + at(memory));
        stored.sql.execute("insert into memory_accesses values (gen_random_uuid(), gen_random_uuid(), now())");

        assertThat(verify().found())
                .extracting(Finding::where, Finding::what)
                .containsExactly(tuple("accesses", "it has a time of access and nothing else"));
    }

    @Test
    void namesDeadLetters() {
        Memory memory = stored.retitledUnlisted(stored.one(random, true));
        stored.sql.update("""
                insert into dead_letter_entry (dead_letter_identifier, processing_group, sequence_identifier,
                    sequence_index, message_type, event_identifier, time_stamp, payload_type, payload, enqueued_at)
                values (gen_random_uuid()::text, 'memory-list', ?, 1, '', '', '', '', '', '')""", memory.id().toString());

        assertThat(verify(Duration.ofDays(1)).found())
                .extracting(Finding::memory, Finding::where, Finding::what)
                .containsExactly(tuple(
                        memory.id().toString(), "list", "dead letter: the list has had 3 events of it, 4 are stored"));
    }

    @Test
    void namesWhatTheListDoesNotGetOnWith() {
        Memory memory = stored.retitledUnlisted(stored.one(random, true));

        assertOnly(memory, "list", "the list has had 3 events of it, 4 are stored");
    }

    @Test
    void tellsTheFirstHundredDifferencesAndCountsAll() {
        for (int i = 0; i < 120; i++) {
            stored.one(random, true);
        }
        stored.sql.execute("update memories set version = version + 1");

        Outcome outcome = verify();

        assertThat(outcome.differences()).isEqualTo(124);
        assertThat(outcome.found()).hasSize(100);
    }
}
