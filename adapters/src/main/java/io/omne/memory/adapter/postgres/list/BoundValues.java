package io.omne.memory.adapter.postgres.list;

import io.omne.memory.adapter.postgres.state.MemoryRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values that a statement binds, by name.
final class BoundValues {

    private static final OffsetDateTime EARLIEST = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime LATEST = OffsetDateTime.of(9999, 12, 31, 23, 59, 59, 0, ZoneOffset.UTC);

    private final Map<String, Object> byName = new HashMap<>();

    Map<String, Object> byName() {
        return byName;
    }

    /// Binds a value.
    ///
    /// @return its placeholder in the statement
    String bind(String name, Object value) {
        byName.put(name, value);
        return ":" + name;
    }

    /// Returns a further condition on a column of words, or an empty text if there is no value.
    ///
    /// @param condition with `%s` for the placeholder of the value
    String term(String condition, String name, @Nullable Enum<?> value) {
        return value == null ? "" : term(condition, bind(name, MemoryRow.word(value)));
    }

    /// Returns a further condition on a column of times, or an empty text if there is no value.
    String term(String condition, String name, @Nullable Instant value) {
        return value == null ? "" : term(condition, bind(name, time(value)));
    }

    private static String term(String condition, String bound) {
        return " and " + condition.formatted(bound);
    }

    /// Replaces a time outside the bounds by the nearest bound: PostgreSQL may not be able to store it. All
    /// memories lie between the bounds.
    private static OffsetDateTime time(Instant instant) {
        if (instant.isBefore(EARLIEST.toInstant())) {
            return EARLIEST;
        }
        return instant.isAfter(LATEST.toInstant()) ? LATEST : instant.atOffset(ZoneOffset.UTC);
    }
}
