package io.omne.events.adapter.postgres;

import io.omne.database.adapter.postgres.CancellableReads;
import io.omne.database.adapter.postgres.PackedRow;
import io.omne.database.adapter.postgres.PackedSql;
import io.omne.events.adapter.postgres.StoredTokens.Event;
import io.omne.events.adapter.postgres.StoredTokens.Handled;
import io.omne.events.api.PendingEvents;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.serialization.Serializer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Compares the owner's last events with the stored tokens. A segment stores its token in the transaction that
/// handles events; a segment without such events stores it only now and then, so each event is compared with the
/// token of its own segment. Writers pay nothing for it.
///
/// One statement reads both. Which events are read depends on the tokens, so it takes those that were read last time:
/// they are hardly ever too new.
@Component
class PostgresPendingEvents implements PendingEvents {

    private static final String PENDING = """
            select (select %s from token_entry where processor_name = :processor) as tokens,
                exists (select from dead_letter_entry where processing_group = :processor) as has_letters,
                (select %s from (
                    select global_index, aggregate_identifier from domain_events
                    where owner = :owner and payload_type = any(:types)
                        and (global_index > :handled or global_index = any(:gaps))
                    order by global_index limit %d) e) as events""".formatted(
                    StoredTokens.PACKED,
                    PackedSql.rows(PackedSql.int8("global_index"), PackedSql.optionalText("aggregate_identifier")),
                    Pending.MOST);

    private static final String IS_BLOCKED = """
            select exists (
                select from dead_letter_entry l join domain_events e
                    on e.aggregate_identifier = l.sequence_identifier and e.sequence_number = 0
                where l.processing_group = :processor and e.owner = :owner) as is_blocked""";

    private final CancellableReads reads;
    private final Serializer serializer;

    /// By processor.
    private final Map<String, Handled> lastHandled = new ConcurrentHashMap<>();

    PostgresPendingEvents(ConnectionFactory connections, Serializer serializer) {
        this.reads = new CancellableReads(connections);
        this.serializer = serializer;
    }

    /// @param hasLetters whether the processor could not handle an event, of whomever
    private record Found(StoredTokens tokens, boolean hasLetters, List<Event> events) {}

    @Override
    public Mono<Pending> of(String processor, UUID owner, Set<Class<?>> types) {
        Handled before = lastHandled.getOrDefault(processor, Handled.UNKNOWN);
        return find(processor, owner, types, before)
                .flatMap(found -> {
                    Handled now = found.tokens().handled();
                    lastHandled.put(processor, now);
                    return now.equals(before)
                                    || (now.isAfter(before) && found.events().size() < Pending.MOST)
                            ? Mono.just(found)
                            : find(processor, owner, types, now)
                                    .map(again -> new Found(found.tokens(), again.hasLetters(), again.events()));
                })
                .flatMap(found -> isBlocked(processor, owner, found.hasLetters())
                        .map(isBlocked -> new Pending(found.tokens().pending(found.events()), isBlocked)));
    }

    private Mono<Found> find(String processor, UUID owner, Set<Class<?>> types, Handled handled) {
        return reads.one(
                PENDING,
                Map.of(
                        "processor",
                        processor,
                        "owner",
                        owner,
                        "types",
                        types.stream().map(Class::getName).toArray(String[]::new),
                        "handled",
                        handled.position(),
                        "gaps",
                        handled.gaps().toArray(Long[]::new)),
                row -> new Found(
                        StoredTokens.read(row.get("tokens", byte[].class), serializer),
                        Boolean.TRUE.equals(row.get("has_letters", Boolean.class)),
                        PackedRow.readAll(
                                row.get("events", byte[].class),
                                event -> new Event(event.int8(), Objects.requireNonNull(event.optionalText())))));
    }

    /// Hardly any processor has a dead letter, so their events are not looked up each time.
    private Mono<Boolean> isBlocked(String processor, UUID owner, boolean hasLetters) {
        return hasLetters
                ? reads.one(
                        IS_BLOCKED,
                        Map.of("processor", processor, "owner", owner),
                        row -> Boolean.TRUE.equals(row.get("is_blocked", Boolean.class)))
                : Mono.just(false);
    }
}
