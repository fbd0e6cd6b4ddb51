package io.omne.conversations.api;

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
        UUID id, @Nullable String title, long messages, long extracted, Instant startedAt, Instant lastAt) {}
