comment on column memories.embedding_due_at is
    'while pending: not to be claimed before; while processing: when the lease runs out; while failed: when it failed';

-- The sweep that tries failures again looks for the recent ones.
create index idx_memories_failed_embeddings on memories (embedding_due_at)
    where embedding_status = 'failed' and deleted_at is null;

-- What has failed before says when, as its events do, to the microsecond.
update memories m set embedding_due_at = coalesce(
    (select substring(convert_from(e.payload, 'UTF8') from '"at":"([^"]+)"')::timestamptz from domain_events e
        where e.aggregate_identifier = m.id::text and e.sequence_number < m.sequence
            and e.payload_type = 'io.omne.memory.MemoryEvent$EmbeddingFailed'
        order by e.sequence_number desc limit 1),
    m.updated_at)
    where m.embedding_status = 'failed';
update memory_list.entries m set embedding_due_at = coalesce(
    (select substring(convert_from(e.payload, 'UTF8') from '"at":"([^"]+)"')::timestamptz from domain_events e
        where e.aggregate_identifier = m.id::text and e.sequence_number < m.sequence
            and e.payload_type = 'io.omne.memory.MemoryEvent$EmbeddingFailed'
        order by e.sequence_number desc limit 1),
    m.updated_at)
    where m.embedding_status = 'failed';
