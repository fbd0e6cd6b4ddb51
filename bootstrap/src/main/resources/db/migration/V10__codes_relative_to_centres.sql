-- A code has the signs of the differences between a vector and the centre of its cluster, and a factor. Clusters are
-- made again: until then, passages are compared one by one.
truncate embedding_codes;
delete from embedding_clusters;
do $$
declare
    model record;
begin
    for model in select id from embedding_models where state <> 'dropped' order by id loop
        execute format('alter table embedding_passages_%s drop column cluster', model.id);
        execute format('alter table embedding_passages_%s add column cluster integer', model.id);
        execute format('create index embedding_passages_%s_exact on embedding_passages_%1$s (user_id)'
            ' where cluster is null', model.id);
        execute format('create index embedding_passages_%s_clusters on embedding_passages_%1$s (user_id, cluster)'
            ' where cluster is not null', model.id);
    end loop;
end $$;
