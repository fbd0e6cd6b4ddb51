package io.omne.conversations.application.extraction;

import io.omne.conversations.ConversationKey;
import io.omne.memory.MemoryId;
import java.util.List;

/// A conversation that was claimed.
///
/// @param claim the fencing token of the claim
/// @param deletions how often the conversation was deleted before
/// @param messages the messages to read, in the order in which they were created
/// @param hasMore whether there are further ones
record ClaimedConversation(ConversationKey key, long claim, long deletions, List<MemoryId> messages, boolean hasMore) {

    ClaimedConversation {
        messages = List.copyOf(messages);
    }
}
