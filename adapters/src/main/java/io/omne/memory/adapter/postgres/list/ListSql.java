package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;
import java.util.function.Supplier;

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

    /// The count of a stored number of memories.
    static String stored(String memories) {
        return "select (" + memories + "), true";
    }

    /// The count of the rows of a materialized table. They are read only as far as they are counted.
    static String counted(ListConditions terms, String table) {
        return """
                select n.memories, n.memories <= %1$s from (
                    select count(*) as memories from (select from %2$s limit %1$s + 1) r) n
                """.formatted(terms.counted(), table);
    }

    /// The page of rows.
    ///
    /// @param count selects how many memories the list has, and true; or how far they were counted, and false.
    ///     Used only if the query asks for the total
    static String page(ListConditions terms, String rows, Supplier<String> count) {
        return """
                hits as materialized (select r.at, r.id from (%s) r %s limit %s offset %s),
                total (total, at_least) as materialized (%s)
                """.formatted(
                        rows,
                        terms.order().by("r.at", "r.id"),
                        terms.limit(),
                        terms.offset(),
                        terms.isCounted()
                                ? "select case when c.exact then c.memories end, case when not c.exact then %s end"
                                                .formatted(terms.counted())
                                        + " from (" + count.get() + ") c (memories, exact)"
                                : "select cast(null as bigint), cast(null as bigint)");
    }

    /// The page of rows in the cheaper of two ways: few matching rows are collected and sorted; otherwise rows are
    /// read in order, and those that do not match are skipped. The more rows match, the fewer must be read in
    /// order.
    static String chosenPage(ListConditions terms, String count, String few, String collected, String read) {
        return """
                counted (memories, exact) as materialized (%s),
                few (few) as materialized (select %s from counted c),
                %s
                """.formatted(
                        count,
                        few,
                        page(
                                terms,
                                "(%s and (select f.few from few f)) union all (%s)"
                                        .formatted(collected, inOrder(terms, read, "not (select f.few from few f)")),
                                () -> "select * from counted"));
    }

    /// The page of rows that may all lie at the far end of the order. If they are many, some rows are read in order
    /// first. If these do not fill the page, the matching rows are collected and sorted, unless there are too many.
    static String triedPage(ListConditions terms, String count, String matching, String tried, String read) {
        return """
                counted (memories, exact) as materialized (%s),
                many (many) as materialized (select not c.exact or c.memories > %s from counted c),
                tried as materialized (%s),
                filled (filled) as materialized (select count(*) = %s from tried),
                few (few) as materialized (
                    select count(*) <= %s from (
                        select from matching
                        where (select m.many from many m) and not (select f.filled from filled f)
                        limit %s) n),
                %s
                """.formatted(
                        count,
                        terms.counted(),
                        inOrder(terms, tried, "(select m.many from many m)"),
                        terms.reach(),
                        terms.mostCollected(),
                        terms.known(),
                        page(terms, triedRows(terms, matching, read), () -> "select * from counted"));
    }

    private static String triedRows(ListConditions terms, String matching, String read) {
        String isEmpty = "not (select f.filled from filled f)";
        return """
                (select t.at, t.id from tried t where (select f.filled from filled f))
                union all (%s and %s and (select f.few from few f))
                union all (%s)
                """.formatted(matching, isEmpty, inOrder(terms, read, isEmpty + " and not (select f.few from few f)"));
    }

    /// The first rows in the order of the list, as far as the page reaches, if a condition holds that no row has.
    private static String inOrder(ListConditions terms, String rows, String condition) {
        return "select r.at, r.id from (%s) r where %s %s limit %s"
                .formatted(rows, condition, terms.order().by("r.at", "r.id"), terms.reach());
    }

    /// The page of several streams of rows, each of which is read in order.
    ///
    /// The first few rows of each stream give a bound for the end of the page. Every stream is then read up to the
    /// bound only. The cost of a page depends on the number of its streams and rows, not on the length of the
    /// streams.
    static String mergedPage(ListConditions terms, Streams streams, Supplier<String> count) {
        return """
                bound as materialized (select r.at, r.id from (%s) r %s offset %s - 1 limit 1),
                """.formatted(streams.take(terms.share(), ""), terms.order().by("r.at", "r.id"), terms.reach())
                + page(terms, streams.take(terms.reach(), terms.order().upToBound(streams.at(), streams.id())), count);
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
