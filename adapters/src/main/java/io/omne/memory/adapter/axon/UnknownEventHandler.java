package io.omne.memory.adapter.axon;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.serialization.UnknownSerializedType;
import org.springframework.stereotype.Component;

/// An event of a class that is not there must not be skipped: it waits as a dead letter, and its memory's
/// later ones behind it, for a version of the server that has the class.
@Component
@ProcessingGroup(MemoryProcessors.LIST)
class UnknownEventHandler {

    @EventHandler
    void on(UnknownSerializedType event) {
        throw new IllegalStateException("this version of the server does not know such events");
    }
}
