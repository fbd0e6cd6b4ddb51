-- recall: the words of memories

-- One row for each memory, as it was indexed. The owner comes first in every key: a search reads one user's rows.
create table indexed_memories (
    user_id uuid not null,
    -- counts up for each user; a memory that is indexed again gets a new number
    number bigint not null,
    memory_id uuid not null,
    conversation_id uuid,
    -- when what it tells of happened
    happened_at timestamptz not null,
    -- how many words it has, stop words left out
    length int not null,
    marks smallint not null,
    speaker text,
    -- packed: its words with their stems, frequencies and positions
    terms bytea not null,
    -- ids of its word pieces, two bytes each
    pieces bytea not null,
    primary key (user_id, number),
    constraint uq_indexed_memories_memory unique (user_id, memory_id)
);
-- A memory's neighbours in its conversation.
create index idx_indexed_memories_conversation on indexed_memories (user_id, conversation_id, happened_at, number)
    where conversation_id is not null;
-- The memories of a day.
create index idx_indexed_memories_happened on indexed_memories (user_id, happened_at, number);

-- Once a user has enough memories in no block, they become one: the words of the memories with the numbers `first` to
-- `last`. Numbers behind the last block are read memory by memory.
create table word_blocks (
    user_id uuid not null,
    first bigint not null,
    last bigint not null,
    -- of the memories that are still indexed under these numbers
    memories int not null,
    length bigint not null,
    -- A bit for each number from `first`: whether the memory is indexed under it no more. The lowest bit of a byte is
    -- the first.
    gone bytea not null,
    primary key (user_id, first)
);

-- Which memories of a block have a word: pages of words in their order, each with the packed number from `first`, the
-- frequency and the length of its memories. A row for each word would take ten times the room.
create table word_pages (
    user_id uuid not null,
    first bigint not null,
    -- the first word of the page
    form text collate "C" not null,
    page bytea not null,
    primary key (user_id, first, form)
);
alter table word_pages alter column page set storage external;

-- Locks what is indexed of users until the transaction ends, in an order that all transactions have, and returns the
-- next number of each. The bytes of the first key are "word".
create function lock_indexed_memories(users uuid[]) returns table (owner uuid, next_number bigint)
    language plpgsql as $$
begin
    perform pg_advisory_xact_lock(2003792484, k.key)
        from (select distinct hashtext(u.id::text) as key from unnest(users) as u (id) order by 1) k;
    return query select u.id, 1 + greatest(
            coalesce((select max(m.number) from indexed_memories m where m.user_id = u.id), 0),
            coalesce((select b.last from word_blocks b where b.user_id = u.id order by b.first desc limit 1), 0))
        from unnest(users) as u (id);
end $$;
