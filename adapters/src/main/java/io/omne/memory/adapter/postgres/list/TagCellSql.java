package io.omne.memory.adapter.postgres.list;

/// Builds the SQL for memories with some tags that are also in some cells. If few memories are in the cells, and more
/// have the tags, each of these few is checked for the tags. Otherwise each memory with the tags is checked for its
/// cell.
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
                (select d.created_at, d.id from (%s) d where (select r.tags or not r.cells from rare r))
                union all (%s where (select r.cells and not r.tags from rare r))
                """.formatted(rows.counted(terms.facets("e")), ofCells());
    }

    private String ofCells() {
        return CellSql.rows(
                terms,
                "d.created_at, d.id",
                terms.tagged("e.tags") + terms.order().afterCreation("e.created_at", "e.id"));
    }
}
