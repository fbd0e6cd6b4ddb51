-- How often the instance that embedded a memory was lost, and the fencing token of the claim that it is processed
-- under: the sequence of the event that made the claim. Rows in processing get theirs with their next claim.
alter table memories add column embedding_losses int not null default 0;
alter table memories add column embedding_claim bigint;

-- What failed before is taken apart from what is new.
create index idx_memories_suspect_embeddings on memories (user_id, embedding_due_at)
    where embedding_status = 'pending' and deleted_at is null and (embedding_attempts > 0 or embedding_losses > 0);

do $$
declare
    list text;
    source text := pg_get_functiondef('create_memory_list(text)'::regprocedure);
begin
    -- The one that serves, and one that may be under construction.
    for list in select nspname from pg_namespace where nspname in ('memory_list', 'memory_list_next') loop
        execute format('alter table %I.entries add column embedding_losses int not null default 0', list);
        execute format('alter table %I.entries add column embedding_claim bigint', list);
    end loop;

    -- The next ones: the function is the same but for the two columns.
    if position('sequence bigint not null' in source) = 0 then
        raise exception 'create_memory_list is not as it was made';
    end if;
    execute replace(source, 'sequence bigint not null',
        'sequence bigint not null, embedding_losses int not null default 0, embedding_claim bigint');
end $$;

-- The backlog of a change of the model has claims and losses of its own.
alter table model_backlog
    -- whether somebody has claimed it and has not said what became of it
    add column held boolean not null default false,
    add column claim bigint not null default 0,
    add column losses int not null default 0;
create sequence model_backlog_claims;
