-- Codes tell how vectors differ from the centres of their clusters. Their table has another name, so that a server of an
-- older version neither reads them nor adds others. Clusters are made again: until then, passages are compared one by
-- one. Passages are locked first, as by searches.
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
delete from embedding_clusters;
drop table embedding_codes;

-- The codes of the passages in the clusters of large users: pages of entries, each with the id of a text, the number of
-- a passage, and its code. A search reads those of the clusters that are nearest to its question.
create table embedding_code_pages (
    model_id integer not null,
    user_id uuid not null,
    cluster integer not null,
    page bigint generated always as identity,
    entries bytea not null,
    primary key (model_id, user_id, cluster, page)
);
-- Codes cannot be compressed.
alter table embedding_code_pages alter column entries set storage external;
