-- Looks at one child, newest first. As its owner, because the index over the children of an entry can only be used where no
-- policy has to be asked first; whoever may not read the log gets nothing.
create function access.child_looks(p_child text, p_from timestamptz, p_until timestamptz, p_limit integer, p_offset integer)
returns table (
    entry_id bigint,
    at timestamptz,
    person_id bigint,
    person_name text,
    what text,
    page text,
    children text[],
    why text,
    is_export boolean,
    total bigint
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select
        entry.entry_id,
        entry.at,
        entry.person_id,
        person.name,
        entry.what,
        entry.page,
        entry.children,
        entry.why,
        entry.is_export,
        count(*) over ()
    from access.access_log as entry
    join access.person on person.authority_id = entry.authority_id and person.person_id = entry.person_id
    where
        entry.authority_id = access.in_authority()
        and access.what() in ('access-log.view', 'access-log.export')
        and entry.children @> array[p_child]
        and entry.at >= p_from
        and entry.at < p_until
    order by entry.entry_id desc
    limit p_limit
    offset p_offset;
end;

-- The number of the child whom an address of the site names, sealed or not; for who reads the log, or seals.
create function access.child_of_ref(p_ref text)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select child.child_id
    from published.child
    where
        child.authority_id = access.in_authority()
        and child.publication_id = access.in_publication()
        and child.ref = p_ref
        and access.what() in ('access-log.view', 'child.seal');
end;

-- How addresses name a child, sealed or not; for the same.
create function access.ref_of_child(p_child text)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select child.ref
    from published.child
    where
        child.authority_id = access.in_authority()
        and child.publication_id = access.in_publication()
        and child.child_id = p_child
        and access.what() in ('access-log.view', 'child.seal');
end;

grant execute on function
    access.child_looks(text, timestamptz, timestamptz, integer, integer),
    access.child_of_ref(text),
    access.ref_of_child(text)
to throughline_app;
