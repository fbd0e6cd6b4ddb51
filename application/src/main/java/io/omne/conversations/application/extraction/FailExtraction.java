package io.omne.conversations.application.extraction;

import io.omne.conversations.ExtractionFailure;

/// Command of the saga: records that an attempt under a claim failed, unless another claim has followed. Answered with
/// nothing.
record FailExtraction(ClaimedConversation claimed, ExtractionFailure failure) {}
