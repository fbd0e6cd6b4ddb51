package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.util.Set;

/// A command that declares what it may change, so that the cache entries can be invalidated before its transaction
/// begins. To declare something that the command does not change costs only speed.
public interface DeclaredChanges {

    /// The memories whose views become stale.
    default Set<MemoryId> changed() {
        return Set.of();
    }

    /// The users whose lists become stale.
    default Set<UserId> listed() {
        return Set.of();
    }
}
