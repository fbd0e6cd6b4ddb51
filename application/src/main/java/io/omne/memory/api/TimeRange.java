package io.omne.memory.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The times between two instants, without these. Its ends are whole microseconds, as stored times are, so that
/// ranges of the same stored times are equal.
///
/// @param after null if there is no beginning
/// @param before null if there is no end
public record TimeRange(@Nullable Instant after, @Nullable Instant before) {

    public static final TimeRange ANY = new TimeRange(null, null);

    private static final Instant LAST = Instant.MAX.truncatedTo(ChronoUnit.MICROS);

    public TimeRange {
        after = after == null ? null : after.truncatedTo(ChronoUnit.MICROS);
        before = before == null ? null : ceiling(before);
    }

    private static Instant ceiling(Instant time) {
        Instant floor = time.truncatedTo(ChronoUnit.MICROS);
        return floor.equals(time) || floor.equals(LAST) ? floor : floor.plus(1, ChronoUnit.MICROS);
    }

    /// Whether every time is in it.
    public boolean isAny() {
        return after == null && before == null;
    }
}
