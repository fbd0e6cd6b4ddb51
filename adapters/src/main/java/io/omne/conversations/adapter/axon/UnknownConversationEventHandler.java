package io.omne.conversations.adapter.axon;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.application.ConversationJobs;
import io.omne.memory.MemoryEvent;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.serialization.UnknownSerializedType;
import org.springframework.stereotype.Component;

/// Rejects an event of a memory or a conversation whose class is missing, because it may change the list. The event
/// becomes a dead letter, until a version of the server has the class.
@Component
@ProcessingGroup(ConversationJobs.LIST_PROCESSOR)
class UnknownConversationEventHandler {

    @EventHandler
    void on(UnknownSerializedType event, DomainEventMessage<?> message) {
        if (message.getType().equals(MemoryEvent.AGGREGATE_TYPE)
                || message.getType().equals(ConversationEvent.AGGREGATE_TYPE)) {
            throw new IllegalStateException("this version of the server does not know such events");
        }
    }
}
