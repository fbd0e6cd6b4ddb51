package io.omne.conversations.api;

import io.omne.access.UserId;
import java.util.UUID;

/// Query: finds a conversation of a user that has messages. Answered with a {@link FoundConversation}.
///
/// @see ConversationNotFound
/// @see ListBehind
public record FindConversation(UserId owner, UUID id) {

    /// @param stale whether some of the user's writes before the request may be missing
    public record FoundConversation(ConversationView conversation, boolean stale) {}
}
