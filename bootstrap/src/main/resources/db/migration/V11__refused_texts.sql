-- Texts that a model could not take are left alone until their content or the model changes: this is the model, in
-- embedding_models, of a failed memory whose text was at fault. A server that does not know the column leaves it as it
-- was; then such a memory is tried once more.
alter table memories add column embedding_refused_by int;
update memories set embedding_refused_by = (select id from embedding_models where state = 'serving')
    where embedding_status = 'failed' and embedding_error_code = 'text_refused';
create index idx_memories_refused_texts on memories (coalesce(embedding_refused_by, 0))
    where embedding_status = 'failed' and deleted_at is null
        and embedding_error_code in ('text_refused', 'text_not_supported', 'instance_lost');

-- The sweep that tries failures again does not walk over those.
create index idx_memories_retriable_embeddings on memories (embedding_due_at)
    where embedding_status = 'failed' and deleted_at is null
        and embedding_error_code not in ('text_refused', 'text_not_supported', 'instance_lost');

-- The worker for short texts does not walk over the long ones.
create index idx_memories_pending_short_texts on memories (user_id, embedding_due_at)
    where embedding_status = 'pending' and deleted_at is null and octet_length(content) <= 1000
        and embedding_attempts = 0 and embedding_losses = 0;

-- These have their vectors of the next model, or can have none; once it serves, they are embedded again, for what is
-- said of their embedding is the previous model's.
alter table model_backlog add column outdated boolean not null default false;
create index idx_model_backlog_outdated on model_backlog (model_id) where outdated;

-- Those that hold a change up are named in pages.
create index idx_model_backlog_refused on model_backlog (model_id, user_id, id)
    where due_at = 'infinity' and not outdated;
