package io.omne.memory.adapter.axon;

import io.omne.memory.MemoryEvent;
import io.omne.memory.application.MemoryJobs;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.serialization.UnknownSerializedType;
import org.springframework.stereotype.Component;

/// Rejects an event of a memory whose class is missing, because it must not be skipped. The event becomes a dead
/// letter, and the memory's later events wait behind it, until a version of the server has the class. Unknown
/// events of other modules are left to those modules.
@Component
@ProcessingGroup(MemoryJobs.LIST_PROCESSOR)
class UnknownEventHandler {

    @EventHandler
    void on(UnknownSerializedType event, DomainEventMessage<?> message) {
        if (message.getType().equals(MemoryEvent.AGGREGATE_TYPE)) {
            throw new IllegalStateException("this version of the server does not know such events");
        }
    }
}
