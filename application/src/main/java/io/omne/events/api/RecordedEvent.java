package io.omne.events.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/// An event as it is stored.
///
/// @param position its global index
/// @param sequence its number in its aggregate, from 0
/// @param timestamp its time in UTC, by ISO 8601 and to the millisecond
/// @param event {@link Unreadable} if this version cannot read it
public record RecordedEvent(
        long position, String aggregateType, String aggregate, long sequence, String timestamp, Object event) {

    /// @param cause why the event cannot be read: its class is missing, or its content does not fit
    public record Unreadable(RuntimeException cause) {}

    /// Whether the event is stored with this time, compared to the millisecond.
    public boolean isAt(Instant time) {
        try {
            return Instant.parse(timestamp).equals(time.truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
