package io.omne.memory.adapter.postgres.list;

/// Builds lookups for each row of `d`, which has the columns `created_at` and `id`.
final class ListProbes {

    private ListProbes() {}

    /// Selects `at`, the time that the list is sorted by, and `id` of the rows, from the start of the page.
    static String sorted(ListConditions terms, String rows) {
        return switch (terms.by()) {
            case CREATED_AT -> "select d.created_at as at, d.id from (%s) d where true".formatted(rows);
            case UPDATED_AT, OCCURRED_AT -> {
                String at = terms.order().at("e");
                yield "select %s as at, d.id from (%s) d %s where true%s"
                        .formatted(at, rows, entry(""), terms.order().after(at, "d.id"));
            }
            case ACCESSED_AT ->
                "select a.accessed_at as at, d.id from (%s) d cross join lateral (%s) a where true%s"
                        .formatted(rows, AccessSql.of("d.id"), terms.order().after("a.accessed_at", "d.id"));
        };
    }

    /// Joins the memory as `e`, if it meets a condition.
    static String entry(String condition) {
        return """
                cross join lateral (
                    select e.created_at, e.updated_at, e.occurred_at from memory_list.entries e
                    where e.user_id = :user_id and e.id = d.id%s limit 1) e""".formatted(condition);
    }
}
