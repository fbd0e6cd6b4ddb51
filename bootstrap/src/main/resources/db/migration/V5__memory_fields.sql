-- When what a memory tells of happened, which memories of its owner it is related to, and which one took its place.
alter table memories
    add column occurred_at timestamptz,
    add column related_memories uuid[] not null default '{}',
    add column superseded_by uuid;

-- The same in the list, in its functions first.
create or replace function create_memory_list(list text) returns void
    language plpgsql set search_path from current as $$
begin
    execute format('create schema %I', list);
    perform set_config('search_path', quote_ident(list), true);

    -- Memories that are not deleted, folded from their events.
    create table entries (
        user_id uuid not null,
        id uuid not null,
        content text not null,
        memory_type text not null,
        source text not null,
        source_id text,
        title text,
        tags text[] not null,
        metadata json not null,
        conversation_id uuid,
        embedding_status text not null,
        embedding_model text,
        embedding_updated_at timestamptz,
        embedding_error_code text,
        embedding_error_message text,
        embedding_attempts int not null,
        embedding_due_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        revision int not null,
        version int not null,
        sequence bigint not null,
        embedding_losses int not null default 0,
        embedding_claim bigint,
        occurred_at timestamptz,
        related_memories uuid[] not null default '{}',
        superseded_by uuid
    );

    -- One row for each tag of each memory.
    create table tags (
        user_id uuid not null,
        tag text collate "C" not null,
        created_at timestamptz not null,
        id uuid not null
    );

    -- How many memories a user has of each status, type and source, so that no query counts them.
    create table cells (
        user_id uuid not null,
        embedding_status text not null,
        memory_type text not null,
        source text not null,
        memories bigint not null,
        primary key (user_id, embedding_status, memory_type, source)
    );

    -- How many memories have a tag (`other` is empty), and how many have two (`tag` sorts before `other`).
    create table tag_counts (
        user_id uuid not null,
        tag text collate "C" not null,
        other text collate "C" not null,
        memories bigint not null,
        primary key (user_id, tag, other)
    );
end $$;

create or replace function index_memory_list(list text) returns void
    language plpgsql set search_path from current as $$
begin
    perform set_config('search_path', quote_ident(list), true);
    alter table entries add primary key (user_id, id);
    create index idx_memories_user_created on entries (user_id, created_at, id);
    create index idx_memories_user_updated on entries (user_id, updated_at, id);
    -- A list of some statuses, types and sources merges as many ranges of this index, however many memories there are.
    create index idx_memories_user_embedding_status
        on entries (user_id, embedding_status, memory_type, source, created_at, id);
    -- The time that a memory tells of, or that of its creation: for lists in this order, and of a time.
    create index idx_memories_user_occurred on entries (user_id, coalesce(occurred_at, created_at), id);
    -- A conversation is read without the user's other memories.
    create index idx_memories_user_conversation on entries (user_id, conversation_id, created_at, id)
        where conversation_id is not null;
    -- Few memories are superseded, and most searches leave them out.
    create index idx_memories_user_superseded on entries (user_id, id) where superseded_by is not null;
    alter table tags add primary key (user_id, tag, created_at, id);
end $$;

alter table memory_list.entries
    add column occurred_at timestamptz,
    add column related_memories uuid[] not null default '{}',
    add column superseded_by uuid;
create index idx_memories_user_occurred on memory_list.entries (user_id, coalesce(occurred_at, created_at), id);
create index idx_memories_user_conversation on memory_list.entries (user_id, conversation_id, created_at, id)
    where conversation_id is not null;
create index idx_memories_user_superseded on memory_list.entries (user_id, id) where superseded_by is not null;
