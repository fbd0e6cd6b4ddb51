package io.omne.events.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The event processors that keep read models, as an administrator sees them. Blocks.
public interface Projections {

    List<Projection> all();

    /// The events that a processor could not take, with those of the same memory that wait behind them; the
    /// longest waiting memory first.
    ///
    /// @param limit how many at most
    List<DeadLetter> deadLetters(String projection, int limit);

    /// Tries them again, memory by memory and each memory's in order. What fails again stays.
    Retried retryDeadLetters(String projection);

    /// @param position the index in the event store up to which every segment has taken the events
    /// @param head the index of the event store's latest event
    /// @param lag how many indexes lie between the two
    /// @param deadLetters how many events wait as dead letters
    record Projection(String name, long position, long head, long lag, List<Segment> segments, long deadLetters) {}

    /// @param position as in the projection
    /// @param owner the instance that works on it, null where none does
    /// @param error a sentence, where this instance works on it and is failing
    record Segment(
            int segment,
            long position,
            @Nullable String owner,
            @Nullable String error) {}

    /// @param memory the id of the memory whose event it is
    /// @param sequence the event's number in its memory, from 1
    /// @param event its name, as in a memory's history
    /// @param cause why it was not taken; null where it waits behind one that was not
    record DeadLetter(
            String memory,
            long sequence,
            String event,
            @Nullable String cause,
            Instant at,
            Instant lastTriedAt) {}

    /// @param taken how many memories have no dead letters any more
    /// @param left how many still have
    record Retried(long taken, long left) {}
}
