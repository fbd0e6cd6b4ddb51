package io.omne.conversations;

import io.omne.access.UserId;
import java.util.UUID;

/// The key of a conversation. Its id is the client's choice, so two users may have conversations with the same id.
public record ConversationKey(UserId owner, UUID id) {

    /// The id of the aggregate to which the events of the conversation belong.
    public String aggregate() {
        return owner + "/" + id;
    }
}
