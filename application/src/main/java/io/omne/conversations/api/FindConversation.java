package io.omne.conversations.api;

import io.omne.access.UserId;
import java.util.UUID;

/// Query: finds a conversation of a user that has messages. Answered with a {@link ConversationView}.
///
/// @see ConversationNotFound
public record FindConversation(UserId owner, UUID id) {}
