-- Opens a child's record to whoever asks for four hours, for a reason, and tells who must know. A record that this person
-- has open already stays open to the same moment. Null columns where the newest publication has no such child.
create function access.break_glass(p_child text, p_reason text)
returns table (ref text, expires_at timestamptz, is_new boolean)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    broken bigint;
    of_team text;
begin
    if access.what() is distinct from 'child.break-glass' then
        raise exception 'this is done by child.break-glass' using errcode = 'insufficient_privilege';
    end if;
    if length(btrim(p_reason)) < 20 then
        raise exception 'a reason has at least 20 characters' using errcode = 'check_violation';
    end if;
    select child.ref, child.team into ref, of_team
    from published.child
    where
        child.authority_id = access.in_authority()
        and child.publication_id = access.in_publication()
        and child.child_id = p_child;
    if not found then
        return;
    end if;
    -- The same form sent twice at once opens the record once.
    perform pg_advisory_xact_lock(hashtextextended(access.in_authority() || ':' || access.me() || ':' || p_child, 0));
    select max(break_glass.expires_at) into expires_at
    from access.break_glass
    where
        break_glass.authority_id = access.in_authority()
        and break_glass.person_id = access.me()
        and break_glass.child_id = p_child
        and break_glass.expires_at > now();
    is_new := expires_at is null;
    if is_new then
        insert into access.break_glass as made (authority_id, person_id, child_id, reason)
        values (access.in_authority(), access.me(), p_child, btrim(p_reason))
        returning made.break_glass_id, made.expires_at into broken, expires_at;
        insert into access.notice (authority_id, role, team, kind, break_glass_id)
        select access.in_authority(), told.role, told.team, 'break-glass', broken
        from (values ('dataProtection', null), ('manager', of_team)) as told (role, team)
        where told.role = 'dataProtection' or told.team is not null;
    end if;
    return next;
end
$$;

-- What this person is told, newest first: of their roles, and of their teams where a notice is for a team.
create function access.notices(p_limit integer)
returns table (
    notice_id bigint,
    kind text,
    told_at timestamptz,
    break_glass_id bigint,
    by_name text,
    child_id text,
    reason text,
    expires_at timestamptz,
    reviewed_at timestamptz
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select
        notice.notice_id,
        notice.kind,
        notice.told_at,
        broken.break_glass_id,
        person.name,
        broken.child_id,
        broken.reason,
        broken.expires_at,
        broken.reviewed_at
    from access.notice
    join access.person_role
        on person_role.authority_id = notice.authority_id
        and person_role.person_id = access.me()
        and person_role.role = notice.role
        and person_role.withdrawn_at is null
    join access.break_glass as broken
        on broken.authority_id = notice.authority_id and broken.break_glass_id = notice.break_glass_id
    join access.person on person.authority_id = broken.authority_id and person.person_id = broken.person_id
    where
        notice.authority_id = access.in_authority()
        and (
            notice.team is null
            or exists (
                select from access.person_place
                where
                    person_place.authority_id = notice.authority_id
                    and person_place.person_id = access.me()
                    and person_place.kind = 'team'
                    and person_place.place = notice.team
            )
        )
    order by notice.notice_id desc
    limit p_limit;
end;

-- Marks, or unmarks, the rows of a child in all that is published. The caller holds the authority's row.
create function access.mark_sealed(p_child text, p_sealed boolean)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    table_name text;
begin
    foreach table_name in array array['child', 'timeline', 'obligation', 'finding', 'measure_row'] loop
        execute format(
            'update published.%I set sealed = $3
             where authority_id = $1 and child_id = $2 and sealed <> $3
             and publication_id in (select publication_id from published.publication where authority_id = $1)', table_name)
        using access.in_authority(), p_child, p_sealed;
    end loop;
end
$$;

-- Seals a record, naming who may open it; sealed already, the reason and the people become these. A publication that is
-- being written waits for this, or this for it (move_publication), so that neither loses the other.
create function access.seal(p_child text, p_reason text, p_people bigint[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if access.what() is distinct from 'child.seal' then
        raise exception 'this is done by child.seal' using errcode = 'insufficient_privilege';
    end if;
    perform from access.authority where authority_id = access.in_authority() for share;
    insert into access.sealed_child (authority_id, child_id, sealed_by, reason)
    values (access.in_authority(), p_child, access.me(), btrim(p_reason))
    on conflict (authority_id, child_id) do update set reason = excluded.reason;
    delete from access.sealed_child_person where authority_id = access.in_authority() and child_id = p_child;
    insert into access.sealed_child_person (authority_id, child_id, person_id)
    select distinct access.in_authority(), p_child, named from unnest(p_people) as named;
    perform access.mark_sealed(p_child, true);
end
$$;

-- Opens a sealed record again to everyone who answers for the child.
create function access.unseal(p_child text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if access.what() is distinct from 'child.seal' then
        raise exception 'this is done by child.seal' using errcode = 'insufficient_privilege';
    end if;
    perform from access.authority where authority_id = access.in_authority() for share;
    delete from access.sealed_child where authority_id = access.in_authority() and child_id = p_child;
    perform access.mark_sealed(p_child, false);
end
$$;

-- The last step of the transaction that publishes: seals what was sealed meanwhile, and moves readers to the publication.
create function access.move_publication(p_publication bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    table_name text;
begin
    perform from access.authority where authority_id = access.in_authority() for no key update;
    foreach table_name in array array['child', 'timeline', 'obligation', 'finding', 'measure_row'] loop
        execute format(
            'update published.%I set sealed = true
             where authority_id = $1 and publication_id = $2
             and child_id in (
                 select child_id from access.sealed_child where authority_id = $1
             ) and not sealed', table_name)
        using access.in_authority(), p_publication;
    end loop;
    update access.authority set publication_id = p_publication where authority_id = access.in_authority();
    if not found then
        raise exception 'there is no such authority';
    end if;
end
$$;

grant execute on function
    access.break_glass(text, text),
    access.notices(integer),
    access.seal(text, text, bigint[]),
    access.unseal(text)
to throughline_app;
grant execute on function access.move_publication(bigint) to throughline_publisher;
