package io.omne.events.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the event store by aggregate, for modules that compare events with their own tables. Blocks, and takes
/// part in the current transaction.
public interface AggregateEvents {

    /// Reads all events of these aggregates, whatever their type: one aggregate after the other, the events of
    /// each in the order of their sequence.
    void read(Collection<String> aggregates, Consumer<RecordedEvent> each);

    /// The first event of each aggregate of a type, in the order of the aggregates' ids.
    ///
    /// @param after begins after this id; empty for the first one
    /// @param limit reads at most so many aggregates, including those of other types
    FirstEvents first(String aggregateType, String after, int limit);

    /// The first event of each aggregate of a type, in pages in the order of the aggregates' ids.
    default void eachFirst(String aggregateType, int limit, Consumer<List<RecordedEvent>> page) {
        String next = "";
        while (next != null) {
            FirstEvents found = first(aggregateType, next, limit);
            page.accept(found.events());
            next = found.next();
        }
    }

    /// The position of each aggregate's last event. An aggregate without events is left out.
    Map<String, Long> lastPositions(Collection<String> aggregates);

    /// @param next the id after which to continue; null at the end
    record FirstEvents(List<RecordedEvent> events, @Nullable String next) {}
}
