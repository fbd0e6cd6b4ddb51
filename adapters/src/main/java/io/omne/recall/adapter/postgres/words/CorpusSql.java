package io.omne.recall.adapter.postgres.words;

import io.omne.database.adapter.postgres.PackedSql;

/// The statements that read what a search by words needs: blocks, pages, and memories in no block.
///
/// Arrays are read by subqueries, so that a plan for their values costs no less than a generic one: PostgreSQL would
/// plan each search anew, which takes as long as the search.
final class CorpusSql {

    /// Reads in one statement, so that all is as of one moment. Each column of its only row has packed rows: the
    /// blocks, their pages with the forms, the versions of the memories in no block, those of these memories whose
    /// number is greater than that of all known ones, and where the memories are that the selection names. The
    /// version of a row is its number and the transaction that wrote it: rows are never updated.
    static final String CORPUS = """
            with blocks as materialized (
                select first, last, memories, length, gone from word_blocks where user_id = :user_id)
            select (select %s from blocks) as blocks,
                (select %s from (%s) w) as pages,
                l.versions, l.loose,
                (select %s from indexed_memories where user_id = :user_id and memory_id = any(array(select unnest(:ids)))) as selected
            from (select %s as versions, %s filter (where number > :known) as loose
                from indexed_memories m where user_id = :user_id
                    and number > coalesce((select max(last) from blocks), 0)) l
            """.formatted(
                    PackedSql.rows(
                            PackedSql.int8("first"),
                            PackedSql.int8("last"),
                            PackedSql.int8("memories"),
                            PackedSql.int8("length"),
                            PackedSql.bytes("gone")),
                    packedPages(),
                    pages(),
                    PackedSql.rows(PackedSql.int8("number"), PackedSql.int4("length")),
                    PackedSql.rows(PackedSql.int8("number"), PackedSql.xid("xmin")),
                    PackedSql.rows(IndexedRow.columns("m")));

    /// The pages with further forms, and those with all forms that begin with a prefix, packed: the first and
    /// the last number of the block, and the page.
    static final String PAGES = """
            with blocks as materialized (select first, last from word_blocks where user_id = :user_id)
            select %s from (
                %s
                union all
                select b.first, b.last, p.page
                from blocks b cross join unnest(cast(:prefixes as text[])) as x (prefix) cross join lateral (
                    select p.page from word_pages p where p.user_id = :user_id and p.first = b.first
                        and p.form > x.prefix and p.form < x.prefix || chr(1114111) order by p.form limit 1000) p) w
            """.formatted(packedPages(), pages());

    private CorpusSql() {}

    private static String packedPages() {
        return PackedSql.rows(PackedSql.int8("w.first"), PackedSql.int8("w.last"), PackedSql.bytes("w.page"));
    }

    /// A page has the forms from its own up to that of the next page.
    private static String pages() {
        return """
                select k.first, k.last, p.page from (
                    select distinct b.first, b.last, q.form
                    from blocks b cross join unnest(array(select unnest(cast(:forms as text[])))) as f (form) cross join lateral (
                        select q.form from word_pages q
                        where q.user_id = :user_id and q.first = b.first and q.form <= f.form
                        order by q.form desc limit 1) q) k
                cross join lateral (
                    select p.page from word_pages p
                    where p.user_id = :user_id and p.first = k.first and p.form = k.form limit 1) p""";
    }
}
