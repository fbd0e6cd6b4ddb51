package io.omne.memory.domain;

import io.omne.memory.MemoryEvent;
import java.util.List;

/// The result of a request to a memory.
public sealed interface Decision {

    /// The next state, and the events that lead to it. There are no events if the memory already was as requested.
    record Accepted(Memory memory, List<MemoryEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /// The request is not allowed in the current state of the memory.
    record Rejected(Rejection reason) implements Decision {}

    /// A result that comes too late: the content was changed or deleted meanwhile.
    record ThrownAway() implements Decision {}

    enum Rejection {
        /// The memory is deleted.
        GONE,
        /// Only a pending memory can be claimed.
        NOT_PENDING,
        /// Only a claimed memory accepts a result, a failure or an interruption.
        NOT_PROCESSING,
        /// A retry makes no sense, because the embedding is in progress.
        ALREADY_PROCESSING,
        /// A retry makes no sense, because the embedding is completed.
        ALREADY_COMPLETED
    }
}
