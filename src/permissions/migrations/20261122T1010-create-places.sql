-- Teams and areas of the newest snapshot, for the forms of those who administer. Names of places, and of no person.
create function access.places()
returns table (teams text[], areas text[])
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
    select
        array(
            select distinct team from published.caseload
            where authority_id = (select access.in_authority()) and publication_id = (select access.in_publication())
                and team is not null
            order by team
        ),
        array(
            select distinct area from published.caseload
            where authority_id = (select access.in_authority()) and publication_id = (select access.in_publication())
                and area is not null
            order by area
        )
    where 'administration.do' = any ((select access.may())::text[])
$$;

revoke all on function access.places() from public;
grant execute on function access.places() to throughline_app;
