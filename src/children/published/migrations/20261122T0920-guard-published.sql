-- Which rows of the read models each role of the program sees. Forced: the owner, too, has only what a policy gives it.
-- Policies compare columns with settings, read once for each statement (a sub-query that touched a table made them
-- fourteen times slower).
grant usage on schema published to throughline_app, throughline_publisher;
grant select on all tables in schema published to throughline_app;
grant select, insert, update, delete on all tables in schema published to throughline_publisher;

do $$
declare
    name text;
begin
    for name in select tablename from pg_tables where schemaname = 'published' loop
        execute format('alter table published.%I enable row level security', name);
        execute format('alter table published.%I force row level security', name);
        execute format('create policy owner on published.%I to throughline_owner using (true) with check (true)', name);
        execute format(
            'create policy publisher on published.%I to throughline_publisher
             using (authority_id = (select access.in_authority()))
             with check (authority_id = (select access.in_authority()))', name);
    end loop;
    -- Rows about a child: the record is open to this person, or it is not sealed and they answer for one of its holders.
    foreach name in array array['child', 'timeline', 'obligation', 'finding', 'measure_row'] loop
        execute format(
            'create policy app_reads on published.%I for select to throughline_app
             using (
                 authority_id = (select access.in_authority())
                 and publication_id = (select access.in_publication())
                 and (
                     child_id = any ((select access.opened())::text[])
                     or (not sealed and holders && (select access.holders())::text[])
                 )
             )', name);
    end loop;
end
$$;

create policy app_reads on published.publication for select to throughline_app
using (authority_id = (select access.in_authority()));

create policy app_reads on published.caseload for select to throughline_app
using (
    authority_id = (select access.in_authority())
    and publication_id = (select access.in_publication())
    and holders && (select access.holders())::text[]
);

create policy app_reads on published.check_run for select to throughline_app
using (
    authority_id = (select access.in_authority())
    and publication_id = (select access.in_publication())
    and 'quality.view' = any ((select access.may())::text[])
);

do $$
declare
    name text;
begin
    foreach name in array array['measure', 'compendium'] loop
        execute format(
            'create policy app_reads on published.%I for select to throughline_app
             using (
                 authority_id = (select access.in_authority())
                 and publication_id = (select access.in_publication())
                 and case audience when ''inside'' then ''figures.view'' else ''figures.public'' end
                     = any ((select access.may())::text[])
             )', name);
    end loop;
end
$$;
