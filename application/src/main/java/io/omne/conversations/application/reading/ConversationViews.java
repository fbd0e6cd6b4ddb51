package io.omne.conversations.application.reading;

import io.omne.access.UserId;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.api.ConversationView;
import io.omne.conversations.api.ListConversations;
import io.omne.conversations.api.ListMessages;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// The list of conversations, for queries. Never blocks.
public interface ConversationViews {

    /// The conversation, if it has messages.
    Mono<ConversationView> find(ConversationKey key);

    /// The conversations from the start of a page.
    ///
    /// @param limit the most conversations to find
    Mono<List<ConversationView>> list(ListConversations query, int limit);

    /// The messages from the start of a page.
    ///
    /// @param limit the most messages to find
    Mono<List<ListMessages.After>> messages(ListMessages query, int limit);

    /// Whether any of these conversations is being deleted.
    Mono<Boolean> isAnyBeingDeleted(UserId owner, Set<UUID> conversations);
}
