create table if not exists plain_memories (
    id uuid primary key,
    user_id uuid not null,
    content text not null,
    memory_type text not null,
    source text not null,
    source_id text,
    title text,
    tags text[] not null,
    metadata jsonb not null,
    occurred_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    related_memories uuid[] not null,
    conversation_id uuid,
    version int not null
);
create index if not exists plain_memories_created on plain_memories (user_id, created_at, id)
    where deleted_at is null;
create index if not exists plain_memories_tags on plain_memories using gin (tags);
