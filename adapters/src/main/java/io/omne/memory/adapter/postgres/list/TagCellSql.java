package io.omne.memory.adapter.postgres.list;

/// Builds the SQL for memories with some tags that are also in some cells. Each memory of the
/// smaller of the two sets is checked for the other condition.
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
                , rarer (tags) as materialized (select (%s) <= (%s))
                """.formatted(most, CellSql.STORED);
    }

    /// Selects `created_at` and `id` of the matching memories.
    String matching() {
        return """
                (select d.created_at, d.id from (%s) d where (select r.tags from rarer r))
                union all (%s where not (select r.tags from rarer r))
                """.formatted(rows.counted(terms.facets("e"), terms::known), ofCells());
    }

    private String ofCells() {
        return CellSql.rows(
                terms,
                "d.created_at, d.id",
                terms.tagged("e.tags") + terms.order().afterCreation("e.created_at", "e.id"));
    }
}
