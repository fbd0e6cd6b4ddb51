package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;

/// The statements that find the nearest passages of a user.
///
/// Passages that are in no cluster are compared with the question, each of them. Of the others, the pages of the
/// clusters whose centres are nearest are read, up to a number of passages. The vectors of those whose codes are
/// nearest are compared by a second statement. A user without clusters is searched exactly.
///
/// The planner has no choice to make. The owner comes from a materialised step, so each table is read by the index
/// that begins with the owner, and never as a whole. Vectors are fetched one by one, by their key.
final class NearestSql {

    /// How many codes are compared, about, for each unit of the square root of all.
    static final int CODES = 200;

    /// `$1` question, `$2` owner, `$3` model, `$4` passages, `$5` codes, `$6` selected texts.
    static final int PARAMETERS = 6;

    private NearestSql() {}

    /// How many of a user's codes are compared, about: 63,000 of 100,000, and 200,000 of a million. At least 16,000
    /// are, also where clusters were not counted yet.
    static long codes(long passages) {
        return Math.min(passages, Math.max(16_000, (long) (CODES * Math.sqrt((double) passages))));
    }

    /// One row has the nearest of the passages in no cluster, in the column `matches`. Each other row is of one of
    /// the nearest clusters: `entries` has its entries, `centre` the inner product of its centre and the question,
    /// and `passages` how many passages all clusters have. About {@link #codes} of these are read. If a filter
    /// leaves a share of the texts, more are read in proportion.
    ///
    /// @param selection uses parameters after these
    static String pages(IndexedModel model, SelectionSql selection) {
        return """
                with question as materialized (
                    select cast($1 as halfvec) as vector, cast($2 as uuid) as owner),
                near as materialized (
                    select cluster, passages, centroid <#> (select vector from question) as distance
                    from embedding_clusters where model_id = $3 and user_id = $2),
                searched as materialized (
                    select cluster, distance from (
                        select cluster, distance, sum(passages) over (order by distance, cluster) - passages as before
                        from near) as ordered
                    where before < (
                        select greatest(16000.0, $5 * sqrt(sum(passages)))
                            * greatest(1.0, sum(passages) / cast($6 as float8))
                        from near))
                select (%s) as matches, cast(null as bytea) as entries, cast(null as float8) as centre,
                    cast(null as bigint) as passages
                union all
                select cast(null as bytea), p.entries, -s.distance, (select sum(passages) from near)
                from question cross join searched s cross join lateral (
                    select string_agg(entries, cast('' as bytea)) as entries from embedding_code_pages
                    where model_id = $3 and user_id = question.owner and cluster = s.cluster) p""".formatted(MatchReads.packed(inNoCluster(model, selection)));
    }

    private static String inNoCluster(IndexedModel model, SelectionSql selection) {
        return """
                select p.* from question cross join lateral (
                    select entry_id, span_start, span_end, embedding <#> question.vector as distance
                    from %s where user_id = question.owner and cluster is null %s offset 0) p
                order by p.distance limit $4""".formatted(PassageTables.name(model), selection.condition());
    }

    /// Compares the vectors of some passages: `$1` question, `$2` owner, `$3` texts, `$4` numbers of passages, `$5`
    /// how many are wanted.
    static String compared(IndexedModel model) {
        return """
                select p.* from unnest(cast($3 as uuid[]), cast($4 as int2[])) as k (entry_id, passage)
                    cross join lateral (
                        select entry_id, span_start, span_end, embedding <#> (select cast($1 as halfvec)) as distance
                        from %s where user_id = $2 and entry_id = k.entry_id and passage = k.passage offset 0) p
                order by p.distance limit $5""".formatted(PassageTables.name(model));
    }
}
