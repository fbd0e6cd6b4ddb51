package io.omne.conversations.application.extraction;

import io.omne.conversations.ConversationKey;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The conversations whose messages have not been read for memories, and these messages. Blocks, and takes part in the
/// current transaction.
public interface UnextractedMessages {

    /// Whether there is such a conversation as {@link #due} finds. Needs no transaction.
    boolean isAnyDue();

    /// Finds a conversation that is pending, due and not being deleted, or whose lease has expired, the longest first.
    /// Locks it until the current transaction ends, and skips those that are locked by others.
    Optional<ConversationKey> due(Instant now);

    /// Finds a conversation with a message that was left aside at or after `from` and before `to`, the longest
    /// first. Locks it until the current transaction ends, and skips those that are locked by others or are being
    /// deleted.
    Optional<ConversationKey> leftAsideBetween(Instant from, Instant to);

    void add(Map<ConversationKey, ? extends Collection<MemoryId>> messages);

    /// Adds all messages that the conversation has, also those that are left aside.
    void addAll(ConversationKey key);

    /// Leaves messages out of {@link #find}.
    void leaveAside(ConversationKey key, Collection<MemoryId> messages, Instant at);

    /// How many messages of the conversation are left aside.
    int leftAside(ConversationKey key);

    /// The messages that were left aside are found again.
    void takeUpAgain(ConversationKey key);

    /// The first messages in the order in which they were created.
    List<MemoryId> find(ConversationKey key, int limit);

    void remove(ConversationKey key, Collection<MemoryId> messages);

    void removeDeleted(Collection<MemoryKey> messages);

    /// The last messages before one, in order.
    ///
    /// @param sentAt when that one was sent
    List<MemoryId> before(ConversationKey key, Instant sentAt, MemoryId message, int limit);
}
