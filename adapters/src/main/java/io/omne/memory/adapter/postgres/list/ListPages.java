package io.omne.memory.adapter.postgres.list;

import java.util.function.Supplier;

/// Builds the tables `hits`, the memories of a page in order with one more, and `total`, the number of memories on all
/// pages or how far they were counted.
final class ListPages {

    private ListPages() {}

    /// The count of a stored number of memories.
    static String stored(String memories) {
        return "select (" + memories + "), true";
    }

    /// The count of the rows of the table `matching`. They are read only as far as they are counted.
    static String counted(ListConditions terms) {
        return """
                select n.memories, n.memories <= %1$s from (
                    select count(*) as memories from (select from matching limit %1$s + 1) r) n
                """.formatted(terms.counted());
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
}
