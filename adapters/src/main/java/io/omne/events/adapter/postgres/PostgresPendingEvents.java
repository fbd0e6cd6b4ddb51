package io.omne.events.adapter.postgres;

import io.omne.database.adapter.postgres.ReadRetry;
import io.omne.events.api.PendingEvents;
import io.omne.events.api.ProcessorPositions.Position;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Compares the owner's last events with the stored tokens. A segment stores its token in the transaction that
/// handles events; a segment without such events stores it only now and then, so each event is compared with the
/// token of its own segment. Writers pay nothing for it.
@Component
class PostgresPendingEvents implements PendingEvents {

    private static final String TOKENS = """
            select segment, token, token_type,
                exists (select from dead_letter_entry where processing_group = :processor) as has_letters
            from token_entry where processor_name = :processor""";

    private static final String EVENTS = """
            select global_index, aggregate_identifier from domain_events
            where owner = :owner and payload_type = any(:types)
                and (global_index > :handled or global_index = any(:gaps))
            order by global_index limit %d""".formatted(Pending.MOST);

    private static final String IS_BLOCKED = """
            select exists (
                select from dead_letter_entry l join domain_events e
                    on e.aggregate_identifier = l.sequence_identifier and e.sequence_number = 0
                where l.processing_group = :processor and e.owner = :owner) as is_blocked""";

    /// Longer than the server's own time limit for statements.
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final DatabaseClient database;
    private final Serializer serializer;

    PostgresPendingEvents(DatabaseClient database, Serializer serializer) {
        this.database = database;
        this.serializer = serializer;
    }

    /// @param hasLetters whether the processor could not handle an event, of whomever
    private record Stored(int segment, @Nullable TrackingToken token, boolean hasLetters) {

        long position() {
            return token == null ? 0 : token.position().orElse(0);
        }

        Stream<Long> gaps() {
            return token instanceof GapAwareTrackingToken aware ? aware.getGaps().stream() : Stream.of();
        }
    }

    private record Event(long position, String aggregate) {}

    @Override
    public Mono<Pending> of(String processor, UUID owner, Set<Class<?>> types) {
        return patiently(database.sql(TOKENS)
                        .bind("processor", processor)
                        .map(this::stored)
                        .all()
                        .collectList())
                .flatMap(tokens -> Mono.zip(
                        events(owner, types, tokens),
                        isBlocked(processor, owner, tokens),
                        (events, isBlocked) -> new Pending(pending(tokens, events), isBlocked)));
    }

    /// Hardly any processor has a dead letter, so their events are not looked up each time.
    private Mono<Boolean> isBlocked(String processor, UUID owner, List<Stored> tokens) {
        return tokens.stream().noneMatch(Stored::hasLetters)
                ? Mono.just(false)
                : patiently(database.sql(IS_BLOCKED)
                        .bind("processor", processor)
                        .bind("owner", owner)
                        .map(row -> value(row, "is_blocked", Boolean.class))
                        .one());
    }

    private Mono<List<Event>> events(UUID owner, Set<Class<?>> types, List<Stored> tokens) {
        return patiently(database.sql(EVENTS)
                .bind("owner", owner)
                .bind("types", types.stream().map(Class::getName).toArray(String[]::new))
                .bind(
                        "handled",
                        tokens.stream().mapToLong(Stored::position).min().orElse(0))
                .bind("gaps", tokens.stream().flatMap(Stored::gaps).distinct().toArray(Long[]::new))
                .map(row -> new Event(
                        value(row, "global_index", Long.class), value(row, "aggregate_identifier", String.class)))
                .all()
                .collectList());
    }

    private static <T> Mono<T> patiently(Mono<T> answer) {
        return answer.retryWhen(ReadRetry.RETRY)
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        timeout -> new QueryTimeoutException("PostgreSQL did not answer", timeout));
    }

    private static Set<Long> pending(List<Stored> tokens, List<Event> events) {
        Segment[] segments = Segment.computeSegments(
                tokens.stream().mapToInt(Stored::segment).toArray());
        var positions = new HashSet<Long>();
        for (Event event : events) {
            if (!isHandled(event, tokens, segments)) {
                positions.add(event.position());
            }
        }
        return positions;
    }

    private static boolean isHandled(Event event, List<Stored> tokens, Segment[] segments) {
        List<@Nullable TrackingToken> own = new ArrayList<>();
        Arrays.stream(segments)
                .filter(segment -> segment.matches(event.aggregate()))
                .forEach(segment -> tokens.stream()
                        .filter(it -> it.segment() == segment.getSegmentId())
                        .forEach(it -> own.add(it.token())));
        return new Position(own).hasPassed(event.position());
    }

    private Stored stored(Readable row) {
        byte[] token = row.get("token", byte[].class);
        return new Stored(
                value(row, "segment", Integer.class),
                token == null
                        ? null
                        : serializer.<byte[], TrackingToken>deserialize(new SimpleSerializedObject<>(
                                token, byte[].class, value(row, "token_type", String.class), null)),
                value(row, "has_letters", Boolean.class));
    }

    private static <T> T value(Readable row, String name, Class<T> type) {
        return Objects.requireNonNull(row.get(name, type));
    }
}
