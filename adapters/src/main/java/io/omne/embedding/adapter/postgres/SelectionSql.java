package io.omne.embedding.adapter.postgres;

import io.omne.embedding.api.VectorSelection;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// The condition of a selection, for the column `entry_id`.
///
/// @param condition begins with `and`; empty if there is none
/// @param parameters of the condition
record SelectionSql(String condition, List<Object> parameters) {

    /// @param parameter the number of the parameter that the condition may use
    static SelectionSql of(VectorSelection selection, int parameter) {
        return switch (selection) {
            case VectorSelection.Only only -> ids("and entry_id = any($%d)", parameter, only.ids());
            case VectorSelection.AllBut allBut when allBut.ids().isEmpty() -> new SelectionSql("", List.of());
            case VectorSelection.AllBut allBut -> ids("and entry_id <> all($%d)", parameter, allBut.ids());
        };
    }

    private static SelectionSql ids(String condition, int parameter, Collection<UUID> ids) {
        return new SelectionSql(condition.formatted(parameter), List.of((Object) ids.toArray(UUID[]::new)));
    }
}
