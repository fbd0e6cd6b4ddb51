package io.omne.conversations.application.extractor;

import io.omne.conversations.ConversationKey;
import io.omne.memory.MemoryId;
import java.util.List;
import java.util.Optional;

/// What extractors found that would find something else if they were asked again, until memories are made of it. A
/// conversation has one such result at most. Blocks, and takes part in the current transaction.
public interface StoredResults {

    Optional<StoredResult> find(ConversationKey key);

    /// Takes the place of an earlier one.
    void store(ConversationKey key, StoredResult result);

    void remove(ConversationKey key);

    /// @param messages the messages that were read, in the order in which they were created
    record StoredResult(List<MemoryId> messages, ExtractionResult result) {

        public StoredResult {
            messages = List.copyOf(messages);
        }
    }
}
