package io.omne.recall.adapter.postgres.words;

import io.omne.database.adapter.postgres.PackedSql;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryIds;
import io.omne.memory.api.SelectedMemories.Selection;
import java.util.Collection;
import java.util.UUID;

/// The statements that read memories of the index of words.
final class WordSql {

    private static final String EVERYTHING = "cardinality(cast(:ids as uuid[])) = 0";

    private WordSql() {}

    /// The ids of memories by their numbers, packed: number, id and terms.
    static String ids(boolean withTerms) {
        return """
                select %s from indexed_memories where user_id = :user_id and number = any(:numbers)""".formatted(PackedSql.rows(
                PackedSql.int8("number"),
                PackedSql.uuid("memory_id"),
                PackedSql.bytes(withTerms ? "terms" : "cast('' as bytea)")));
    }

    /// Memories with their neighbours, packed: {@link IndexedRow}. Rows are looked up in a lateral step, so that the
    /// planner does not keep a copy of each for another lookup, which never comes.
    static String around(Selection selection) {
        String condition = condition(selection);
        return """
                with named as (
                    select w.number, w.conversation_id, w.happened_at from indexed_memories w
                    where w.user_id = :user_id and w.memory_id = any(:named) and %1$s),
                wanted as (select number from named %2$s %3$s)
                select %4$s from wanted n cross join lateral (
                    select * from indexed_memories w where w.user_id = :user_id and w.number = n.number limit 1) w""".formatted(
                        condition,
                        neighbours("<", condition, "desc"),
                        neighbours(">", condition, "asc"),
                        PackedSql.orderedRows("w.conversation_id, w.happened_at, w.number", IndexedRow.columns("w")));
    }

    private static String neighbours(String side, String condition, String order) {
        return """
                union
                select n.number from named h cross join lateral (
                    select w.number from indexed_memories w
                    where w.user_id = :user_id and w.conversation_id = h.conversation_id
                        and (w.happened_at, w.number) %1$s (h.happened_at, h.number) and %2$s
                    order by w.happened_at %3$s, w.number %3$s limit :neighbours) n
                """.formatted(side, condition, order);
    }

    /// The memories in and before or behind a period, packed: id and time.
    static String nearest(Selection selection) {
        return """
                select %2$s from (
                    (select memory_id, happened_at from indexed_memories w
                        where user_id = :user_id and happened_at >= :from and %1$s
                        order by happened_at, number limit :limit)
                    union all
                    (select memory_id, happened_at from indexed_memories w
                        where user_id = :user_id and happened_at < :from and %1$s
                        order by happened_at desc, number desc limit :limit)) n""".formatted(
                condition(selection), PackedSql.rows(PackedSql.uuid("memory_id"), PackedSql.time("happened_at")));
    }

    /// The time of the newest memory, packed.
    static String newest(Selection selection) {
        return """
                select %s from (
                    select happened_at from indexed_memories w
                    where user_id = :user_id and happened_at <= :until and %s
                    order by happened_at desc limit 1) n""".formatted(PackedSql.rows(PackedSql.time("happened_at")), condition(selection));
    }

    /// Uses a subquery: PostgreSQL makes a hash table of it.
    private static String condition(Selection selection) {
        return switch (selection) {
            case Selection.Everything _ -> EVERYTHING;
            case Selection.AllBut(MemoryIds ids) when ids.values().isEmpty() -> EVERYTHING;
            case Selection.Only _ -> "w.memory_id in (select unnest(cast(:ids as uuid[])))";
            case Selection.AllBut _ -> "w.memory_id not in (select unnest(cast(:ids as uuid[])))";
        };
    }

    /// The ids that the statements take as `ids`.
    static UUID[] ids(Selection selection) {
        return switch (selection) {
            case Selection.Everything _ -> new UUID[0];
            case Selection.Only(MemoryIds ids) -> ids.values().toArray(UUID[]::new);
            case Selection.AllBut(MemoryIds ids) -> ids.values().toArray(UUID[]::new);
        };
    }

    static UUID[] values(Collection<MemoryId> ids) {
        return ids.stream().map(MemoryId::value).toArray(UUID[]::new);
    }
}
