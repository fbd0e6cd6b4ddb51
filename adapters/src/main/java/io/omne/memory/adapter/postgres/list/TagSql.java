package io.omne.memory.adapter.postgres.list;

import java.util.function.Supplier;

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
                    case UPDATED_AT, OCCURRED_AT, ACCESSED_AT -> inAnyOrder();
                };
    }

    private String matching(Supplier<String> limit) {
        return "matching as materialized (" + (terms.hasFacets() ? cells.matching() : rows.counted("", limit)) + "), ";
    }

    private String createdOfAll() {
        String walked = ListProbes.sorted(terms, rows.walked(terms.facets("e")));
        return terms.isCounted() && !counts.areTotal()
                ? matching(terms::known)
                        + ListPages.chosenPage(
                                terms,
                                ListPages.counted(terms),
                                "c.exact",
                                ListProbes.sorted(terms, "select * from matching"),
                                walked)
                : ListPages.page(terms, walked, () -> ListPages.stored(counts.most()));
    }

    private String createdOfAny() {
        if (terms.hasFacets()) {
            return inAnyOrder();
        }
        return counts.areTotal()
                ? MergedPage.of(terms, new Streams(), () -> ListPages.stored(counts.most()))
                : matching(() -> terms.counted() + " + 1")
                        + MergedPage.of(terms, new Streams(), () -> ListPages.counted(terms));
    }

    private String inAnyOrder() {
        String condition = terms.tagged("e.tags");
        return counts.areTotal()
                ? ListPages.chosenPage(
                        terms,
                        ListPages.stored(counts.most()),
                        "c.memories <= " + terms.collected(),
                        ListProbes.sorted(terms, rows.matching("")),
                        CellSql.read(terms, condition))
                : matching(terms::known) + CellSql.tried(terms, ListPages.counted(terms), condition);
    }

    private final class Streams implements MergedPage.Streams {

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
