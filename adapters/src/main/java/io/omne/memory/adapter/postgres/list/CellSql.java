package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.MemoryOrder.By;
import java.util.function.Supplier;

/// Builds the SQL of lists without tags: the memories of some of the user's cells, each of which is one status,
/// type and source.
final class CellSql {

    private static final String IN_CELL = """
            e.user_id = :user_id and e.embedding_status = cell.embedding_status
                and e.memory_type = cell.memory_type and e.source = cell.source""";

    /// Selects how many memories the cells have.
    static final String STORED = "select cast(coalesce(sum(cell.memories), 0) as bigint) from cell";

    private final ListConditions terms;

    CellSql(ListConditions terms) {
        this.terms = terms;
    }

    String tables() {
        return cells(terms) + ", " + page();
    }

    /// The table of the cells that match the query.
    static String cells(ListConditions terms) {
        return """
                cell as materialized (
                    select c.embedding_status, c.memory_type, c.source, c.memories from memory_list.cells c
                    where c.user_id = :user_id and c.memories > 0%s)""".formatted(terms.facets("c"));
    }

    /// Selects the given columns of the cells' memories that match the query's dates.
    static String rows(ListConditions terms, String columns, String condition) {
        return """
                select %s from cell cross join lateral (
                    select e.created_at, e.id from memory_list.entries e where %s%s%s offset 0) d
                """.formatted(columns, IN_CELL, terms.dates("e.created_at"), condition);
    }

    /// Selects the ids of all memories that are in other cells than the query asks for.
    static String others(ListConditions terms) {
        return """
                select d.id from (
                    select c.embedding_status, c.memory_type, c.source from memory_list.cells c
                    where c.user_id = :user_id and c.memories > 0 and not (true%s)) cell
                cross join lateral (select e.id from memory_list.entries e where %s offset 0) d
                """.formatted(terms.facets("c"), IN_CELL);
    }

    private String page() {
        if (terms.hasDates()) {
            return "matching as materialized (" + rows(terms, "d.created_at, d.id", "") + "), "
                    + (terms.by() == By.CREATED_AT
                            ? created(() -> ListPages.counted(terms))
                            : tried(terms, ListPages.counted(terms), ""));
        }
        if (terms.by() == By.CREATED_AT) {
            return created(() -> ListPages.stored(STORED));
        }
        return terms.hasFacets()
                ? ListPages.chosenPage(
                        terms,
                        ListPages.stored(STORED),
                        "c.memories <= " + terms.collected(),
                        ListProbes.sorted(terms, rows(terms, "d.created_at, d.id", "")),
                        read(terms, ""))
                : ListPages.page(terms, read(terms, ""), () -> ListPages.stored(STORED));
    }

    private String created(Supplier<String> count) {
        return terms.hasFacets() ? MergedPage.of(terms, new Streams(), count) : ListPages.page(terms, created(), count);
    }

    /// The page of the table `matching`, or of what is read in the order of the list.
    ///
    /// @param condition which entries `e` match, beside those that facets and dates leave out
    static String tried(ListConditions terms, String count, String condition) {
        return ListPages.triedPage(
                terms,
                count,
                ListProbes.sorted(terms, "select * from matching"),
                read(
                        terms,
                        condition,
                        " %s limit %s".formatted(terms.order().by(terms.order().at("d"), "d.id"), terms.tried())),
                read(terms, condition));
    }

    private String created() {
        return "select e.created_at as at, e.id from memory_list.entries e where e.user_id = :user_id%s%s"
                .formatted(terms.dates("e.created_at"), terms.order().after("e.created_at", "e.id"));
    }

    /// Reads memories in the order of the list, and skips those that do not match.
    static String read(ListConditions terms, String condition) {
        return read(terms, condition, "");
    }

    /// @param end of the rows that are read, before any are skipped
    private static String read(ListConditions terms, String condition, String end) {
        boolean isByAccess = terms.by() == By.ACCESSED_AT;
        String at = terms.order().at("d");
        String conditions = terms.facets("e") + terms.dates("e.created_at") + condition;
        return """
                select d.at, d.id from (
                    select %s as at, d.id from %s d where d.user_id = :user_id%s%s) d %s where true
                """.formatted(
                        at,
                        isByAccess ? "memory_accesses" : "memory_list.entries",
                        terms.sortedWithin(at) + terms.order().after(at, "d.id"),
                        end,
                        !isByAccess && conditions.isEmpty() ? "" : ListProbes.entry(conditions));
    }

    private final class Streams implements MergedPage.Streams {

        @Override
        public String take(String limit, String condition) {
            return """
                    select r.at, r.id from cell cross join lateral (
                        select e.created_at as at, e.id from memory_list.entries e
                        where %s%s%s%s %s limit %s) r
                    """.formatted(
                            IN_CELL,
                            terms.dates(at()),
                            terms.order().after(at(), id()),
                            condition,
                            terms.order().by(at(), id()),
                            limit);
        }

        @Override
        public String at() {
            return "e.created_at";
        }

        @Override
        public String id() {
            return "e.id";
        }
    }
}
