package io.omne.conversations.application.listing;

import java.util.List;

/// The list of conversations, for its projector. Blocks, and takes part in the current transaction.
public interface ConversationList {

    /// Applies changes. Locks the lists of their users until the current transaction ends. If that fails, the
    /// transaction must be rolled back.
    ///
    /// @param changes those of one memory, or of one conversation, in the order of its events
    void apply(List<ConversationChange> changes);
}
