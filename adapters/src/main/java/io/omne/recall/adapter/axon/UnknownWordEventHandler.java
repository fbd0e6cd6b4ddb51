package io.omne.recall.adapter.axon;

import io.omne.memory.MemoryEvent;
import io.omne.recall.application.RecallJobs;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.serialization.UnknownSerializedType;
import org.springframework.stereotype.Component;

/// Rejects an event of a memory whose class is missing, because it may change words. The event becomes a dead letter,
/// until a version of the server has the class.
@Component
@ProcessingGroup(RecallJobs.PROCESSOR)
class UnknownWordEventHandler {

    @EventHandler
    void on(UnknownSerializedType event, DomainEventMessage<?> message) {
        if (message.getType().equals(MemoryEvent.AGGREGATE_TYPE)) {
            throw new IllegalStateException("this version of the server does not know such events");
        }
    }
}
