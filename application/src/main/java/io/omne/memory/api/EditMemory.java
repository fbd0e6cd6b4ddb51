package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.Edit;
import io.omne.memory.MemoryId;
import java.util.Set;

/// Command: changes some fields of a memory. Answered with {@link EditedMemory}.
///
/// @param ifVersions the versions that may be edited; empty for any version
/// @see MemoryNotFound
/// @see StaleVersion
/// @see InvalidEdit
public record EditMemory(UserId owner, MemoryId id, Edit edit, Set<Integer> ifVersions) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return Set.of(id);
    }

    @Override
    public Set<UserId> listed() {
        return Set.of(owner);
    }
}
