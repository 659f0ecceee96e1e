-- What people are told by mail. A message is kept in the transaction of what it is about, and holds nothing of it but what
-- kind of thing happened and which of its kind it was; who it is for, by their number, and no address.
create schema notify;

-- Whether mail was set where the program last started. Else nothing is kept: mail that is set later tells nothing old.
create table notify.mailing (
    is_only boolean not null default true,
    is_on boolean not null,
    constraint mailing_pk primary key (is_only),
    constraint mailing_only check (is_only)
);

create table notify.message (
    authority_id text not null,
    message_id uuid not null default gen_random_uuid(),
    person_id bigint not null,
    kind text not null,
    event text not null,
    happened_at timestamptz not null default now(),
    sent_at timestamptz,
    -- sent to nobody: there was no address, the mail server knows of none such, or it was too late
    given_up_at timestamptz,
    constraint message_pk primary key (authority_id, message_id),
    -- nobody is told twice of one thing
    constraint message_once unique (authority_id, kind, event, person_id)
);

do $$
declare
    name text;
begin
    foreach name in array array['mailing', 'message'] loop
        execute format('alter table notify.%I enable row level security', name);
        execute format('alter table notify.%I force row level security', name);
        execute format('create policy owner on notify.%I to throughline_owner using (true) with check (true)', name);
    end loop;
end
$$;

-- True where people are told by mail.
create function notify.is_on()
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce(bool_or(is_on), false) from notify.mailing;
end;

-- Tells these people of an event: keeps a message for each, and asks for it to be sent. For triggers of the tables that
-- events are written to.
create function notify.tell(p_authority text, p_kind text, p_event text, p_people bigint[])
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    with kept as (
        insert into notify.message (authority_id, person_id, kind, event)
        select distinct p_authority, told, p_kind, p_event
        from unnest(p_people) as told
        where notify.is_on()
        on conflict on constraint message_once do nothing
        returning message_id
    )
    insert into job.progress (authority_id, queue, job_key, payload)
    select p_authority, 'mail', kept.message_id::text, jsonb_build_object('message', kept.message_id)
    from kept;
end;

grant usage on schema notify to throughline_app;
grant execute on function notify.is_on() to throughline_app;
