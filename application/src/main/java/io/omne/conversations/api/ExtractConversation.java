package io.omne.conversations.api;

import io.omne.access.UserId;
import java.util.UUID;

/// Command: extracts memories from all messages of a conversation, now, also again. Answered with nothing when it is
/// certain that this will be tried.
///
/// @see ConversationNotFound
/// @see ExtractionOff
public record ExtractConversation(UserId owner, UUID id) {}
