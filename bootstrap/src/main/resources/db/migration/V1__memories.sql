create extension if not exists vector;

-- The state of every memory. Commands read and write it; its secondary indexes are kept few, for every write pays for
-- them. The owner comes first in the key, so that one user's memories lie together and the table can be spread by owner.
create table memories (
    user_id uuid not null,
    id uuid not null,
    content text not null,
    memory_type text not null,
    source text not null,
    source_id text,
    title text,
    tags text[] not null,
    -- json, not jsonb: it gives back what was sent, numbers of any size included
    metadata json not null,
    conversation_id uuid,
    embedding_status text not null
        check (embedding_status in ('pending', 'processing', 'completed', 'failed')),
    embedding_model text,
    embedding_updated_at timestamptz,
    embedding_error_code text,
    embedding_error_message text,
    -- failed attempts while pending or failed; the number of the attempt while processing
    embedding_attempts int not null,
    -- while pending: not to be claimed before; while processing: when the lease runs out
    embedding_due_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    accessed_at timestamptz not null,
    deleted_at timestamptz,
    revision int not null,
    version int not null,
    sequence bigint not null,
    primary key (user_id, id)
);

-- The embedding queue, and the leases on what was taken from it.
create index idx_memories_pending_embeddings on memories (embedding_due_at)
    where embedding_status = 'pending' and deleted_at is null;
create index idx_memories_leased_embeddings on memories (embedding_due_at)
    where embedding_status = 'processing' and deleted_at is null;

create index idx_memories_user_created on memories (user_id, created_at desc, id desc)
    where deleted_at is null;

-- Moves whenever Redis could not be told of a write: what was cached before is not believed any more.
create sequence cache_epoch;
