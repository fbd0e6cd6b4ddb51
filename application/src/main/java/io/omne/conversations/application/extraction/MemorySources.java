package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.application.extractor.Quote;
import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of messages that extracted memories come from. Blocks, and takes part in the current transaction.
public interface MemorySources {

    /// Adds sources to memories. Those that are stored already stay as they are.
    void add(UserId owner, Collection<StoredSource> sources);

    /// The sources of a memory, in the order of the messages and of their parts.
    List<Quote> find(UserId owner, MemoryId memory);

    /// The parts of messages that memories quote.
    List<Quote> quotesOf(UserId owner, Collection<MemoryId> messages);

    /// When the last message that each memory quotes was sent, without memories whose messages were deleted.
    Map<MemoryId, Instant> saidAt(UserId owner, Collection<MemoryId> memories);

    /// The stored sources after this one, in the order of users, memories, messages and parts.
    ///
    /// @param after null for the first ones
    List<OwnedSource> after(@Nullable OwnedSource after, int limit);

    record StoredSource(MemoryId memory, Quote quote) {}

    record OwnedSource(UserId owner, StoredSource source) {}
}
