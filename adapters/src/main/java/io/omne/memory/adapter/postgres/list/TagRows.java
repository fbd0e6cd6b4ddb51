package io.omne.memory.adapter.postgres.list;

import java.util.function.Supplier;

/// Builds the SQL that reads the rows of tags, which are in the order of creation.
final class TagRows {

    private static final String OF_SECOND = """
            o.user_id = :user_id and o.tag = (select r.tag from ranked r where r.rank = 2)
                and o.created_at = d.created_at and o.id = d.id""";

    private final ListConditions terms;
    private final int count;

    TagRows(ListConditions terms) {
        this.terms = terms;
        this.count = terms.tags().size();
    }

    /// The table that {@link #matching} needs beside those of {@link TagCounts}, if a memory must have all tags. It
    /// decides how the second tag is read: side by side with the first, or by probes if it is far more frequent.
    String tables() {
        return !terms.isOfAll() || count == 1 ? "" : """
                , way as materialized (
                    select p.fewest > 0 and o.memories <= %1$s * d.memories as beside,
                        p.fewest > 0 and o.memories > %1$s * d.memories as probe
                    from pairs p, ranked d, ranked o where d.rank = 1 and o.rank = 2)""".formatted(terms.probeCost());
    }

    /// Selects `created_at` and `id` of the memories with the tags that meet a further condition on the entry `e`;
    /// the condition may be empty.
    String matching(String condition) {
        return terms.isOfAll() ? ofAll(condition, "") : ofAny(condition);
    }

    /// Selects them all if they are fewer than the limit, and otherwise at least as many as the limit.
    String counted(String condition, Supplier<String> limit) {
        return terms.isOfAll()
                ? ofAll(condition, "")
                : """
                select distinct r.created_at, r.id from unnest(%s) as s (tag) cross join lateral (
                    select d.created_at, d.id from memory_list.tags d %s
                    where d.user_id = :user_id and d.tag = s.tag collate "C"%s%s limit %s) r
                """.formatted(
                                terms.tagArray(),
                                condition.isEmpty() ? "" : ListProbes.entry(condition),
                                terms.dates("d.created_at"),
                                terms.order().afterCreation("d.created_at", "d.id"),
                                limit.get());
    }

    /// Selects those that the page can reach if it is sorted by creation. The result itself is not sorted.
    String walked(String condition) {
        return ofAll(condition, terms.order().by("created_at", "id") + " limit " + terms.reach());
    }

    private String ofAny(String condition) {
        String rows = """
                select distinct t.created_at, t.id from memory_list.tags t
                where t.user_id = :user_id and t.tag = any(%s)%s%s
                """.formatted(
                terms.tagArray(), terms.dates("t.created_at"), terms.order().afterCreation("t.created_at", "t.id"));
        return condition.isEmpty()
                ? rows
                : "select d.created_at, d.id from (" + rows + ") d " + ListProbes.entry(condition);
    }

    private String ofAll(String condition, String end) {
        return count == 1
                ? "(" + ofRarest("", condition, "") + end + ")"
                : "(" + ofRarest(beside(), condition, " and (select w.beside from way w)") + end + ") union all ("
                        + ofRarest(probe(), condition, " and (select w.probe from way w)") + end + ")";
    }

    /// The rows of the rarest tag, joined to those of the second rarest. Further tags are checked in the memory
    /// itself.
    private String ofRarest(String second, String condition, String way) {
        String conditions = condition + (count > 2 ? terms.tagged("e.tags") : "");
        return """
                select d.created_at, d.id from memory_list.tags d %s %s
                where d.user_id = :user_id and d.tag = (select r.tag from ranked r where r.rank = 1)%s%s%s
                """.formatted(
                        second,
                        conditions.isEmpty() ? "" : ListProbes.entry(conditions),
                        terms.dates("d.created_at"),
                        terms.order().afterCreation("d.created_at", "d.id"),
                        way);
    }

    /// Repeats for the second tag the conditions on where its rows begin and end, so that neither tag is read from
    /// the start.
    private String beside() {
        return "join memory_list.tags o on " + OF_SECOND + terms.dates("o.created_at")
                + terms.order().afterCreation("o.created_at", "o.id");
    }

    private static String probe() {
        return "cross join lateral (select from memory_list.tags o where " + OF_SECOND + " limit 1) o";
    }
}
