package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryIds;
import io.omne.memory.MemorySource;
import java.util.Set;
import java.util.UUID;

/// Query: finds memories of a conversation that are not deleted, in no particular order. Shows every write that was
/// acknowledged before. Answered with {@link MemoryIds}.
///
/// @param sources the sources of which a memory must have one
/// @param limit the most memories to find
public record FindConversationMemories(UserId owner, UUID conversation, Set<MemorySource> sources, int limit) {

    public FindConversationMemories {
        sources = Set.copyOf(sources);
    }
}
