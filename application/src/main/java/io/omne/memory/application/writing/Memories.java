package io.omne.memory.application.writing;

import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The memories as commands see them. Blocks, in the transaction of the calling thread.
public interface Memories {

    /// The memory, deleted ones included.
    Optional<Memory> find(MemoryKey key);

    /// Stores each memory's next state and appends its events to the event store, all or nothing.
    ///
    /// @throws org.axonframework.modelling.command.ConcurrencyException when a memory is no longer in the
    ///     state that its step starts from; the transaction is to be rolled back
    void save(List<Transition> steps);

    /// Moves when memories were last read, forwards only. It is no event and no new version.
    void recordAccess(Map<MemoryKey, Instant> accesses);
}
