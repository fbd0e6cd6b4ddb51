package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extractor.ExtractionResult;

/// Command of the saga: stores what an extractor found under a claim, until memories are made of it.
/// Answered with false if another claim has followed.
record StoreResult(ClaimedConversation claimed, ExtractionResult result) {}
