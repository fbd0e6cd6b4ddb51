package io.omne.conversations.application.extraction;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.StoredResults;
import io.omne.conversations.application.extractor.StoredResults.StoredResult;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.ExtractionDecisions;
import io.omne.memory.MemoryId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides which new messages of a conversation are read together. Takes part in the current transaction.
@Component
class ExtractionBatches {

    private final UnextractedMessages messages;
    private final StoredResults results;
    private final ExtractionSettings settings;

    ExtractionBatches(UnextractedMessages messages, StoredResults results, ExtractionSettings settings) {
        this.messages = messages;
        this.results = results;
        this.settings = settings;
    }

    /// Messages that are read together.
    ///
    /// @param attempts how many attempts have failed before
    /// @param found what the extractor found in them under an earlier claim; null if it has to be asked
    record Batch(
            List<MemoryId> messages,
            boolean hasMore,
            int attempts,
            @Nullable ExtractionResult found) {}

    /// The messages in which the extractor has found something already, or the first ones.
    Batch of(Conversation conversation) {
        ConversationKey key = conversation.key();
        int attempts = new ExtractionDecisions(conversation).attempts();
        return results.find(key)
                .map(it -> new Batch(it.messages(), hasOthers(key, it.messages()), attempts, it.result()))
                .orElseGet(() -> {
                    int size = settings.batchAfter(attempts);
                    List<MemoryId> first = messages.find(key, size + 1);
                    boolean hasMore = first.size() > size;
                    return new Batch(hasMore ? first.subList(0, size) : first, hasMore, attempts, null);
                });
    }

    private boolean hasOthers(ConversationKey key, List<MemoryId> known) {
        return !Set.copyOf(known).containsAll(messages.find(key, known.size() + 1));
    }

    /// Stores what the extractor found in messages, so that they are the next batch if the claim is lost.
    void store(ConversationKey key, List<MemoryId> read, ExtractionResult found) {
        results.store(key, new StoredResult(read, found));
    }

    /// How many messages of the conversation are left aside.
    int leftAside(ConversationKey key) {
        return messages.leftAside(key);
    }

    /// Messages have been read.
    void remove(ConversationKey key, Collection<MemoryId> read) {
        messages.remove(key, read);
        results.remove(key);
    }

    /// Messages that cannot be read are left aside after the last attempt, so that later ones are read.
    void leaveAsideIfFailed(ConversationEvent event, Collection<MemoryId> claimed) {
        if (event instanceof ExtractionFailed failed) {
            messages.leaveAside(failed.key(), claimed, failed.at());
            results.remove(failed.key());
        }
    }
}
