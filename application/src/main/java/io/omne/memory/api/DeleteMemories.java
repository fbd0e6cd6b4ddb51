package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.util.Set;

/// Command: deletes several memories of a user in one transaction. Leaves out those that do not exist or are deleted.
/// Answered with nothing.
///
/// @param ids at most {@value #MOST}
public record DeleteMemories(UserId owner, Set<MemoryId> ids) implements DeclaredChanges {

    public static final int MOST = 200;

    public DeleteMemories {
        ids = Set.copyOf(ids);
        if (ids.size() > MOST) {
            throw new IllegalArgumentException("at most %d memories, not %d".formatted(MOST, ids.size()));
        }
    }

    @Override
    public Set<MemoryId> changed() {
        return ids;
    }

    @Override
    public Set<UserId> listed() {
        return Set.of(owner);
    }
}
