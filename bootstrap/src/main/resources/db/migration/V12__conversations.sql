-- memory: memories that are created once

-- What was created under which unique key. A row is written in the transaction of its memory; until that ends, others
-- with the same key wait. Rows of deleted memories stay, so that what is sent again does not come back.
create table unique_memories (
    user_id uuid not null,
    -- names of different scopes differ, such as those of conversations
    scope uuid not null,
    name text not null,
    id uuid not null,
    -- a hash of what was sent
    fingerprint text not null,
    primary key (user_id, scope, name)
);

-- The memories of a conversation, without the user's others.
create index idx_memories_conversation on memories (user_id, conversation_id)
    where conversation_id is not null and deleted_at is null;


-- conversations: the state of conversations

-- What is known of a conversation beside its messages, which are memories.
create table conversations (
    user_id uuid not null,
    id uuid not null,
    title text,
    -- while it is being deleted: whether what was extracted from it is kept; null otherwise
    keeps_extracted boolean,
    -- while it is being deleted: when that was requested
    deletion_asked_at timestamptz,
    -- how often it was deleted
    deletions bigint not null default 0,
    -- null until messages arrive
    extraction_status text check (extraction_status in ('pending', 'processing', 'completed', 'failed')),
    extraction_attempts int not null default 0,
    extraction_losses int not null default 0,
    -- while pending: not to be claimed before; while processing: when the lease runs out; else since when it is so
    extraction_at timestamptz,
    extraction_error_code text,
    extraction_error_message text,
    -- the fencing token of the claim that it is processed under
    extraction_claim bigint,
    -- how long the messages are together from which nothing was extracted, without those in `later_tokens`
    extraction_tokens bigint not null default 0,
    -- while processing: when what arrived since may be claimed, and how long it is; null if nothing did
    later_due_at timestamptz,
    later_tokens bigint,
    -- how many events it has
    sequence bigint not null,
    primary key (user_id, id)
);
-- The queue, and leases.
create index idx_conversations_due on conversations (extraction_at) include (extraction_status)
    where extraction_status in ('pending', 'processing');
-- What administrators see of failures.
create index idx_conversations_failed on conversations (extraction_at) include (extraction_error_code)
    where extraction_status = 'failed';
create index idx_conversations_deletions on conversations (deletion_asked_at) where deletion_asked_at is not null;

-- The messages from which nothing has been extracted yet.
create table unextracted_messages (
    user_id uuid not null,
    conversation_id uuid not null,
    id uuid not null,
    -- when the extraction failed for good, so that later messages come first; null if it did not
    left_aside_at timestamptz,
    primary key (user_id, id)
);
create index idx_unextracted_messages_conversation on unextracted_messages (user_id, conversation_id, id)
    where left_aside_at is null;
create index idx_unextracted_messages_left_aside_of on unextracted_messages (user_id, conversation_id)
    where left_aside_at is not null;
create index idx_unextracted_messages_left_aside on unextracted_messages (left_aside_at)
    where left_aside_at is not null;

-- Where extracted memories say it: a part of a message, by code points.
create table memory_sources (
    user_id uuid not null,
    memory_id uuid not null,
    message_id uuid not null,
    start_at int not null,
    end_at int not null,
    quote text not null,
    primary key (user_id, memory_id, message_id, start_at)
);
-- The memories that quote a message.
create index idx_memory_sources_message on memory_sources (user_id, message_id);

-- What an extractor found in messages that would find something else the next time, until memories are made of it.
create table extraction_results (
    user_id uuid not null,
    conversation_id uuid not null,
    messages uuid[] not null,
    result jsonb not null,
    primary key (user_id, conversation_id)
);

-- What a user has spent on language models in the last day in which anything was spent.
create table extraction_spending (
    user_id uuid primary key,
    day date not null,
    tokens bigint not null,
    -- millionths of the currency
    cost_micros bigint not null
);

-- The memory that tells the latest value of an attribute of a person or a thing.
create table extracted_facts (
    user_id uuid not null,
    subject text not null,
    attribute text not null,
    memory_id uuid not null,
    -- when it was said, and in which message
    said_at timestamptz not null,
    message_id uuid not null,
    primary key (user_id, subject, attribute)
);


-- conversations: the list

-- Messages, and memories that were extracted, folded from their events.
create table conversation_memories (
    user_id uuid not null,
    memory_id uuid not null,
    conversation_id uuid not null,
    -- whether it is a message; otherwise it was extracted
    is_message boolean not null,
    -- when it was sent, or when it was created if that is not known
    happened_at timestamptz not null,
    created_at timestamptz not null,
    primary key (user_id, memory_id)
);
create index idx_conversation_memories_order
    on conversation_memories (user_id, conversation_id, is_message, happened_at, memory_id);

-- One row for each conversation that has or had messages.
create table listed_conversations (
    user_id uuid not null,
    id uuid not null,
    title text,
    messages bigint not null,
    extracted bigint not null,
    -- of the messages; null if there are none
    started_at timestamptz,
    last_at timestamptz,
    extraction_status text,
    extraction_at timestamptz,
    extraction_error_code text,
    extraction_error_message text,
    primary key (user_id, id)
);
create index idx_listed_conversations_active on listed_conversations (user_id, last_at, id) where messages > 0;
