package io.omne.events.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.events.api.PendingEvents.Pending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// The last events of an owner, compared with the tokens of a processor.
class PostgresPendingEventsTest {

    private static final Serializer SERIALIZER = Jackson3Serializer.builder().build();
    private static final String PROCESSOR = "a-processor";

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate sql = new JdbcTemplate(database.dataSource());
    private final PostgresPendingEvents events = new PostgresPendingEvents(database.connectionFactory(), SERIALIZER);
    private final UUID owner = UUID.randomUUID();

    @AfterEach
    void close() {
        database.close();
    }

    private void append(long position, UUID of) {
        append(position, of, UUID.randomUUID().toString());
    }

    private void append(long position, UUID of, String aggregate) {
        sql.update("""
                insert into domain_events (global_index, event_identifier, aggregate_identifier, sequence_number, type,
                    time_stamp, payload_type, payload, meta_data)
                values (?, gen_random_uuid()::text, ?, 0, 'Note', '2026-01-02T03:04:05.678Z',
                    'java.lang.String', '"x"', ?)""", position, aggregate, "{\"owner\":\"%s\"}".formatted(of).getBytes(StandardCharsets.UTF_8));
    }

    private void handled(long position, Long... gaps) {
        segmentHandled(0, position, gaps);
    }

    private void segmentHandled(int segment, long position, Long... gaps) {
        var token = SERIALIZER.serialize(GapAwareTrackingToken.newInstance(position, Set.of(gaps)), byte[].class);
        sql.update("""
                insert into token_entry (processor_name, segment, token, token_type) values (?, ?, ?, ?)
                on conflict (processor_name, segment) do update set token = excluded.token,
                    token_type = excluded.token_type""", PROCESSOR, segment, token.getData(), token.getType().getName());
    }

    private Set<Long> pending() {
        Pending pending = Objects.requireNonNull(
                events.of(PROCESSOR, owner, Set.of(String.class)).block(Duration.ofSeconds(30)));
        assertThat(pending.isBlocked()).isFalse();
        return pending.positions();
    }

    @Test
    void areThoseBehindTheToken() {
        append(5, owner);
        append(11, UUID.randomUUID());
        append(12, owner);
        assertThat(pending()).as("without a token").containsExactlyInAnyOrder(5L, 12L);
        handled(10);
        assertThat(pending()).containsExactly(12L);
        handled(12);
        assertThat(pending()).isEmpty();
        append(13, owner);
        assertThat(pending()).containsExactly(13L);
        handled(13);
        assertThat(pending()).isEmpty();
    }

    @Test
    void areThoseInGaps() {
        append(5, owner);
        handled(9, 7L);
        assertThat(pending()).as("the gap has no event yet").isEmpty();
        append(7, owner);
        assertThat(pending()).containsExactly(7L);
        handled(20, 17L);
        append(17, owner);
        assertThat(pending()).as("a gap that was not known").containsExactly(17L);
        handled(20);
        assertThat(pending()).isEmpty();
    }

    /// What was read before a replay says nothing of what is handled after it began.
    @Test
    void areAllBehindATokenThatWentBack() {
        append(5, owner);
        append(12, owner);
        handled(12);
        assertThat(pending()).isEmpty();
        handled(3);
        assertThat(pending()).containsExactlyInAnyOrder(5L, 12L);
        handled(12);
        assertThat(pending()).isEmpty();
        handled(12, 5L);
        assertThat(pending()).containsExactly(5L);
    }

    /// Each event is compared with the token of its own segment.
    @Test
    void areThoseThatTheirOwnSegmentHasNotHandled() {
        Segment[] segments = Segment.computeSegments(0, 1);
        segmentHandled(0, 10);
        sql.update("insert into token_entry (processor_name, segment) values (?, 1)", PROCESSOR);
        assertThat(pending()).isEmpty();
        append(5, owner, aggregateOf(segments[0]));
        append(6, owner, aggregateOf(segments[1]));
        assertThat(pending()).as("the other segment has handled nothing").containsExactly(6L);
        segmentHandled(1, 20);
        append(15, owner, aggregateOf(segments[0]));
        append(16, owner, aggregateOf(segments[1]));
        assertThat(pending()).as("the first segment is behind").containsExactly(15L);
        segmentHandled(0, 15);
        assertThat(pending()).isEmpty();
    }

    private static String aggregateOf(Segment segment) {
        return Stream.generate(() -> UUID.randomUUID().toString())
                .filter(segment::matches)
                .findFirst()
                .orElseThrow();
    }

    /// More than are read at once were handled since the last time.
    @Test
    void areThoseBehindManyThatAreHandled() {
        handled(1);
        assertThat(pending()).isEmpty();
        sql.update("""
                insert into domain_events (global_index, event_identifier, aggregate_identifier, sequence_number, type,
                    time_stamp, payload_type, payload, meta_data)
                select i, i::text, i::text, 0, 'Note', '2026-01-02T03:04:05.678Z', 'java.lang.String', '"x"', ?
                from generate_series(2, ?) as i""", "{\"owner\":\"%s\"}".formatted(owner).getBytes(StandardCharsets.UTF_8), Pending.MOST + 10);
        handled(Pending.MOST + 9);
        assertThat(pending()).containsExactly(Pending.MOST + 10L);
    }
}
