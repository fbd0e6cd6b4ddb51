package io.omne.events.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The event store by aggregate, for those who compare events with what they keep. Blocks, and takes part in the
/// transaction of the calling thread.
public interface AggregateEvents {

    /// Reads all events of these aggregates, whatever their type: one aggregate after the other, the events of
    /// each in the order of their sequence.
    void read(Collection<String> aggregates, Consumer<RecordedEvent> each);

    /// The first event of each aggregate of a type, in the order of the aggregates' ids.
    ///
    /// @param after begins after this id; empty for the first one
    /// @param limit looks at so many aggregates at most, those of other types included
    FirstEvents first(String aggregateType, String after, int limit);

    /// The position of each aggregate's last event. An aggregate without events is left out.
    Map<String, Long> lastPositions(Collection<String> aggregates);

    /// @param next the id to go on after; null at the end
    record FirstEvents(List<RecordedEvent> events, @Nullable String next) {}
}
