package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.util.Set;

/// A command that says before it is carried out what it may change, so that what is cached of it can be
/// invalidated before its transaction begins. What it names and does not change costs speed alone.
public interface DeclaredChanges {

    /// Memories whose views become stale.
    default Set<MemoryId> changed() {
        return Set.of();
    }

    /// Users whose lists become stale.
    default Set<UserId> listed() {
        return Set.of();
    }
}
