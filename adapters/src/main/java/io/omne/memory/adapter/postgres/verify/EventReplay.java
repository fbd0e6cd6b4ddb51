package io.omne.memory.adapter.postgres.verify;

import io.omne.events.api.RecordedEvent;
import io.omne.memory.MemoryEvent;
import io.omne.memory.adapter.postgres.state.StoredRow;
import io.omne.memory.domain.Fold;
import io.omne.memory.domain.Memory;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Folds the events of one memory as they come from the event store, up to the first that does not fit.
final class EventReplay {

    private final UUID id;
    private @Nullable Memory memory;
    private @Nullable String problem;
    private long events;

    EventReplay(UUID id) {
        this.id = id;
    }

    UUID id() {
        return id;
    }

    /// How many events are stored.
    long events() {
        return events;
    }

    /// A sentence that says what is wrong with the events; null if nothing is.
    @Nullable
    String problem() {
        return problem;
    }

    /// The row that results from the events; null if they are incomplete or do not fit.
    @Nullable
    StoredRow row() {
        if (memory == null || problem != null) {
            return null;
        }
        try {
            return StoredRow.of(memory);
        } catch (RuntimeException e) {
            problem = "its events lack some of their values";
            return null;
        }
    }

    void take(RecordedEvent recorded) {
        if (problem == null) {
            problem = problem(recorded);
        }
        events++;
    }

    private @Nullable String problem(RecordedEvent recorded) {
        long number = recorded.sequence();
        if (number != events) {
            return "event %d is missing".formatted(events + 1);
        }
        MemoryEvent event = MemoryEvent.of(recorded.event()).orElse(null);
        if (event == null) {
            return "event %d cannot be read".formatted(number + 1);
        }
        try {
            if (!event.id().value().equals(id)
                    || (memory != null && !memory.owner().equals(event.owner()))) {
                return "event %d is another memory's".formatted(number + 1);
            }
            if (!recorded.aggregateType().equals(MemoryEvent.AGGREGATE_TYPE) || !recorded.isAt(event.at())) {
                return "event %d is stored under another type or time than its own".formatted(number + 1);
            }
            memory = memory == null ? Fold.of(List.of(event)) : Fold.next(memory, event);
            return null;
        } catch (IllegalArgumentException | NullPointerException e) {
            return "event %d cannot follow those before it".formatted(number + 1);
        }
    }
}
