-- A job has a subject, such as a user, and parameters. Of each kind and subject one job is unfinished at a time.
-- Not additive: a server that does not know this script cannot request jobs any more. No release is older.
alter table jobs
    add subject text not null default '',
    -- as JSON, in the form that the kind of job defines
    add parameters json not null default '{}';
drop index idx_jobs_unfinished;
drop index idx_jobs_name;
create unique index idx_jobs_unfinished on jobs (name, subject) where state in ('asked', 'running');
create index idx_jobs_name on jobs (name, subject, asked_at);

-- The table of db-scheduler, as its documentation gives it: which instance does what, and when. `task_name` is the name
-- of a kind of job and `task_instance` the id of a job in `jobs`; or a row requests a kind of job periodically, with
-- the name `every_…` and the instance 'recurring'. A row is removed when its job is finished.
create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
-- for jobs that are due
create index idx_scheduled_tasks_execution_time on scheduled_tasks (execution_time);
-- for jobs whose instance was lost
create index idx_scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);

insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
    select name, id::text, clock_timestamp(), false, 1 from jobs where state in ('asked', 'running');
