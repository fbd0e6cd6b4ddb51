package io.omne.conversations.application.extraction;

/// Command of the saga: gives a claim back without a result, unless another claim has followed. Answered with nothing.
record ReturnExtraction(ClaimedConversation claimed) {}
