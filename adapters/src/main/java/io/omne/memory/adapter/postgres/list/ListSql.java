package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;

/// Builds the statement for a page. The statement finds the memories of the page (`hits`), the total of the list
/// (`total`), and the columns that are shown, all in one snapshot.
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
                select t.total, h.at as sorted_at, %s, %s, coalesce(a.accessed_at, e.created_at) as accessed_at
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

    /// The page of rows whose total can be looked up.
    static String page(ListConditions terms, String rows, String total) {
        return """
                hits as materialized (select r.at, r.id from (%s) r %s limit %s offset %s),
                total (total) as materialized (%s)
                """.formatted(
                        rows,
                        terms.order().by("r.at", "r.id"),
                        terms.limit(),
                        terms.offset(),
                        terms.isCounted() ? total : "select cast(null as bigint)");
    }

    /// The page of rows that must be counted if the query asks for the total.
    static String countedPage(ListConditions terms, String rows) {
        return terms.isCounted()
                ? "matching as materialized (" + rows + "), "
                        + page(terms, "select m.at, m.id from matching m", "select count(*) from matching")
                : page(terms, rows, "");
    }

    /// The page of rows in the cheaper of two ways: few matching rows are collected and sorted; otherwise rows are
    /// read in order, and those that do not match are skipped. The more rows match, the fewer must be read in
    /// order.
    static String chosenPage(ListConditions terms, String count, String collected, String read) {
        return """
                counted (memories) as materialized (%s),
                few (few) as materialized (select c.memories <= %s from counted c),
                %s
                """.formatted(
                        count,
                        terms.collected(),
                        page(
                                terms,
                                """
                                (%s and (select f.few from few f)) union all
                                (%s and not (select f.few from few f) %s limit %s)
                                """.formatted(collected, read, terms.order().by("at", "id"), terms.reach()),
                                "select c.memories from counted c"));
    }

    /// The page of several streams of rows, each of which is read in order.
    ///
    /// The first few rows of each stream give a bound for the end of the page. Every stream is then read up to the
    /// bound only. The cost of a page depends on the number of its streams and rows, not on the length of the
    /// streams.
    static String mergedPage(ListConditions terms, Streams streams, String total) {
        return """
                bound as materialized (select r.at, r.id from (%s) r %s offset %s - 1 limit 1),
                """.formatted(streams.take(terms.share(), ""), terms.order().by("r.at", "r.id"), terms.reach())
                + page(terms, streams.take(terms.reach(), terms.order().upToBound(streams.at(), streams.id())), total);
    }

    /// Ranges of an index.
    interface Streams {

        /// Selects `at` and `id` of the first rows of each range that meet a further condition.
        String take(String limit, String condition);

        /// The column of the index that the list is sorted by.
        String at();

        /// The column of the index that distinguishes rows of the same time.
        String id();
    }
}
