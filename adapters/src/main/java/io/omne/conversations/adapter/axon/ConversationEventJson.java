package io.omne.conversations.adapter.axon;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ConversationDeleted;
import io.omne.conversations.ConversationEvent.ConversationDeletionAsked;
import io.omne.conversations.ConversationEvent.ConversationRetitled;
import io.omne.conversations.ConversationEvent.ExtractionAsked;
import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationEvent.ExtractionInterrupted;
import io.omne.conversations.ConversationEvent.ExtractionPostponed;
import io.omne.conversations.ConversationEvent.ExtractionStarted;
import io.omne.conversations.ConversationEvent.MessagesArrived;
import io.omne.events.adapter.axon.EventJsonTypes;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Names the events of conversations. Their values are those of events of memories, which have their JSON form.
@Component
class ConversationEventJson implements EventJsonTypes {

    @Override
    public void configure(JsonMapper.Builder json) {
        // The types of memories are configured already.
    }

    @Override
    public Optional<String> nameOf(Object event) {
        return event instanceof ConversationEvent it ? Optional.of(name(it)) : Optional.empty();
    }

    private static String name(ConversationEvent event) {
        return switch (event) {
            case ConversationRetitled _ -> "conversation_retitled";
            case ConversationDeletionAsked _ -> "conversation_deletion_asked";
            case ConversationDeleted _ -> "conversation_deleted";
            case MessagesArrived _ -> "messages_arrived";
            case ExtractionAsked _ -> "extraction_asked";
            case ExtractionStarted _ -> "extraction_started";
            case ExtractionCompleted _ -> "extraction_completed";
            case ExtractionInterrupted _ -> "extraction_interrupted";
            case ExtractionPostponed _ -> "extraction_postponed";
            case ExtractionFailed _ -> "extraction_failed";
        };
    }
}
