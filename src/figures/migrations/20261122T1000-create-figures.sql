-- What people say about figures: owners, targets, baselines and narratives. Nothing here names a child.
create schema figures;

create table figures.owner (
    authority_id text not null,
    measure_id text not null,
    person_id bigint not null,
    set_by bigint not null,
    set_at timestamptz not null default now(),
    constraint owner_pk primary key (authority_id, measure_id),
    constraint owner_person foreign key (authority_id, person_id) references access.person,
    constraint owner_set_by foreign key (authority_id, set_by) references access.person
);

create table figures.target (
    authority_id text not null,
    measure_id text not null,
    value numeric not null,
    source text not null,
    version integer not null default 1,
    set_by bigint not null,
    set_at timestamptz not null default now(),
    constraint target_pk primary key (authority_id, measure_id),
    constraint target_set_by foreign key (authority_id, set_by) references access.person
);

create table figures.baseline (
    authority_id text not null,
    measure_id text not null,
    -- first day of the first period of the new baseline
    from_day date not null,
    reason text not null,
    set_by bigint not null,
    set_at timestamptz not null default now(),
    constraint baseline_pk primary key (authority_id, measure_id, from_day),
    constraint baseline_reason check (length(reason) >= 10),
    constraint baseline_set_by foreign key (authority_id, set_by) references access.person
);

create table figures.narrative (
    authority_id text not null,
    narrative_id bigint not null generated always as identity,
    measure_id text not null,
    -- first day of the period in which the change began that the narrative is about
    since date not null,
    question text not null,
    -- null where the program asked, because the figures did
    asked_by bigint,
    asked_at timestamptz not null default now(),
    answer text,
    answered_by bigint,
    answered_at timestamptz,
    version integer not null default 1,
    constraint narrative_pk primary key (authority_id, narrative_id),
    constraint narrative_once unique (authority_id, measure_id, since),
    constraint narrative_answered check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
    constraint narrative_asked_by foreign key (authority_id, asked_by) references access.person (authority_id, person_id),
    constraint narrative_answered_by foreign key (authority_id, answered_by) references access.person (authority_id, person_id)
);

do $$
declare
    name text;
begin
    foreach name in array array['owner', 'target', 'baseline', 'narrative'] loop
        execute format('alter table figures.%I enable row level security', name);
        execute format('alter table figures.%I force row level security', name);
        execute format('create policy owner on figures.%I to throughline_owner using (true) with check (true)', name);
        execute format(
            'create policy publisher on figures.%I to throughline_publisher
             using (authority_id = (select access.in_authority()))
             with check (authority_id = (select access.in_authority()))', name);
        execute format(
            'create policy app_reads on figures.%I for select to throughline_app
             using (authority_id = (select access.in_authority()))', name);
    end loop;
end
$$;

create policy app_sets on figures.owner to throughline_app
using (authority_id = (select access.in_authority()) and 'administration.do' = any ((select access.may())::text[]));

create policy app_sets on figures.target to throughline_app
using (authority_id = (select access.in_authority()) and 'administration.do' = any ((select access.may())::text[]));

create policy app_sets on figures.baseline to throughline_app
using (authority_id = (select access.in_authority()) and 'figures.rebase' = any ((select access.may())::text[]));

create policy app_asks on figures.narrative for insert to throughline_app
with check (authority_id = (select access.in_authority()) and 'narrative.ask' = any ((select access.may())::text[]));

create policy app_answers on figures.narrative for update to throughline_app
using (authority_id = (select access.in_authority()) and 'narrative.give' = any ((select access.may())::text[]));

grant usage on schema figures to throughline_app, throughline_publisher;
grant select, insert, update, delete on figures.owner, figures.target, figures.baseline to throughline_app;
grant select, insert, update on figures.narrative to throughline_app;
grant select on figures.owner, figures.target, figures.baseline to throughline_publisher;
grant select, insert on figures.narrative to throughline_publisher;
