package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;

/// The statement that finds the nearest passages of a user.
///
/// Passages that are in no cluster are compared with the question, each of them. Of the others, the clusters whose
/// centres are nearest are read, up to a number of passages: first the bits of their codes are compared, which stand
/// in the index, and then the vectors of the best of these. A user without clusters is searched exactly.
///
/// The planner has no choice to make. The owner comes from a materialised step, so each table is read by the index
/// that begins with the owner, and never as a whole. Vectors are fetched one by one, by their key.
final class NearestSql {

    /// How many codes are compared, about, for each unit of the square root of all: 40,000 of 100,000, and 126,000
    /// of a million. At least 16,000 are, also where clusters were not counted yet.
    static final int CODES = 126;

    /// The least number of vectors that are compared, of those whose codes are nearest.
    static final int LEAST_VECTORS = 1_500;

    /// How many times as many vectors are compared as passages are wanted.
    static final int VECTORS = 4;

    /// `$1` question, `$2` owner, `$3` model, `$4` passages, `$5` vectors, `$6` codes, `$7` selected texts.
    static final int PARAMETERS = 7;

    private NearestSql() {}

    /// @param selection uses parameters after these
    static String of(IndexedModel model, SelectionSql selection) {
        return """
                with question as materialized (
                    select cast($1 as halfvec) as vector, cast($2 as uuid) as owner),
                near as materialized (
                    select cluster, passages, centroid <#> (select vector from question) as distance
                    from embedding_clusters where model_id = $3 and user_id = $2 and cluster > 0),
                searched as materialized (
                    select cluster from (
                        select cluster, sum(passages) over (order by distance, cluster) - passages as before
                        from near) as ordered
                    where before < (
                        select greatest(16000.0, $6 * sqrt(sum(passages)))
                            * greatest(1.0, sum(passages) / cast($7 as float8))
                        from near)),
                asked as materialized (
                    select %3$s as code from question, embedding_clusters origin
                    where origin.model_id = $3 and origin.user_id = $2 and origin.cluster = 0),
                candidates as materialized (
                    select p.entry_id, p.passage from question cross join searched s cross join lateral (
                        select entry_id, passage, code from %1$s
                        where user_id = question.owner and cluster = s.cluster and cluster is not null %2$s
                        offset 0) p
                    order by p.code <~> (select code from asked) limit $5)
                select * from (
                    (select p.* from question cross join lateral (
                        select entry_id, span_start, span_end, embedding <#> question.vector as distance
                        from %1$s where user_id = question.owner and cluster is null %2$s offset 0) p
                    order by p.distance limit $4)
                    union all
                    (select p.* from candidates c cross join question cross join lateral (
                        select entry_id, span_start, span_end, embedding <#> question.vector as distance
                        from %1$s where user_id = question.owner and entry_id = c.entry_id and passage = c.passage
                        offset 0) p
                    order by p.distance limit $4)
                ) as nearest order by distance limit $4""".formatted(
                        PassageTables.name(model),
                        selection.condition(),
                        CodeSql.of(model, "question.vector - origin.centroid"));
    }
}
