package io.omne.recall.adapter.postgres.words;

import io.omne.memory.MemoryId;
import io.omne.memory.MemoryIds;
import io.omne.memory.api.SelectedMemories.Selection;
import java.util.Collection;
import java.util.UUID;

/// The statements that read the index of words.
final class WordSql {

    /// Reads in one statement, so that all is as of one moment: the blocks, their pages with the forms, the memories
    /// in no block, and where the memories are that the selection names.
    static final String CORPUS = """
            with blocks as materialized (
                select first, last, memories, length, gone from word_blocks where user_id = :user_id)
            select 0::bigint as kind, first, last, memories::bigint, length, gone as data from blocks
            union all
            select 1, w.first, 0, 0, 0, w.page from (%s) w
            union all
            select 2, 0, 0, 0, 0, %s from indexed_memories m
                where user_id = :user_id and number > coalesce((select max(last) from blocks), 0)
            union all
            select 3, number, length, 0, 0, null from indexed_memories
                where user_id = :user_id and memory_id = any(:ids)""".formatted(pages(), LooseRows.SQL);

    /// The pages with further forms, and those with all forms that begin with a prefix.
    static final String PAGES = """
            with blocks as materialized (select first from word_blocks where user_id = :user_id)
            select 1::bigint as kind, w.first, 0::bigint as last, 0::bigint as memories, 0::bigint as length,
                w.page as data from (%s) w
            union all
            select 1, b.first, 0, 0, 0, p.page
                from blocks b cross join unnest(cast(:prefixes as text[])) as x (prefix) cross join lateral (
                    select p.page from word_pages p where p.user_id = :user_id and p.first = b.first
                        and p.form > x.prefix and p.form < x.prefix || chr(1114111) order by p.form limit 1000) p""".formatted(pages());

    /// A page has the forms from its own up to that of the next page.
    private static String pages() {
        return """
                select k.first, p.page from (
                    select distinct b.first, q.form
                    from blocks b cross join unnest(cast(:forms as text[])) as f (form) cross join lateral (
                        select q.form from word_pages q
                        where q.user_id = :user_id and q.first = b.first and q.form <= f.form
                        order by q.form desc limit 1) q) k
                cross join lateral (
                    select p.page from word_pages p
                    where p.user_id = :user_id and p.first = k.first and p.form = k.form limit 1) p""";
    }

    private static final String COLUMNS =
            "w.number, w.memory_id, w.conversation_id, w.happened_at, w.speaker, w.length, w.marks, w.terms, w.pieces";

    private WordSql() {}

    /// The ids of memories by their numbers.
    static String ids(boolean withTerms) {
        return """
                select number, memory_id%s from indexed_memories
                where user_id = :user_id and number = any(:numbers)""".formatted(withTerms ? ", terms" : "");
    }

    /// Memories with their neighbours.
    static String around(Selection selection) {
        String condition = condition(selection);
        return """
                with named as (
                    select w.number, w.conversation_id, w.happened_at from indexed_memories w
                    where w.user_id = :user_id and w.memory_id = any(:named) and %1$s),
                wanted as (select number from named %2$s %3$s)
                select %4$s from wanted n join indexed_memories w on w.user_id = :user_id and w.number = n.number
                order by w.conversation_id, w.happened_at, w.number""".formatted(condition, neighbours("<", condition, "desc"), neighbours(">", condition, "asc"), COLUMNS);
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

    /// The memories in and before or behind a period, nearest first.
    static String nearest(Selection selection) {
        return """
                (select memory_id, happened_at from indexed_memories w
                    where user_id = :user_id and happened_at >= :from and %1$s
                    order by happened_at, number limit :limit)
                union all
                (select memory_id, happened_at from indexed_memories w
                    where user_id = :user_id and happened_at < :from and %1$s
                    order by happened_at desc, number desc limit :limit)""".formatted(condition(selection));
    }

    static String newest(Selection selection) {
        return """
                select happened_at from indexed_memories w
                where user_id = :user_id and happened_at <= :until and %s
                order by happened_at desc limit 1""".formatted(condition(selection));
    }

    /// Uses a subquery: PostgreSQL makes a hash table of it.
    private static String condition(Selection selection) {
        return switch (selection) {
            case Selection.Everything _ -> "cardinality(cast(:ids as uuid[])) = 0";
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
