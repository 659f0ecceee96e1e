-- What has been asked of the background, and how far it is: one row for each job that a page may ask about. The row is
-- written in the transaction that asks, so that a job is asked for exactly when what it is about is kept. pg-boss has its own
-- tables in the same schema, which only the worker sees.
create schema if not exists job;

create table job.progress (
    authority_id text not null,
    queue text not null,
    -- what the job is about: one job of a queue at a time for each key
    job_key text not null,
    -- ids only
    payload jsonb not null,
    state text not null default 'asked',
    -- counts how often it has been asked for, so that a later asking is never taken for an earlier job
    asking integer not null default 1,
    -- the job of pg-boss that does it
    boss_id uuid,
    title text not null default '',
    done bigint not null default 0,
    total bigint not null default 0,
    attempts integer not null default 0,
    asked_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint progress_pk primary key (authority_id, queue, job_key),
    constraint progress_state check (state in ('asked', 'queued', 'working', 'done', 'failed'))
);

create index progress_asked on job.progress (asked_at) where state <> 'done';

alter table job.progress enable row level security;

create policy progress_authority on job.progress for all to throughline_app
    using (authority_id = (select current_setting('app.authority', true)))
    with check (authority_id = (select current_setting('app.authority', true)));

grant usage on schema job to throughline_app;
grant select, insert, update on job.progress to throughline_app;
