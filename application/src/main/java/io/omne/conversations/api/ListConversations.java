package io.omne.conversations.api;

import io.omne.access.UserId;
import io.omne.validation.PageSize;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Query: lists a page of a user's conversations, the last active first. Conversations with the same time are in the
/// order of their ids. Answered with a {@link ConversationPage}.
///
/// @param after the conversation before the page; null for the first page
/// @param perPage 1 to {@value PageSize#MOST}
public record ListConversations(UserId owner, @Nullable After after, int perPage) {

    /// @throws io.omne.validation.InvalidValue if the page is too large
    public ListConversations {
        PageSize.check(perPage);
    }

    /// @param lastAt when the last message of the conversation was sent
    public record After(Instant lastAt, UUID id) {}
}
