package io.omne.events.adapter.axon;

import io.omne.events.api.Projections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lists Axon's streaming processors. Processors that run inside the transaction of the events are never behind,
/// and are left out.
@Component
class AxonProjections implements Projections {

    private final EventProcessingConfiguration processors;
    private final EventStore events;
    private final TokenTable tokens;
    private final DeadLetterTable letters;

    AxonProjections(
            EventProcessingConfiguration processors,
            EventStore events,
            ConnectionProvider connections,
            Serializer serializer,
            List<EventJsonTypes> types) {
        this.processors = processors;
        this.events = events;
        this.tokens = new TokenTable(connections, serializer, ProcessorConfiguration.CLAIM);
        this.letters = new DeadLetterTable(connections, serializer, types);
    }

    @Override
    public List<Projection> all() {
        return processors.eventProcessors().values().stream()
                .filter(StreamingEventProcessor.class::isInstance)
                .map(StreamingEventProcessor.class::cast)
                .sorted(Comparator.comparing(StreamingEventProcessor::getName))
                .map(this::projection)
                .toList();
    }

    private Projection projection(StreamingEventProcessor processor) {
        String name = processor.getName();
        Map<Integer, EventTrackerStatus> own = processor.processingStatus();
        List<Segment> segments = tokens.segments(name).stream()
                .map(stored -> segment(stored, own.get(stored.segment())))
                .toList();
        long position = segments.stream().mapToLong(Segment::position).min().orElse(0);
        long head = head(position);
        return new Projection(
                name,
                position,
                head,
                head - position,
                segments,
                letters.count(name).letters());
    }

    /// The instance that works on a segment knows its latest position: a segment without new events stores its
    /// token only now and then.
    private static Segment segment(TokenTable.Stored stored, @Nullable EventTrackerStatus own) {
        if (own == null) {
            return new Segment(stored.segment(), stored.position(), stored.owner(), null);
        }
        long position = Math.max(stored.position(), own.getCurrentPosition().orElse(0));
        String error = own.isErrorState() ? FailureSummary.of(own.getError()) : null;
        return new Segment(stored.segment(), position, stored.owner(), error);
    }

    /// Includes events that came after the positions were read.
    private long head(long atLeast) {
        TrackingToken head = events.createHeadToken();
        return Math.max(atLeast, head == null ? 0 : head.position().orElse(0));
    }

    @Override
    public List<DeadLetter> deadLetters(String projection, int limit) {
        return letters.find(projection, limit);
    }

    @Override
    public Retried retryDeadLetters(String projection) {
        long taken = processors
                .sequencedDeadLetterProcessor(projection)
                .map(it -> new DeadLetterRetry(it).run())
                .orElse(0L);
        return new Retried(taken, letters.count(projection).memories());
    }
}
