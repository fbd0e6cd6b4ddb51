package io.omne.memory.application.writing;

import io.omne.memory.MemoryEvent;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Memory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The change of a memory from one state to the next.
///
/// @param before the state on which the decision was made; null if the memory is new
/// @param events at least one
public record Transition(@Nullable Memory before, Memory after, List<MemoryEvent> events) {

    public static Transition of(@Nullable Memory before, Decision.Accepted accepted) {
        return new Transition(before, accepted.memory(), accepted.events());
    }
}
