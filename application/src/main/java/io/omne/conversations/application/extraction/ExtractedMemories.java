package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.application.extraction.ExtractedMemory.Fact;
import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is stored of extracted memories, beside the memories. Blocks, and takes part in the current transaction.
public interface ExtractedMemories {

    /// Adds sources to memories. Those that are stored already stay as they are.
    void addSources(UserId owner, Collection<StoredSource> sources);

    /// The sources of a memory, in the order of the messages and of their parts.
    List<Quote> sources(UserId owner, MemoryId memory);

    /// The stored sources after this one, in the order of users, memories, messages and parts.
    ///
    /// @param after null for the first ones
    List<OwnedSource> sourcesAfter(@Nullable OwnedSource after, int limit);

    /// The memories that tell the latest values of these facts.
    Map<Fact, Latest> latest(UserId owner, Collection<Fact> facts);

    /// Does the same, and locks the facts of the user until the current transaction ends.
    Map<Fact, Latest> lockLatest(UserId owner, Collection<Fact> facts);

    void setLatest(UserId owner, Map<Fact, Latest> facts);

    record StoredSource(MemoryId memory, Quote quote) {}

    record OwnedSource(UserId owner, StoredSource source) {}

    /// @param saidAt when it was said
    /// @param message where it was said
    record Latest(MemoryId memory, Instant saidAt, MemoryId message) {

        /// Whether it was said after another; of the same time, in a later message.
        boolean isAfter(Latest other) {
            int order = saidAt.compareTo(other.saidAt);
            return order > 0 || (order == 0 && message.toString().compareTo(other.message.toString()) > 0);
        }
    }
}
