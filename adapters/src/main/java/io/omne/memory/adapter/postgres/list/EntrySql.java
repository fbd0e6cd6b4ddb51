package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.MemoryFilter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Builds the SQL of lists with conditions that only the entries themselves have: the conversation, the time that a
/// memory tells of, excluded tags, and whether a memory is superseded. It starts from the narrowest of the rows that
/// one condition names, and checks the other conditions in each entry.
final class EntrySql {

    private final ListConditions terms;
    private final Source source;
    private final TagCounts counts;
    private final TagRows tagRows;

    EntrySql(ListConditions terms) {
        this.terms = terms;
        this.source = Source.of(terms.filter());
        this.counts = new TagCounts(terms);
        this.tagRows = new TagRows(terms);
    }

    private enum Source {
        /// A range of an index of the entries: of a conversation, of superseded memories, or of time.
        ENTRIES,
        /// The rows of the tags.
        TAGS,
        /// All of the cells. The few rows that the filter leaves out are counted, not those that it leaves.
        CELLS;

        static Source of(MemoryFilter filter) {
            if (filter.conversation() != null || Boolean.TRUE.equals(filter.superseded())) {
                return ENTRIES;
            }
            if (!filter.tags().wanted().values().isEmpty()) {
                return TAGS;
            }
            return filter.occurred().isAny() ? CELLS : ENTRIES;
        }
    }

    /// Whether those that do not match can be found without reading those that do.
    boolean hasComplement() {
        return source == Source.CELLS && !terms.hasDates();
    }

    /// Selects `id` of the memories that do not match, if {@link #hasComplement}; empty if there can be none.
    String complement() {
        return Stream.of(terms.hasFacets() ? CellSql.others(terms) : "", terms.hasOthers() ? leftOut() : "")
                .filter(sql -> !sql.isEmpty())
                .collect(Collectors.joining(" union all "));
    }

    String tables() {
        boolean isStored = source == Source.CELLS && !terms.hasDates();
        return sources() + (isStored ? "left_out as materialized (" + someLeftOut() + "), " : "")
                + "matching as materialized ("
                + (source == Source.TAGS
                        ? tagRows.counted(terms.facets("e") + terms.others("e"), terms::known)
                        : matching(""))
                + "), "
                + CellSql.tried(
                        terms, isStored ? difference() : ListPages.counted(terms), terms.others("e") + tagged());
    }

    /// The tables that {@link #matching} needs, each followed by a comma.
    String sources() {
        return switch (source) {
            case ENTRIES -> "";
            case TAGS -> counts.tables() + tagRows.tables() + ", ";
            case CELLS -> CellSql.cells(terms) + ", ";
        };
    }

    /// The count of the memories of the cells less those that are left out, if these are few. If they are many, the
    /// matching memories are counted instead.
    private String difference() {
        String few = "(select count(*) <= %s from left_out)".formatted(terms.counted());
        return """
                select (%s) - (select count(*) from (%s) n), true where %s
                union all select c.memories, c.exact from (%s) c (memories, exact) where not %s
                """.formatted(
                CellSql.STORED, inCells(distinct("select id from left_out")), few, ListPages.counted(terms), few);
    }

    /// As many ids of {@link #leftOut} in any cell as are counted; some may be there twice.
    private String someLeftOut() {
        return Stream.concat(superseded(), excluded())
                .map(sql -> "(" + sql + " limit " + terms.counted() + " + 1)")
                .collect(Collectors.joining(" union all "));
    }

    /// Selects `created_at` and `id` of the matching memories, if the list is sorted by creation only those that the
    /// page can reach.
    ///
    /// @param more a further condition on the entry `e`
    String matching(String more) {
        String conditions = terms.others("e") + more;
        String after = terms.order().afterCreation("e.created_at", "e.id");
        return switch (source) {
            case ENTRIES -> """
                select e.created_at, e.id from memory_list.entries e where e.user_id = :user_id%s%s%s%s%s
                """.formatted(terms.facets("e"), terms.dates("e.created_at"), tagged(), conditions, after);
            case TAGS -> tagRows.matching(terms.facets("e") + conditions);
            case CELLS -> CellSql.rows(terms, "d.created_at, d.id", conditions + after);
        };
    }

    private String tagged() {
        return terms.tags().isEmpty() ? "" : terms.tagged("e.tags");
    }

    /// Selects `id` of the memories of the cells that have an excluded tag or, if the filter wants none of
    /// these, are superseded.
    private String leftOut() {
        return inCells(distinct(Stream.concat(superseded(), excluded()).collect(Collectors.joining(" union all "))));
    }

    private static String distinct(String ids) {
        return "select distinct o.id from (" + ids + ") o";
    }

    /// Selects those of some ids that are in the cells.
    private String inCells(String ids) {
        String facets = terms.facets("e");
        return "select d.id from (%s) d %s".formatted(ids, facets.isEmpty() ? "" : ListProbes.entry(facets));
    }

    private Stream<String> superseded() {
        return Boolean.FALSE.equals(terms.filter().superseded())
                ? Stream.of("select e.id from memory_list.entries e"
                        + " where e.user_id = :user_id and e.superseded_by is not null")
                : Stream.empty();
    }

    private Stream<String> excluded() {
        return terms.filter().tags().excluded().values().isEmpty()
                ? Stream.empty()
                : Stream.of("select t.id from memory_list.tags t where t.user_id = :user_id and t.tag = any("
                        + terms.excludedTagArray() + ")");
    }
}
