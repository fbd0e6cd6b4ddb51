package io.omne.conversations.application.extraction;

import io.omne.conversations.ExtractionFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Command of the saga: gives a claim back without a result, unless another claim has followed. Answered with nothing.
///
/// @param until before when the conversation must not be claimed; null for a short pause
record ReturnExtraction(
        ClaimedConversation claimed,
        ExtractionFailure failure,
        @Nullable Instant until) {}
