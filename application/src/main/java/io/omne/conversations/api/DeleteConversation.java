package io.omne.conversations.api;

import io.omne.access.UserId;
import java.util.UUID;

/// Command: deletes the messages of a conversation, and the memories that were extracted from it. Answered with nothing
/// when it is certain that they will be deleted: see {@link AwaitDeletion}.
///
/// @param keepsExtracted whether the extracted memories stay
/// @see ConversationNotFound
public record DeleteConversation(UserId owner, UUID id, boolean keepsExtracted) {}
