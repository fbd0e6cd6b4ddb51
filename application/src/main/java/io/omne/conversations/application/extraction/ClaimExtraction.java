package io.omne.conversations.application.extraction;

/// Command of the saga: claims a conversation that is due. Answered with a list of {@link ClaimedConversation}, which
/// is empty if none is due.
record ClaimExtraction() {}
