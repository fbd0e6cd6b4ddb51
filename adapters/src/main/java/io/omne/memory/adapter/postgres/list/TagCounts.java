package io.omne.memory.adapter.postgres.list;

/// Builds tables of the stored counts of the tags. `ranked` has the number of memories with each tag, the rarest
/// first. `pairs` has the number of memories with two of the tags, for the rarest pair.
final class TagCounts {

    private final ListConditions terms;
    private final int count;

    TagCounts(ListConditions terms) {
        this.terms = terms;
        this.count = terms.tags().size();
    }

    String tables() {
        return count == 1 ? ranked() : ranked() + ", " + pairs();
    }

    /// Whether the query has no conditions but tags, and so few tags that {@link #most} is the total.
    boolean areTotal() {
        return count <= 2 && !terms.hasFacets() && !terms.hasDates();
    }

    /// The upper bound of the number of memories with the tags. With one or two tags it is the exact number.
    String most() {
        if (count == 1) {
            return "select r.memories from ranked r";
        }
        if (terms.isOfAll()) {
            return "select p.fewest from pairs p";
        }
        return "select cast(sum(r.memories) as bigint)%s from ranked r"
                .formatted(count == 2 ? " - (select p.fewest from pairs p)" : "");
    }

    private String ranked() {
        return """
                ranked as materialized (
                    select s.tag, coalesce(c.memories, 0) as memories,
                        row_number() over (order by coalesce(c.memories, 0), s.tag) as rank
                    from unnest(%s) as s (tag) left join lateral (
                        select c.memories from memory_list.tag_counts c
                        where c.user_id = :user_id and c.tag = s.tag collate "C" and c.other = ''
                        limit 1) c on true)""".formatted(terms.tagArray());
    }

    private static String pairs() {
        return """
                pairs as materialized (
                    select min(coalesce(c.memories, 0)) as fewest
                    from ranked s join ranked o on s.tag collate "C" < o.tag collate "C" left join lateral (
                        select c.memories from memory_list.tag_counts c
                        where c.user_id = :user_id and c.tag = s.tag collate "C" and c.other = o.tag collate "C"
                        limit 1) c on true)""";
    }
}
