package io.omne.memory.adapter.postgres.list;

/// Builds the SQL of lists of memories with all of some tags, or with any of them.
final class TagSql {

    private final ListConditions terms;
    private final TagCounts counts;
    private final TagRows rows;
    private final TagCellSql cells;

    TagSql(ListConditions terms) {
        this.terms = terms;
        this.counts = new TagCounts(terms);
        this.rows = new TagRows(terms);
        this.cells = new TagCellSql(terms, rows);
    }

    String tables() {
        return counts.tables() + rows.tables() + ", "
                + (terms.hasFacets() ? cells.tables(counts.most()) + ", " : "")
                + switch (terms.by()) {
                    case CREATED_AT -> terms.isOfAll() ? createdOfAll() : createdOfAny();
                    case UPDATED_AT, OCCURRED_AT, ACCESSED_AT -> ofOtherTimes();
                };
    }

    private String matching() {
        return terms.hasFacets() ? cells.matching() : rows.matching("");
    }

    /// Reads in order as far as the page reaches, unless all rows must be counted.
    private String createdOfAll() {
        boolean isCounted = terms.isCounted() && !counts.areTotal();
        return isCounted
                ? ListSql.countedPage(terms, ListProbes.sorted(terms, matching()))
                : ListSql.page(terms, ListProbes.sorted(terms, rows.walked(terms.facets("e"))), counts.most());
    }

    private String createdOfAny() {
        if (terms.hasFacets()) {
            return ListSql.countedPage(terms, ListProbes.sorted(terms, matching()));
        }
        String total = counts.areTotal() ? counts.most() : "select count(*) from (" + matching() + ") d";
        return ListSql.mergedPage(terms, new Streams(), total);
    }

    private String ofOtherTimes() {
        String read = CellSql.read(terms, terms.tagged("e.tags"));
        return counts.areTotal()
                ? ListSql.chosenPage(terms, counts.most(), ListProbes.sorted(terms, matching()), read)
                : "tagged as materialized (" + matching() + "), "
                        + ListSql.chosenPage(
                                terms,
                                "select count(*) from tagged",
                                ListProbes.sorted(terms, "select * from tagged"),
                                read);
    }

    private final class Streams implements ListSql.Streams {

        @Override
        public String take(String limit, String condition) {
            return """
                    select distinct r.at, r.id from unnest(%s) as s (tag) cross join lateral (
                        select t.created_at as at, t.id from memory_list.tags t
                        where t.user_id = :user_id and t.tag = s.tag collate "C"%s%s%s %s limit %s) r
                    """.formatted(
                            terms.tagArray(),
                            terms.dates(at()),
                            terms.order().after(at(), id()),
                            condition,
                            terms.order().by(at(), id()),
                            limit);
        }

        @Override
        public String at() {
            return "t.created_at";
        }

        @Override
        public String id() {
            return "t.id";
        }
    }
}
