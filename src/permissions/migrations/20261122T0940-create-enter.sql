-- Opens a visit: who asks, whether they may do `p_what`, and the settings by which policies choose rows, local to this
-- transaction. Reads the clock once: a session ends 45 minutes after it was last seen and 12 hours after it began.
create function access.enter(p_session bytea, p_what text)
returns table (
    signed_in boolean,
    allowed boolean,
    person_id bigint,
    person_name text,
    worker text,
    roles text[],
    may text[],
    csrf text,
    authority_id text,
    authority_name text,
    is_example boolean,
    publication_id bigint,
    snapshot text,
    as_at date
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    asker record;
    reaches text[];
    holders text[];
    opened text[];
begin
    select
        session.seen_at,
        session.csrf,
        session.person_id,
        person.name,
        person.worker,
        authority.authority_id,
        authority.name as authority_name,
        authority.is_example,
        publication.publication_id,
        publication.snapshot,
        publication.as_at
    into asker
    from access.session
    join access.person on person.authority_id = session.authority_id and person.person_id = session.person_id
    join access.authority on authority.authority_id = session.authority_id
    left join published.publication
        on publication.authority_id = authority.authority_id and publication.publication_id = authority.publication_id
    where
        session.session_hash = p_session
        and session.ended_at is null
        and session.seen_at > now() - interval '45 minutes'
        and session.started_at > now() - interval '12 hours'
        and (person.disabled_at is null or person.disabled_at > now());
    signed_in := found;

    if not signed_in then
        perform set_config(name, '', true)
        from unnest(array['app.authority', 'app.person', 'app.publication', 'app.what', 'app.may', 'app.holders', 'app.opened']) as name;
        allowed := p_what = 'public';
        roles := '{}';
        may := '{}';
        csrf := '';
        -- Where only one authority is kept, pages for everyone may name it.
        select min(authority.authority_id), min(authority.name), bool_or(authority.is_example)
        into authority_id, authority_name, is_example
        from access.authority
        having count(*) = 1;
        return next;
        return;
    end if;

    if asker.seen_at <= now() - interval '1 minute' then
        -- Another request of the same session may be doing this now: then there is no need to wait for it.
        update access.session
        set seen_at = now()
        where session.session_hash = (
            select free.session_hash
            from access.session as free
            where free.session_hash = p_session
            for no key update skip locked
        );
    end if;

    select
        coalesce(array_agg(distinct person_role.role), '{}'),
        coalesce(array_agg(distinct rule.what) filter (where rule.what is not null), '{}'),
        coalesce(array_agg(distinct rule.reach) filter (where rule.what = p_what and rule.reach is not null), '{}')
    into roles, may, reaches
    from access.person_role
    left join access.policy_rule as rule on rule.role = person_role.role
    where
        person_role.authority_id = asker.authority_id
        and person_role.person_id = asker.person_id
        and person_role.withdrawn_at is null;
    allowed := p_what in ('public', 'signed-in') or p_what = any (may);

    holders := case when 'authority' = any (reaches) then '{*}' else '{}' end;
    opened := '{}';
    if not 'authority' = any (reaches) and cardinality(reaches) > 0 then
        select coalesce(array_agg(distinct token.holder), '{}')
        into holders
        from (
            select 'w:' || asker.worker as holder
            where 'own' = any (reaches)
            union all
            select left(person_place.kind, 1) || ':' || person_place.place
            from access.person_place
            where
                person_place.authority_id = asker.authority_id
                and person_place.person_id = asker.person_id
                and person_place.kind = any (reaches)
            union all
            select place.holder
            from published.caseload
            cross join lateral (
                values ('team', 't:' || caseload.team), ('area', 'a:' || caseload.area)
            ) as place (kind, holder)
            where
                caseload.authority_id = asker.authority_id
                and caseload.publication_id = asker.publication_id
                and caseload.worker = asker.worker
                and place.kind = any (reaches)
        ) as token
        where token.holder is not null;
    end if;
    if cardinality(reaches) > 0 then
        select coalesce(array_agg(child.child_id), '{}')
        into opened
        from (
            select break_glass.child_id
            from access.break_glass
            where
                break_glass.authority_id = asker.authority_id
                and break_glass.person_id = asker.person_id
                and break_glass.expires_at > now()
            union
            select sealed_child_person.child_id
            from access.sealed_child_person
            where
                sealed_child_person.authority_id = asker.authority_id
                and sealed_child_person.person_id = asker.person_id
        ) as child;
    end if;

    perform
        set_config('app.authority', asker.authority_id, true),
        set_config('app.person', asker.person_id::text, true),
        set_config('app.publication', coalesce(asker.publication_id::text, ''), true),
        set_config('app.what', p_what, true),
        set_config('app.may', may::text, true),
        set_config('app.holders', holders::text, true),
        set_config('app.opened', opened::text, true);

    person_id := asker.person_id;
    person_name := asker.name;
    worker := asker.worker;
    csrf := asker.csrf;
    authority_id := asker.authority_id;
    authority_name := asker.authority_name;
    is_example := asker.is_example;
    publication_id := asker.publication_id;
    snapshot := asker.snapshot;
    as_at := asker.as_at;
    return next;
end
$$;

grant execute on function access.enter(bytea, text) to throughline_app;
