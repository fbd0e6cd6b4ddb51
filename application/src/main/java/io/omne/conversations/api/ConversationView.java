package io.omne.conversations.api;

import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.ExtractionStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as its owner sees it. The fields have the names of the HTTP contract.
///
/// @param messages how many messages it has
/// @param extracted how many memories there are that were extracted from it
/// @param startedAt when its first message was sent
/// @param lastAt when its last message was sent
public record ConversationView(
        UUID id,
        @Nullable String title,
        long messages,
        long extracted,
        Instant startedAt,
        Instant lastAt,
        ExtractionView extraction) {

    /// The state of the extraction of memories.
    ///
    /// @param status null until messages have been taken up for it, or if no memories are extracted
    /// @param error why the last attempt failed; null if it did not
    /// @param at while pending, when it is due; while processing, when its lease expires; else since when it is so
    public record ExtractionView(
            @Nullable ExtractionStatus status,
            @Nullable ExtractionFailure error,
            @Nullable Instant at) {}
}
