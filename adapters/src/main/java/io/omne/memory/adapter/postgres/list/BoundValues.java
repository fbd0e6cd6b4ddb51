package io.omne.memory.adapter.postgres.list;

import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.api.TimeRange;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values that a statement binds, by name.
final class BoundValues {

    private static final OffsetDateTime EARLIEST = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime LATEST =
            OffsetDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000, ZoneOffset.UTC);

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

    /// Binds words as an array.
    ///
    /// @return its placeholder in the statement
    String bindArray(String name, Collection<String> words) {
        return "cast(" + bind(name, words.toArray(String[]::new)) + " as text[])";
    }

    /// Returns a further condition that a column has one of the values, or an empty text if there are none.
    String oneOf(String column, String name, Set<? extends Enum<?>> values) {
        return values.isEmpty()
                ? ""
                : " and %s = any(%s)"
                        .formatted(
                                column,
                                bindArray(
                                        name,
                                        values.stream().map(MemoryRow::word).toList()));
    }

    /// Returns further conditions on a column of times, or an empty text if there are none.
    ///
    /// @param name of the range, distinguishes its values from those of others
    String within(String column, String name, TimeRange range) {
        return term(column + " > %s", name + "_after", range.after())
                + term(column + " < %s", name + "_before", range.before());
    }

    /// Returns a further condition on a column of times, or an empty text if there is no value.
    ///
    /// @param condition with `%s` for the placeholder of the value
    String term(String condition, String name, @Nullable Instant value) {
        return value == null ? "" : " and " + condition.formatted(bind(name, time(value)));
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
