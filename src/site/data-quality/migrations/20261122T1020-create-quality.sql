-- How many rows each check found in each snapshot, for trends: read models keep only the newest publications. Written anew from the
-- lake after each publication; snapshots that the current one does not go on from are not in it.
create schema quality;

create table quality.check_count (
    authority_id text not null,
    snapshot text not null,
    as_at date not null,
    -- place among the snapshots of the authority: of two of one day the later says how it stands
    sequence integer not null,
    check_id text not null,
    -- null where the check could not be asked
    found integer,
    constraint check_count_pk primary key (authority_id, snapshot, check_id)
);

create index check_count_check on quality.check_count (authority_id, check_id, as_at);

alter table quality.check_count enable row level security;

create policy app_reads on quality.check_count for select to throughline_app
    using (authority_id = (select access.in_authority()) and 'quality.view' = any ((select access.may())::text[]));

grant usage on schema quality to throughline_app;
grant select on quality.check_count to throughline_app;
