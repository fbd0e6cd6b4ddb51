package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.util.Set;

/// Command: delete. Answered with nothing.
///
/// @param ifVersions the versions that may be deleted, none for any
/// @see MemoryNotFound
/// @see StaleVersion
public record DeleteMemory(UserId owner, MemoryId id, Set<Integer> ifVersions) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return Set.of(id);
    }

    @Override
    public Set<UserId> listed() {
        return Set.of(owner);
    }
}
