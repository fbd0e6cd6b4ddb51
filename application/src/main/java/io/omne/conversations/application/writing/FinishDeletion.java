package io.omne.conversations.application.writing;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.domain.Conversation.Deletion;

/// Command: records that all messages of a conversation are deleted, unless more must be deleted by now. Answered with
/// nothing.
record FinishDeletion(ConversationKey key, Deletion deletion) {}
