package io.omne.memory.application.writing;

import io.omne.memory.MemoryEvent;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Memory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A memory's way from one state to the next.
///
/// @param before the state that the decision was made on, null where there was none
/// @param events at least one
public record Transition(@Nullable Memory before, Memory after, List<MemoryEvent> events) {

    public static Transition of(@Nullable Memory before, Decision.Accepted accepted) {
        return new Transition(before, accepted.memory(), accepted.events());
    }
}
