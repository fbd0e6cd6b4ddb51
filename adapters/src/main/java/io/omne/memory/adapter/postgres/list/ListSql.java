package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;

/// Builds the statement for a page. The statement finds the memories of the page (`hits`), the total of the list or
/// how far it was counted (`total`), and the columns that are shown, all in one snapshot.
///
/// A lookup for each of many rows is always a `lateral` join with a `limit`. This leaves the planner only the plan
/// that is right for a user of any size, a probe of an index. It cannot choose to read all memories of the user
/// instead.
final class ListSql {

    private static final String RELATED =
            ViewRow.related("exists (select from memory_list.entries l where l.user_id = e.user_id and l.id = r.id)");

    private ListSql() {}

    static ListStatement of(ListMemories query, ListCosts costs) {
        var terms = new ListConditions(query, costs);
        return terms.statement("""
                with %s
                select t.total, t.at_least, h.at as sorted_at, %s, %s, coalesce(a.accessed_at, e.created_at) as accessed_at
                from total t left join (hits h
                    cross join lateral (
                        select * from memory_list.entries e where e.user_id = :user_id and e.id = h.id limit 1) e
                    left join lateral (%s) a on true) on true
                %s""".formatted(
                        tables(terms),
                        ViewRow.COLUMNS,
                        RELATED,
                        AccessSql.of("h.id"),
                        terms.order().by("h.at", "h.id")));
    }

    private static String tables(ListConditions terms) {
        if (terms.hasOthers()) {
            return new EntrySql(terms).tables();
        }
        return terms.tags().isEmpty() ? new CellSql(terms).tables() : new TagSql(terms).tables();
    }
}
