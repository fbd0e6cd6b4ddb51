package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryOrder;

/// The order of a list and the position where the page begins, as fragments of SQL.
final class ListOrder {

    private static final String FIRST_ID = "'00000000-0000-0000-0000-000000000000'";
    private static final String LAST_ID = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";

    private final ListMemories query;
    private final BoundValues values;

    ListOrder(ListMemories query, BoundValues values) {
        this.query = query;
        this.values = values;
    }

    /// The time that an entry tells of, as the index has it.
    static String occurred(String alias) {
        return "coalesce(%1$s.occurred_at, %1$s.created_at)".formatted(alias);
    }

    /// The time that the list is sorted by, in the table with this alias.
    String at(String alias) {
        return switch (query.order().by()) {
            case CREATED_AT -> alias + ".created_at";
            case UPDATED_AT -> alias + ".updated_at";
            case OCCURRED_AT -> occurred(alias);
            case ACCESSED_AT -> alias + ".accessed_at";
        };
    }

    /// The condition that a row comes after the position of the cursor; empty for a page with a number.
    String after(String at, String id) {
        if (!(query.start() instanceof PageStart.After after)) {
            return "";
        }
        String past = isAscending() ? ">" : "<";
        return values.term("(" + at + ", " + id + ") " + past + " (%s, ", "after_at", after.at())
                + values.bind("after_id", after.id().value()) + ")";
    }

    /// The condition of {@link #after} for the time of creation, if the list is sorted by it; empty otherwise.
    String afterCreation(String at, String id) {
        return query.order().by() == MemoryOrder.By.CREATED_AT ? after(at, id) : "";
    }

    /// The condition that a row does not come after the one row of `bound`, if `bound` has a row.
    String upToBound(String at, String id) {
        return " and (%s, %s) %s (coalesce((select b.at from bound b), %s), coalesce((select b.id from bound b), %s))"
                .formatted(
                        at,
                        id,
                        isAscending() ? "<=" : ">=",
                        isAscending() ? "'infinity'" : "'-infinity'",
                        isAscending() ? LAST_ID : FIRST_ID);
    }

    String by(String at, String id) {
        String direction = isAscending() ? "asc" : "desc";
        return " order by %s %s, %s %s".formatted(at, direction, id, direction);
    }

    private boolean isAscending() {
        return query.order().direction() == MemoryOrder.Direction.ASC;
    }
}
