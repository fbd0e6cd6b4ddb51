package io.omne.memory.adapter.postgres.list;

/// Builds the SQL for memories with some tags that are also in some cells. If few memories have the tags, or few
/// are in the cells, each of these few is checked for the other condition. If neither are few, both sets are read
/// and intersected.
final class TagCellSql {

    private final ListConditions terms;
    private final TagRows rows;

    TagCellSql(ListConditions terms, TagRows rows) {
        this.terms = terms;
        this.rows = rows;
    }

    /// The tables that {@link #matching} needs.
    ///
    /// @param most SQL for the upper bound of the number of memories with the tags
    String tables(String most) {
        return CellSql.cells(terms) + """
                , rare (tags, cells) as materialized (
                    select (%s) <= %s, (select coalesce(sum(cell.memories), 0) <= %s from cell))
                """.formatted(most, terms.few(), terms.few());
    }

    /// Selects `created_at` and `id` of the matching memories.
    String matching() {
        return """
                (select d.created_at, d.id from (%s) d where (select r.tags from rare r))
                union all (%s where (select r.cells and not r.tags from rare r))
                union all (%s)
                """.formatted(rows.matching(terms.facets("e")), ofCells(terms.tagged("e.tags")), ofBoth());
    }

    private String ofCells(String condition) {
        return CellSql.rows(
                terms, "d.created_at, d.id", condition + terms.order().afterCreation("e.created_at", "e.id"));
    }

    private String ofBoth() {
        String many = " where (select not r.cells and not r.tags from rare r)";
        return """
                select d.created_at, d.id from (
                    select d.created_at, d.id from (%s) d %s union all %s %s) d
                group by d.created_at, d.id having count(*) = 2
                """.formatted(rows.matching(""), many, ofCells(""), many);
    }
}
