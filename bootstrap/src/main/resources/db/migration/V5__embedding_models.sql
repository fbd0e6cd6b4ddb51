-- Whose vectors are kept. Each model's are in a table of their own, embedding_passages_<id>, with its dimension: so the
-- vectors of a new model can be made beside those that readers use, and the old ones be dropped at once.
create table embedding_models (
    id int generated always as identity primary key,
    provider text not null,
    model text not null,
    dimension int not null,
    state text not null check (state in ('serving', 'next', 'retired', 'dropped')),
    retired_at timestamptz
);
create unique index idx_embedding_models_serving on embedding_models (state) where state in ('serving', 'next');

-- What there is was made by the only model there was.
do $$
begin
    if exists (select from memories) then
        insert into embedding_models (provider, model, dimension, state)
            values ('local', 'bge-small-en-v1.5', 384, 'serving');
        alter table embedding_passages rename to embedding_passages_1;
        alter index embedding_passages_pkey rename to embedding_passages_1_pkey;
    else
        drop table embedding_passages;
    end if;
end $$;

-- The change of the model that is under way. Of memories whose user and id come up to listed_user and listed_id, the
-- backlog has those that were completed when it began.
create table model_changes (
    model_id int primary key,
    paused boolean not null default false,
    per_second int check (per_second > 0),
    next_claim_at timestamptz not null,
    listed boolean not null default false,
    listed_user uuid not null default '00000000-0000-0000-0000-000000000000',
    listed_id uuid not null default '00000000-0000-0000-0000-000000000000',
    done bigint not null default 0,
    started_at timestamptz not null
);

-- The memories that have yet to get vectors of the next model.
create table model_backlog (
    model_id int not null,
    user_id uuid not null,
    id uuid not null,
    -- not to be taken before; infinity where it was given up
    due_at timestamptz not null,
    attempts int not null default 0,
    error_code text,
    error_message text,
    primary key (model_id, user_id, id)
);
create index idx_model_backlog_due on model_backlog (model_id, due_at);

-- User by user: nobody waits for all that another has brought in.
drop index idx_memories_pending_embeddings;
create index idx_memories_pending_embeddings on memories (user_id, embedding_due_at)
    where embedding_status = 'pending' and deleted_at is null;
