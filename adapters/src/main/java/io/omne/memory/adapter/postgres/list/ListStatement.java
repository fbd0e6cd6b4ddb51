package io.omne.memory.adapter.postgres.list;

import java.util.Map;

/// Asks for a page: `total`, and for each memory the columns of its view and `sorted_at`, in order and one
/// more than the page has; where there are none, one row with the total alone.
///
/// @param sql put together from constants alone
/// @param values what the request gave, to be bound by name
record ListStatement(String sql, Map<String, Object> values) {

    ListStatement {
        values = Map.copyOf(values);
    }
}
