-- How many bytes the pages of a block have: by this and by its numbers, blocks are merged. A server of an older version
-- leaves it out, and its blocks are merged by their numbers alone.
alter table word_blocks add column bytes bigint not null default 0;
update word_blocks b set bytes = (
    select coalesce(sum(octet_length(page)), 0) from word_pages p where p.user_id = b.user_id and p.first = b.first);
