package io.omne.conversations.api;

import io.omne.conversations.api.ListConversations.After;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of {@link ListConversations}.
///
/// @param next where the next page begins; null on the last page
/// @param stale whether some of the user's writes before the request may be missing
public record ConversationPage(
        List<ConversationView> data, @Nullable After next, boolean stale) {

    public ConversationPage {
        data = List.copyOf(data);
    }
}
