package io.omne.conversations.application.writing;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.domain.Conversation;
import java.util.List;

/// The conversations, for commands. Blocks, and takes part in the current transaction.
public interface Conversations {

    /// The conversation; one without events if nothing is stored of it. Locks it until the current transaction ends.
    Conversation find(ConversationKey key);

    /// Stores the state after an event, and appends the event to the event store.
    ///
    /// @return the state after the event
    /// @throws org.axonframework.modelling.command.ConcurrencyException if the conversation has changed since it
    ///     was read; the transaction must be rolled back
    Conversation save(Conversation before, ConversationEvent event);

    /// Those that are being deleted, the longest first.
    List<Conversation> beingDeleted(int limit);
}
