package io.omne.conversations.api;

import io.omne.access.UserId;
import io.omne.memory.Change;
import io.omne.memory.Title;
import java.util.Optional;
import java.util.UUID;

/// Command: changes the title of a conversation. Answered with {@link EditedConversation}.
///
/// @see ConversationNotFound
/// @see io.omne.memory.api.InvalidEdit
public record EditConversation(UserId owner, UUID id, Change<Optional<Title>> title) {}
