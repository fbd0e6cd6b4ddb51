package io.omne.events.api;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/// Makes the messages in which events are stored.
public final class EventMessages {

    /// Ids in the order of time, so that new ones are next to each other in the index.
    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private EventMessages() {}

    /// The message has the owner in its metadata, by which the event store finds the events of an owner.
    ///
    /// @param sequence the number of the event in its aggregate, from 0
    public static DomainEventMessage<?> of(
            String aggregateType, String aggregate, UUID owner, long sequence, Object event, Instant at) {
        return new GenericDomainEventMessage<>(
                aggregateType,
                aggregate,
                sequence,
                event,
                Map.of(EventLog.OWNER, owner.toString()),
                IDS.generate().toString(),
                at);
    }
}
