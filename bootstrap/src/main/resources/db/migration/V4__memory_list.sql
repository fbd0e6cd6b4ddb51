drop index idx_memories_user_created;

-- When memories were last read. It is no event and no part of the list: a rebuild of the list leaves it alone, and a
-- read moves no index of the list.
create table memory_accesses (
    user_id uuid not null,
    id uuid not null,
    accessed_at timestamptz not null,
    primary key (user_id, id)
);
insert into memory_accesses (user_id, id, accessed_at)
    select user_id, id, accessed_at from memories where deleted_at is null;
create index idx_memories_user_accessed on memory_accesses (user_id, accessed_at, id);
alter table memories drop column accessed_at;

-- What owners wrote and the list does not show yet: stored with the write, removed with its projection. A list waits
-- for what was there when it was asked.
create table unlisted_writes (
    user_id uuid not null,
    number bigint not null generated always as identity,
    id uuid not null,
    -- the memory's own after the write
    sequence bigint not null,
    written_at timestamptz not null default clock_timestamp(),
    primary key (user_id, number)
);

-- Of what was there before, the list has nothing yet.
insert into unlisted_writes (user_id, id, sequence)
    select user_id, id, sequence from memories where deleted_at is null;

-- Signs what is handed out to be brought back.
create table signing_keys (
    purpose text primary key,
    key bytea not null
);
insert into signing_keys (purpose, key)
    values ('cursor', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- The read model of the lists is a schema, so that a new one can be built beside the one that serves and take its place
-- by its name. The migration calls these two functions, and so does a rebuild.
create function create_memory_list(list text) returns void
    language plpgsql set search_path from current as $$
begin
    execute format('create schema %I', list);
    perform set_config('search_path', quote_ident(list), true);

    -- Live memories, folded from their events.
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
        sequence bigint not null
    );

    -- One row for each tag of each memory.
    create table tags (
        user_id uuid not null,
        tag text collate "C" not null,
        created_at timestamptz not null,
        id uuid not null
    );

    -- How many memories a user has of each status, type and source: no list counts what it can look up.
    create table cells (
        user_id uuid not null,
        embedding_status text not null,
        memory_type text not null,
        source text not null,
        memories bigint not null,
        primary key (user_id, embedding_status, memory_type, source)
    );

    -- How many have a tag (then `other` is empty), and how many have two (then `tag` sorts before `other`).
    create table tag_counts (
        user_id uuid not null,
        tag text collate "C" not null,
        other text collate "C" not null,
        memories bigint not null,
        primary key (user_id, tag, other)
    );
end $$;

create function index_memory_list(list text) returns void
    language plpgsql set search_path from current as $$
begin
    perform set_config('search_path', quote_ident(list), true);
    alter table entries add primary key (user_id, id);
    create index idx_memories_user_created on entries (user_id, created_at, id);
    create index idx_memories_user_updated on entries (user_id, updated_at, id);
    -- A list of some statuses, types and sources merges as many ranges of this index, whatever the user's memories.
    create index idx_memories_user_embedding_status
        on entries (user_id, embedding_status, memory_type, source, created_at, id);
    alter table tags add primary key (user_id, tag, created_at, id);
end $$;

select create_memory_list('memory_list');
select index_memory_list('memory_list');

-- Axon's: how far each segment of each processor is, and the events that a processor could not take.
create table token_entry (
    processor_name text not null,
    segment int not null,
    token bytea,
    token_type text,
    timestamp text,
    owner text,
    primary key (processor_name, segment)
);
create table dead_letter_entry (
    dead_letter_identifier text primary key,
    processing_group text not null,
    sequence_identifier text not null,
    sequence_index bigint not null,
    message_type text not null,
    event_identifier text not null,
    time_stamp text not null,
    payload_type text not null,
    payload_revision text,
    payload bytea not null,
    meta_data bytea,
    aggregate_type text,
    aggregate_identifier text,
    sequence_number bigint,
    token_type text,
    token bytea,
    enqueued_at text not null,
    last_touched text,
    processing_started text,
    cause_type text,
    cause_message text,
    diagnostics bytea,
    unique (processing_group, sequence_identifier, sequence_index)
);

-- Long work that an administrator asked for. It is done even if whoever began it is killed.
create table jobs (
    id uuid primary key,
    name text not null,
    state text not null check (state in ('asked', 'running', 'completed', 'failed')),
    phase text,
    done bigint not null default 0,
    total bigint not null default 0,
    asked_at timestamptz not null,
    started_at timestamptz,
    phase_started_at timestamptz,
    -- when `phase`, `done` or `total` last moved
    progressed_at timestamptz,
    finished_at timestamptz,
    -- what came of it, as JSON
    outcome json,
    error text
);
create unique index idx_jobs_unfinished on jobs (name) where state in ('asked', 'running');
create index idx_jobs_name on jobs (name, asked_at);

-- A replay brings in at once what the processor would have to follow event by event.
insert into jobs (id, name, state, asked_at)
    select gen_random_uuid(), 'replay_memory_list', 'asked', clock_timestamp() where exists (select from memories);
