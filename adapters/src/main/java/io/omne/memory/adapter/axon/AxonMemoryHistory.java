package io.omne.memory.adapter.axon;

import io.omne.events.adapter.axon.LostConnection;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.application.reading.MemoryHistory;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Reads the history of a memory from the event store. Leaves out events that this version cannot read.
@Component
class AxonMemoryHistory implements MemoryHistory {

    private static final Logger log = LoggerFactory.getLogger(AxonMemoryHistory.class);

    private final EventStore events;

    AxonMemoryHistory(EventStore events) {
        this.events = events;
    }

    @Override
    public List<SequencedEvent> read(MemoryId id, long after, int limit) {
        return LostConnection.RETRY.invoke(() -> readOnce(id, after, limit));
    }

    /// Axon reads in batches, and reads the next batch only if one more event is requested.
    private List<SequencedEvent> readOnce(MemoryId id, long after, int limit) {
        DomainEventStream stream = events.readEvents(id.toString(), after);
        var found = new ArrayList<SequencedEvent>();
        while (found.size() < limit && stream.hasNext()) {
            DomainEventMessage<?> message = stream.next();
            try {
                if (message.getPayload() instanceof MemoryEvent event) {
                    found.add(new SequencedEvent(message.getSequenceNumber() + 1, event));
                }
            } catch (SerializationException e) {
                log.warn("event {} of {} cannot be read", message.getSequenceNumber() + 1, id);
            }
        }
        return found;
    }
}
