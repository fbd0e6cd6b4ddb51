package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/// The memories that tell the latest values of facts. Blocks, and takes part in the current transaction.
public interface LatestFacts {

    /// The memories that tell the latest values of these facts.
    Map<Fact, Latest> find(UserId owner, Collection<Fact> facts);

    /// Does the same, and locks the facts of the user until the current transaction ends.
    Map<Fact, Latest> lock(UserId owner, Collection<Fact> facts);

    void set(UserId owner, Map<Fact, Latest> facts);

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
