package io.omne.memory.adapter.postgres.list;

/// The lookup of the time when a memory was last accessed.
final class AccessSql {

    private AccessSql() {}

    /// Selects `accessed_at`, or no row, by the primary key. The index by time has all columns as well, and to read
    /// it alone looks as cheap to the planner, but reads all memories of the user. That index does not have `ctid`.
    /// The condition is always true, and the planner does not know this.
    ///
    /// @param id an expression
    static String of(String id) {
        return """
                select a.accessed_at from memory_accesses a
                where a.user_id = :user_id and a.id = %s and a.ctid <> '(0,0)' limit 1""".formatted(id);
    }
}
