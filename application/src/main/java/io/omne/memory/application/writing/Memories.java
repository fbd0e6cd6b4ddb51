package io.omne.memory.application.writing;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The memories, for commands. Blocks, and takes part in the current transaction.
public interface Memories {

    /// Finds a memory, even if it is deleted.
    Optional<Memory> find(MemoryKey key);

    /// Locks and returns those of the ids that are memories of the owner, even if they are deleted. Waits for
    /// transactions that have locked them.
    List<Memory> locked(UserId owner, Collection<MemoryId> ids);

    /// Those of the ids that are memories of the owner and are not deleted.
    Set<MemoryId> existing(UserId owner, Collection<MemoryId> ids);

    /// Stores each memory's next state and appends its events to the event store, all or nothing. For a command that
    /// shares a transaction, it does so when the command is committed: see
    /// {@link io.omne.events.api.GroupedWrites}.
    ///
    /// @throws org.axonframework.modelling.command.ConcurrencyException if a memory is no longer in the state from
    ///     which its transition starts; the transaction must be rolled back
    void save(List<Transition> steps);

    /// Sets the times of the last access, unless a later one is stored. Makes no event and no new version.
    void recordAccess(Map<MemoryKey, Instant> accesses);
}
