-- A change of the model carries the texts of several features over. Names of sources are in the order of their listing;
-- a change that is under way has listed memories.
alter table model_backlog add column source text not null default 'memory';
alter table model_changes add column listed_source text not null default 'memory';

-- Has a row where the change of the model has something to do, for the statements of other modules.
create view model_change_work as
    select model_id from model_changes where not paused
    union all
    select m.id from embedding_models m
    where m.state <> 'next' and exists (select from model_backlog b where b.model_id = m.id);
