package io.omne.memory.adapter.postgres.list;

import java.util.Map;

/// Asks for a page: `total` or `at_least`, and for each memory the columns of its view and `sorted_at`. The memories
/// are in order, with one more than the page has. If there are no memories, the result is one row with the total alone.
///
/// @param sql put together from constants alone
/// @param values the values of the request, bound by name
record ListStatement(String sql, Map<String, Object> values) {

    ListStatement {
        values = Map.copyOf(values);
    }
}
