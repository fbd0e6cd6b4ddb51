package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;

/// Puts the statement for a page together: where the page's memories are found (`hits`), how many there are
/// (`total`), and what is shown of them, all from one snapshot.
///
/// Whatever is looked up for each of many rows stands in a `lateral` with a `limit`: that leaves the planner
/// the one plan that is right for a user of any size, a probe of an index, and it cannot choose to read all
/// of a user's memories instead.
final class ListSql {

    private ListSql() {}

    static ListStatement of(ListMemories query, ListCosts costs) {
        var terms = new ListConditions(query, costs);
        String tables = terms.tags().isEmpty() ? new CellSql(terms).tables() : new TagSql(terms).tables();
        return terms.statement(
                """
                with %s
                select t.total, h.at as sorted_at, %s, coalesce(a.accessed_at, e.created_at) as accessed_at
                from total t left join (hits h
                    cross join lateral (
                        select * from memory_list.entries e where e.user_id = :user_id and e.id = h.id limit 1) e
                    left join lateral (
                        select a.accessed_at from memory_accesses a
                        where a.user_id = :user_id and a.id = h.id limit 1) a on true) on true
                %s""".formatted(tables, ViewRow.COLUMNS, terms.order().by("h.at", "h.id")));
    }

    /// The page of rows of which the total is looked up.
    static String page(ListConditions terms, String rows, String total) {
        return """
                hits as materialized (select r.at, r.id from (%s) r %s limit :limit offset :offset),
                total (total) as materialized (%s)
                """.formatted(
                rows, terms.order().by("r.at", "r.id"), terms.isCounted() ? total : "select cast(null as bigint)");
    }

    /// The page of rows that have to be counted, if their total is asked for.
    static String countedPage(ListConditions terms, String rows) {
        return terms.isCounted()
                ? "matching as materialized (" + rows + "), "
                        + page(terms, "select m.at, m.id from matching m", "select count(*) from matching")
                : page(terms, rows, "");
    }

    /// The page of rows that are either collected and sorted, or read in order and passed over where they do
    /// not match: the more match, the less has to be read in order.
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
    /// A few rows of each say how far the page reaches at most: every stream is then read that far and no
    /// further. So a page costs what its streams and its rows are, however long the streams.
    static String mergedPage(ListConditions terms, Streams streams, String total) {
        return """
                bound as materialized (select r.at, r.id from (%s) r %s offset %s - 1 limit 1),
                """.formatted(streams.take(terms.share(), ""), terms.order().by("r.at", "r.id"), terms.reach())
                + page(terms, streams.take(terms.reach(), terms.order().upToBound(streams.at(), streams.id())), total);
    }

    /// Ranges of an index.
    interface Streams {

        /// The first rows of each, as `at` and `id`, of those that meet a further condition.
        String take(String limit, String condition);

        /// The column of the index that the list is sorted by.
        String at();

        /// The column of the index that tells rows of one time apart.
        String id();
    }
}
