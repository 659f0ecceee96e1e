-- Who of the program's roles may touch what, and which rows. Forced: the owner, too, has only what a policy gives it.
grant usage on schema access to throughline_app, throughline_publisher;

do $$
declare
    name text;
begin
    for name in select tablename from pg_tables where schemaname = 'access' loop
        execute format('alter table access.%I enable row level security', name);
        execute format('alter table access.%I force row level security', name);
        execute format('create policy owner on access.%I to throughline_owner using (true) with check (true)', name);
    end loop;
end
$$;

-- The key of references stays with those who publish.
grant select (authority_id, name, is_example, publication_id) on access.authority to throughline_app;
create policy app_reads on access.authority for select to throughline_app
using (authority_id = (select access.in_authority()));
grant select on access.authority to throughline_publisher;
create policy publisher_reads on access.authority for select to throughline_publisher
using (authority_id = (select access.in_authority()));

-- People, their roles and places: their names for all, changes for who administers.
do $$
declare
    name text;
begin
    foreach name in array array['person', 'person_role', 'person_place', 'role_mapping'] loop
        execute format('grant select, insert, update, delete on access.%I to throughline_app', name);
        execute format(
            'create policy app_reads on access.%I for select to throughline_app
             using (authority_id = (select access.in_authority()))', name);
        execute format(
            'create policy app_writes on access.%I for all to throughline_app
             using (authority_id = (select access.in_authority()) and (select access.what()) = ''administration.do'')
             with check (authority_id = (select access.in_authority()) and (select access.what()) = ''administration.do'')', name);
    end loop;
end
$$;

-- A person is disabled, never deleted: the log names them.
revoke delete on access.person from throughline_app;

-- Which records are sealed is known to who seals them, and to the writer of publications.
grant select on access.sealed_child, access.sealed_child_person to throughline_app, throughline_publisher;
create policy app_reads on access.sealed_child for select to throughline_app
using (authority_id = (select access.in_authority()) and (select access.what()) = 'child.seal');
create policy app_reads on access.sealed_child_person for select to throughline_app
using (authority_id = (select access.in_authority()) and (select access.what()) = 'child.seal');
create policy publisher_reads on access.sealed_child for select to throughline_publisher
using (authority_id = (select access.in_authority()));
create policy publisher_reads on access.sealed_child_person for select to throughline_publisher
using (authority_id = (select access.in_authority()));

-- A person sees where they broke the glass themselves; who reads the log sees all, and reviews it.
grant select, update (reviewed_by, reviewed_at, was_right, review) on access.break_glass to throughline_app;
create policy app_reads on access.break_glass for select to throughline_app
using (
    authority_id = (select access.in_authority())
    and (person_id = (select access.me()) or (select access.what()) = 'access-log.view')
);
create policy app_reviews on access.break_glass for update to throughline_app
using (authority_id = (select access.in_authority()) and (select access.what()) = 'access-log.view')
with check (reviewed_by = (select access.me()) and person_id <> (select access.me()));

-- One writes what one looked at oneself; who reads the log reads it all; nobody changes it.
grant select, insert (authority_id, person_id, what, page, children, rows, why, is_export)
on access.access_log to throughline_app;
create policy app_writes on access.access_log for insert to throughline_app
with check (authority_id = (select access.in_authority()) and person_id = (select access.me()));
create policy app_reads on access.access_log for select to throughline_app
using (
    authority_id = (select access.in_authority())
    and (select access.what()) in ('access-log.view', 'access-log.export')
);
grant select on access.access_log_seal to throughline_app;
create policy app_reads on access.access_log_seal for select to throughline_app
using (authority_id = (select access.in_authority()) and (select access.what()) = 'access-log.view');

create function access.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the access log is only ever added to' using errcode = 'insufficient_privilege';
end
$$;

create trigger access_log_stays before update or delete or truncate on access.access_log
for each statement execute function access.refuse_change();
create trigger access_log_seal_stays before update or delete or truncate on access.access_log_seal
for each statement execute function access.refuse_change();
