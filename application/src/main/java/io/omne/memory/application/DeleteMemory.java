package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.util.Set;

/// Command: delete. Answered with nothing.
///
/// @see MemoryNotFound
public record DeleteMemory(UserId owner, MemoryId id) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return Set.of(id);
    }

    @Override
    public Set<UserId> listed() {
        return Set.of(owner);
    }
}
