-- Begins a session for the person whom an identity provider has vouched for. `p_claims` are the provider's app roles or
-- groups: what they map to is what the provider gives, no more and no less, except what was withdrawn here. With null
-- claims the person must be known already and their roles stay. `outcome`: signed-in, unknown, disabled or no-role.
create function access.sign_in(
    p_authority text,
    p_issuer text,
    p_subject text,
    p_name text,
    p_claims text[],
    p_session bytea,
    p_previous bytea,
    p_csrf text,
    p_id_token text
)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    asker access.person;
begin
    if p_claims is not null then
        insert into access.person (authority_id, issuer, subject, name)
        values (p_authority, p_issuer, p_subject, p_name)
        on conflict (authority_id, issuer, subject) do update set name = excluded.name
        where person.name <> excluded.name;
    end if;
    select * into asker
    from access.person
    where authority_id = p_authority and issuer = p_issuer and subject = p_subject
    for no key update;
    if not found then
        return 'unknown';
    end if;
    if p_claims is not null then
        perform access.take_claims(p_authority, asker.person_id, p_claims);
    end if;
    if asker.disabled_at <= now() then
        return 'disabled';
    end if;
    if not exists (
        select from access.person_role
        where authority_id = p_authority and person_id = asker.person_id and withdrawn_at is null
    ) then
        return 'no-role';
    end if;
    update access.session set ended_at = now(), id_token = null where session_hash = p_previous and ended_at is null;
    insert into access.session (authority_id, session_hash, person_id, csrf, id_token)
    values (p_authority, p_session, asker.person_id, p_csrf, p_id_token);
    return 'signed-in';
end
$$;

-- Makes the roles and places that come from the provider those of `p_claims`.
create function access.take_claims(p_authority text, p_person bigint, p_claims text[])
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    delete from access.person_role
    where
        authority_id = p_authority
        and person_id = p_person
        and given_by = 'provider'
        and withdrawn_at is null
        and role not in (
            select mapping.role from access.role_mapping as mapping
            where mapping.authority_id = p_authority and mapping.claim = any (p_claims)
        );
    insert into access.person_role (authority_id, person_id, role, given_by)
    select distinct p_authority, p_person, mapping.role, 'provider'
    from access.role_mapping as mapping
    where mapping.authority_id = p_authority and mapping.claim = any (p_claims)
    on conflict do nothing;
    delete from access.person_place
    where
        authority_id = p_authority
        and person_id = p_person
        and given_by = 'provider'
        and (kind, place) not in (
            select given.kind, given.place
            from access.role_mapping as mapping
            cross join lateral (values ('team', mapping.team), ('area', mapping.area)) as given (kind, place)
            where mapping.authority_id = p_authority and mapping.claim = any (p_claims)
        );
    insert into access.person_place (authority_id, person_id, kind, place, given_by)
    select distinct p_authority, p_person, given.kind, given.place, 'provider'
    from access.role_mapping as mapping
    cross join lateral (values ('team', mapping.team), ('area', mapping.area)) as given (kind, place)
    where mapping.authority_id = p_authority and mapping.claim = any (p_claims) and given.place <> ''
    on conflict do nothing;
end;

-- Ends a session, and gives what the identity provider wants at sign-out; null when there was none.
create function access.sign_out(p_session bytea)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    hint text;
begin
    select id_token into hint from access.session where session_hash = p_session and ended_at is null for no key update;
    update access.session set ended_at = now(), id_token = null where session_hash = p_session and ended_at is null;
    return hint;
end
$$;

-- Ends every session of whoever asks, and tells how many.
create function access.sign_out_everywhere()
returns integer
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    with ended as (
        update access.session set ended_at = now(), id_token = null
        where authority_id = access.in_authority() and person_id = access.me() and ended_at is null
        returning 1
    )
    select count(*)::integer from ended;
end;

-- The authorities of this ledger, for the page where people sign in, and the personas of the example.
create function access.authorities()
returns table (authority_id text, name text, is_example boolean)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select authority.authority_id, authority.name, authority.is_example
    from access.authority
    order by authority.authority_id;
end;

-- People who may be signed in as without a provider; only ever of the example authority.
create function access.personas(p_issuer text)
returns table (authority_id text, subject text, name text, roles text[])
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select person.authority_id, person.subject, person.name, array_agg(person_role.role order by person_role.role)
    from access.person
    join access.authority on authority.authority_id = person.authority_id and authority.is_example
    join access.person_role
        on person_role.authority_id = person.authority_id
        and person_role.person_id = person.person_id
        and person_role.withdrawn_at is null
    where person.issuer = p_issuer and person.disabled_at is null
    group by person.authority_id, person.person_id, person.subject, person.name
    order by person.authority_id, person.person_id;
end;

grant execute on function
    access.sign_in(text, text, text, text, text[], bytea, bytea, text, text),
    access.sign_out(bytea),
    access.sign_out_everywhere(),
    access.authorities(),
    access.personas(text)
to throughline_app;
