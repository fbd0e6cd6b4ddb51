package io.omne.events.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The event processors that maintain read models, for administrators. Blocks.
public interface Projections {

    List<Projection> all();

    /// The events that a processor could not handle, and the events of the same memory that wait behind them. The
    /// memory that has waited longest comes first.
    ///
    /// @param limit the most events to return
    List<DeadLetter> deadLetters(String projection, int limit);

    /// Retries the dead letters memory by memory, and the events of each memory in order. Those that fail again
    /// remain.
    Retried retryDeadLetters(String projection);

    /// @param position the global index up to which every segment has handled the events
    /// @param head the global index of the latest event in the store
    /// @param lag how many indexes lie between `position` and `head`
    /// @param deadLetters how many events wait as dead letters
    record Projection(String name, long position, long head, long lag, List<Segment> segments, long deadLetters) {}

    /// @param position as in the projection
    /// @param owner the instance that works on the segment; null if none does
    /// @param error a sentence if this instance works on the segment and fails; otherwise null
    record Segment(
            int segment,
            long position,
            @Nullable String owner,
            @Nullable String error) {}

    /// @param memory the id of the memory whose event it is
    /// @param sequence the event's number in its memory, from 1
    /// @param event its name, as in a memory's history
    /// @param cause why the event could not be handled; null if it waits behind another dead letter
    record DeadLetter(
            String memory,
            long sequence,
            String event,
            @Nullable String cause,
            Instant at,
            Instant lastTriedAt) {}

    /// @param taken how many memories have no dead letters any more
    /// @param left how many memories still have some
    record Retried(long taken, long left) {}
}
