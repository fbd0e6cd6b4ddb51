package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.adapter.postgres.state.MetadataJson;
import io.omne.memory.adapter.postgres.state.StoredRow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A stored row and the row that is expected.
record RowComparison(StoredRow stored, StoredRow expected) {

    /// The names of the columns that differ.
    List<String> differing() {
        return expected.columns().keySet().stream()
                .filter(column -> !isSame(
                        column, stored.columns().get(column), expected.columns().get(column)))
                .toList();
    }

    private static boolean isSame(String column, @Nullable Object one, @Nullable Object other) {
        return Objects.equals(one, other)
                || (column.equals("metadata")
                        && one instanceof String a
                        && other instanceof String b
                        && isSameJson(a, b));
    }

    private static boolean isSameJson(String one, String other) {
        try {
            return MetadataJson.read(one).equals(MetadataJson.read(other));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
