package io.omne.conversations.application.listing;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ConversationDeleted;
import io.omne.conversations.ConversationEvent.ConversationRetitled;
import io.omne.conversations.ConversationEvent.ExtractionAsked;
import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationEvent.ExtractionInterrupted;
import io.omne.conversations.ConversationEvent.ExtractionPostponed;
import io.omne.conversations.ConversationEvent.ExtractionStarted;
import io.omne.conversations.ConversationEvent.MessagesArrived;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.Deleted;
import io.omne.memory.MemoryEvent.OccurredAtChanged;
import io.omne.memory.MemoryKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an event changes in the list of conversations.
public sealed interface ConversationChange {

    /// The types of the events that may change something.
    Set<Class<?>> EVENTS = Set.of(
            Created.class,
            OccurredAtChanged.class,
            Deleted.class,
            ConversationRetitled.class,
            ConversationDeleted.class,
            MessagesArrived.class,
            ExtractionAsked.class,
            ExtractionStarted.class,
            ExtractionCompleted.class,
            ExtractionInterrupted.class,
            ExtractionPostponed.class,
            ExtractionFailed.class);

    /// The user whose list changes.
    UUID owner();

    /// A memory is new in a conversation.
    record Added(ConversationMemory memory) implements ConversationChange {

        @Override
        public UUID owner() {
            return memory.key().owner().value();
        }
    }

    /// A memory, of a conversation or not, tells of another time.
    ///
    /// @param occurredAt null for the time of its creation
    record Moved(MemoryKey key, @Nullable Instant occurredAt) implements ConversationChange {

        @Override
        public UUID owner() {
            return key.owner().value();
        }
    }

    /// A memory, of a conversation or not, was deleted.
    record Removed(MemoryKey key) implements ConversationChange {

        @Override
        public UUID owner() {
            return key.owner().value();
        }
    }

    /// A conversation is in another state.
    record Changed(ConversationEvent event) implements ConversationChange {

        @Override
        public UUID owner() {
            return event.owner().value();
        }
    }

    /// What the event changes; empty if it does not concern conversations.
    static Optional<ConversationChange> of(MemoryEvent event) {
        var key = new MemoryKey(event.owner(), event.id());
        return switch (event) {
            case Created it -> ConversationMemory.of(it).map(Added::new);
            case OccurredAtChanged it -> Optional.of(new Moved(key, it.occurredAt()));
            case Deleted _ -> Optional.of(new Removed(key));
            default -> Optional.empty();
        };
    }
}
