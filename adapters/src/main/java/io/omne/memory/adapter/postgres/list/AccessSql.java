package io.omne.memory.adapter.postgres.list;

/// The lookup of the time when a memory was last accessed.
final class AccessSql {

    private AccessSql() {}

    /// Selects `accessed_at`, or no row. It is a lookup in the primary key, whatever the planner expects: the index by
    /// time has all columns as well, and reading it alone looks as cheap, but it reads all memories of the user. It
    /// does not have `ctid`.
    ///
    /// @param id an expression
    static String of(String id) {
        return """
                select a.accessed_at from memory_accesses a
                where a.user_id = :user_id and a.id = %s and a.ctid is not null limit 1""".formatted(id);
    }
}
