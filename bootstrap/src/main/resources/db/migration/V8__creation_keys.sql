-- What was created under which Idempotency-Key, so that a repeated request creates nothing more. A row is written in
-- the transaction of the memories; until then it makes others with the same key wait.
create table creation_keys (
    user_id uuid not null,
    key text not null,
    -- of the request, a hash
    fingerprint text not null,
    -- in the order they were asked for
    ids uuid[] not null,
    -- when the memories were, all of them
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (user_id, key)
);

create index idx_creation_keys_expired on creation_keys (expires_at);
