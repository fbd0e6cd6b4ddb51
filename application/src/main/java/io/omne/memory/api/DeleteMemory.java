package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.util.Set;

/// Command: deletes a memory. Answered with nothing.
///
/// @param ifVersions the versions that may be deleted; empty for any version
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
