package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.util.List;

/// Query: finds many memories of a user at once. Answered with {@link FoundMemories}: the views in the order of
/// the ids, without those that do not exist, are deleted or belong to another user. Does not count as an access,
/// and shows every write that was acknowledged before.
public record FindMemories(UserId owner, List<MemoryId> ids) {

    public FindMemories {
        ids = List.copyOf(ids);
    }

    /// @param memories in the order of the ids that were asked for
    public record FoundMemories(List<MemoryView> memories) {

        public FoundMemories {
            memories = List.copyOf(memories);
        }
    }
}
