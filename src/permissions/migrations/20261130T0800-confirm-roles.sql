-- With what the identity provider is asked again, while a session lasts, whether its person still has their roles. Reached
-- by the functions below alone.
create table access.session_grant (
    authority_id text not null,
    session_hash bytea not null,
    -- the provider's refresh token, locked with a key that is not in the database
    token bytea not null,
    confirmed_at timestamptz not null default now(),
    -- when the provider was last asked, whatever it answered
    asked_at timestamptz,
    constraint session_grant_pk primary key (authority_id, session_hash),
    constraint session_grant_hash unique (session_hash),
    constraint session_grant_session foreign key (authority_id, session_hash) references access.session on delete cascade
);

alter table access.session_grant enable row level security;
alter table access.session_grant force row level security;
create policy owner on access.session_grant to throughline_owner using (true) with check (true);

-- A session that ends leaves nothing with which its provider could be asked.
create function access.forget_grant() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from access.session_grant where session_hash = new.session_hash;
    return null;
end
$$;

create trigger session_ends after update of ended_at on access.session
for each row when (new.ended_at is not null) execute function access.forget_grant();

-- Keeps the token of a session, in place of the one before.
create function access.keep_grant(p_session bytea, p_token bytea)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    insert into access.session_grant (authority_id, session_hash, token)
    select session.authority_id, session.session_hash, p_token
    from access.session
    where session.session_hash = p_session and session.ended_at is null
    on conflict (authority_id, session_hash) do update set token = excluded.token;
end;

-- Seconds since the provider last confirmed the roles of a session; null where it cannot be asked, or was a minute ago.
create function access.unconfirmed(p_session bytea)
returns integer
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select floor(extract(epoch from now() - confirmed_at))::integer
    from access.session_grant
    where session_hash = p_session and (asked_at is null or asked_at <= now() - interval '1 minute');
end;

-- Takes it upon the caller to ask the provider of a session; no row where that is not due, or another does it.
create function access.claim_grant(p_session bytea, p_after interval)
returns table (authority_id text, token bytea)
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
    with due as (
        select held.session_hash
        from access.session_grant as held
        where
            held.session_hash = p_session
            and held.confirmed_at <= now() - p_after
            and (held.asked_at is null or held.asked_at <= now() - interval '1 minute')
        for no key update skip locked
    )
    update access.session_grant as held
    set asked_at = now()
    from due
    where held.session_hash = due.session_hash
    returning held.authority_id, held.token;
end;

-- Makes the roles of a session's person those that the provider gives now, as at sign-in, and keeps its next token. Where
-- it vouches for somebody else, or gives no role and none is given here, the session ends.
create function access.confirm_roles(
    p_session bytea,
    p_issuer text,
    p_subject text,
    p_claims text[],
    p_token bytea
)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    asker access.person;
begin
    select person.* into asker
    from access.session_grant as held
    join access.session on session.authority_id = held.authority_id and session.session_hash = held.session_hash
    join access.person on person.authority_id = session.authority_id and person.person_id = session.person_id
    where held.session_hash = p_session
    for no key update of person;
    if not found then
        return false;
    end if;
    if asker.issuer = p_issuer and asker.subject = p_subject then
        perform access.take_claims(asker.authority_id, asker.person_id, p_claims);
        if exists (
            select from access.person_role
            where authority_id = asker.authority_id and person_id = asker.person_id and withdrawn_at is null
        ) then
            update access.session_grant set token = p_token, confirmed_at = now() where session_hash = p_session;
            return true;
        end if;
    end if;
    perform access.sign_out(p_session);
    return false;
end
$$;

grant execute on function
    access.keep_grant(bytea, bytea),
    access.unconfirmed(bytea),
    access.claim_grant(bytea, interval),
    access.confirm_roles(bytea, text, text, text[], bytea)
to throughline_app;
