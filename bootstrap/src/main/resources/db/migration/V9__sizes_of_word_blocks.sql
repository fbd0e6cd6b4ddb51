-- How many bytes the pages of a block have: by this and by its memories, blocks are merged. 0 where it is not known.
alter table word_blocks add column bytes bigint not null default 0;
