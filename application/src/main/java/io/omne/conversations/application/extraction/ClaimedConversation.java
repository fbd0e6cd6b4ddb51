package io.omne.conversations.application.extraction;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.memory.MemoryId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A conversation that was claimed.
///
/// @param claim the fencing token of the claim
/// @param deletions how often the conversation was deleted before
/// @param messages the messages to read, in the order in which they were created
/// @param hasMore whether there are further ones
/// @param attempts how many attempts have failed before
/// @param found what the extractor found in these messages under an earlier claim; null if it has to be asked
record ClaimedConversation(
        ConversationKey key,
        long claim,
        long deletions,
        List<MemoryId> messages,
        boolean hasMore,
        int attempts,
        @Nullable ExtractionResult found) {

    ClaimedConversation {
        messages = List.copyOf(messages);
    }

    /// The same claim without some messages, which are to be read later.
    ClaimedConversation without(Set<MemoryId> later) {
        return later.isEmpty()
                ? this
                : new ClaimedConversation(
                        key,
                        claim,
                        deletions,
                        messages.stream().filter(it -> !later.contains(it)).toList(),
                        true,
                        attempts,
                        found);
    }
}
