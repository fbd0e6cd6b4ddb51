-- The vectors of what users own, one row for each passage.
--
-- The rows are narrow: beside a text, a vector would go to TOAST and be read five times slower; as halfvec it stays in
-- the row and takes half the room, and the answers stay the same. The owner comes first in the key, so that a search
-- reads the rows of one user alone and is exact: up to some ten thousand rows that is faster than an approximate index
-- over everybody's vectors, and it finds everything. It also lets the table be spread by owner.
create table embedding_passages (
    user_id uuid not null,
    entry_id uuid not null,
    passage smallint not null,
    embedding halfvec(384) not null,
    primary key (user_id, entry_id, passage)
);
