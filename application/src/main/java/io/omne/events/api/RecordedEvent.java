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

    /// @param cause why: its class is not there, or its content does not fit
    public record Unreadable(RuntimeException cause) {}

    /// Whether it is stored under this time, of which milliseconds count.
    public boolean isAt(Instant time) {
        try {
            return Instant.parse(timestamp).equals(time.truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
