-- The centres of the clusters into which the passages of a user with many of them are divided. Cluster 0 has no
-- passages: its centre is the mean of all, from which the codes of passages are counted.
create table embedding_clusters (
    model_id integer not null,
    user_id uuid not null,
    cluster integer not null,
    passages integer not null default 0,
    centroid halfvec not null,
    primary key (model_id, user_id, cluster)
);

-- Where a passage is in its text, by code points, which is null for passages that were stored before. Which cluster a
-- passage is in, and the code of its vector (see CodeSql); null for passages that are compared one by one.
do $$
declare
    model record;
begin
    for model in select id, dimension from embedding_models where state <> 'dropped' order by id loop
        execute format('alter table embedding_passages_%s add column span_start integer, add column span_end integer,'
            ' add column cluster integer, add column code bit(%s)', model.id, model.dimension + model.dimension / 2 * 2);
        execute format('alter table embedding_passages_%s set (autovacuum_vacuum_scale_factor = 0.05,'
            ' autovacuum_vacuum_insert_scale_factor = 0.05)', model.id);
        execute format('create index embedding_passages_%s_exact on embedding_passages_%1$s (user_id)'
            ' where cluster is null', model.id);
        execute format('create index embedding_passages_%s_clusters on embedding_passages_%1$s (user_id, cluster)'
            ' include (entry_id, passage, code) where cluster is not null', model.id);
    end loop;
end $$;
