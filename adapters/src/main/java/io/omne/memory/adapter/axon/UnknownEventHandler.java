package io.omne.memory.adapter.axon;

import io.omne.memory.MemoryEvent;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.serialization.UnknownSerializedType;
import org.springframework.stereotype.Component;

/// A memory's event whose class is missing must not be skipped: it waits as a dead letter, and the memory's
/// later events behind it, for a version of the server that has the class. Such events of other modules are
/// theirs alone.
@Component
@ProcessingGroup(MemoryProcessors.LIST)
class UnknownEventHandler {

    @EventHandler
    void on(UnknownSerializedType event, DomainEventMessage<?> message) {
        if (message.getType().equals(MemoryEvent.AGGREGATE_TYPE)) {
            throw new IllegalStateException("this version of the server does not know such events");
        }
    }
}
