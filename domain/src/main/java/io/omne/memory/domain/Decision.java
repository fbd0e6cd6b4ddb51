package io.omne.memory.domain;

import io.omne.memory.MemoryEvent;
import java.util.List;

/// What becomes of a request to a memory.
public sealed interface Decision {

    /// The next state and what happened. No event: the memory already was as asked.
    record Accepted(Memory memory, List<MemoryEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /// Not allowed in the state the memory is in.
    record Refused(Refusal reason) implements Decision {}

    /// A result that comes too late: its content has changed, or is gone.
    record ThrownAway() implements Decision {}

    enum Refusal {
        /// The memory is deleted.
        GONE,
        /// Only a pending memory can be claimed.
        NOT_PENDING,
        /// Only a claimed memory takes a result, a failure or an interruption.
        NOT_PROCESSING,
        /// A retry makes no sense: the embedding is being made.
        ALREADY_PROCESSING,
        /// A retry makes no sense: the embedding is there.
        ALREADY_COMPLETED
    }
}
