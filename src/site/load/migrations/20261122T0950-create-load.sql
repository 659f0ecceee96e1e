-- What people have sent to be loaded, and what became of it. The files lie in the data directory; here is no child's data:
-- counts, headers, and sentences about files.
create schema load;

create table load.upload (
    authority_id text not null,
    upload_id uuid not null default gen_random_uuid(),
    person_id bigint not null,
    -- one filling-in of the form: sent twice, it is one upload
    form_key text not null,
    as_at date not null,
    window_from date,
    -- [{name, path, bytes, sha256}]: path is within the uploads of the data directory
    files jsonb not null,
    -- what the person has said that sheets and headers mean, with what was remembered
    mapping jsonb,
    -- the person who said that an extract that had halved or doubled is right
    accepted_by bigint,
    uploaded_at timestamptz not null default now(),
    -- the moment of the load, the same for each of its attempts, by which a second attempt knows what the first has done
    load_moment timestamptz,
    state text not null default 'stored',
    ended_at timestamptz,
    snapshot text,
    extract text,
    outcome jsonb,
    constraint upload_pk primary key (authority_id, upload_id),
    constraint upload_form unique (authority_id, person_id, form_key),
    constraint upload_state check (state in ('stored', 'loaded', 'unchanged', 'held', 'refused', 'withdrawn'))
);

create index upload_latest on load.upload (authority_id, uploaded_at desc);

alter table load.upload enable row level security;

create policy app_reads on load.upload for select to throughline_app
    using (authority_id = (select access.in_authority()) and 'load.view' = any ((select access.may())::text[]));

create policy app_adds on load.upload for insert to throughline_app
    with check (
        authority_id = (select access.in_authority())
        and person_id = (select access.me())
        and (select access.what()) = 'load.do'
    );

create policy app_mends on load.upload for update to throughline_app
    using (authority_id = (select access.in_authority()) and (select access.what()) = 'load.do')
    with check (authority_id = (select access.in_authority()));

grant usage on schema load to throughline_app;
grant select, insert on load.upload to throughline_app;
grant update (state, mapping, accepted_by, load_moment, outcome, ended_at) on load.upload to throughline_app;
