package io.omne.conversations.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.validation.PageSize;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Query: lists a page of a conversation's messages in the order in which they were sent; those of the same time in
/// the order in which they arrived. Answered with a {@link MessagePage}.
///
/// @param after the message before the page; null for the first page
/// @param perPage 1 to {@value PageSize#MOST}
/// @see ConversationNotFound
public record ListMessages(
        UserId owner,
        UUID conversation,
        Direction direction,
        @Nullable After after,
        int perPage) {

    /// @throws io.omne.validation.InvalidValue if the page is too large
    public ListMessages {
        PageSize.check(perPage);
    }

    /// @param sentAt when the message was sent, or when it was created if that is not known
    public record After(Instant sentAt, MemoryId id) {}
}
