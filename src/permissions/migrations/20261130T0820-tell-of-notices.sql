-- Where people can be reached, and nothing else: nobody is known by an address.
create table access.mail_address (
    authority_id text not null,
    person_id bigint not null,
    -- provider: said at each sign-in; local: set here, and used in its place
    given_by text not null,
    address text not null,
    constraint mail_address_given_by check (given_by in ('provider', 'local')),
    constraint mail_address_pk primary key (authority_id, person_id, given_by),
    constraint mail_address_person foreign key (authority_id, person_id) references access.person
);

alter table access.mail_address enable row level security;
alter table access.mail_address force row level security;
create policy owner on access.mail_address to throughline_owner using (true) with check (true);
create policy app_administers on access.mail_address to throughline_app
using (authority_id = (select access.in_authority()) and (select access.what()) = 'administration.do')
with check (authority_id = (select access.in_authority()) and (select access.what()) = 'administration.do');
grant select, insert, update, delete on access.mail_address to throughline_app;

-- Keeps the address that the provider gives for the person of a session; null where it gives none.
create function access.keep_address(p_session bytea, p_address text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    asker access.session;
begin
    select * into asker from access.session where session_hash = p_session and ended_at is null;
    if p_address is null then
        delete from access.mail_address
        where authority_id = asker.authority_id and person_id = asker.person_id and given_by = 'provider';
    elsif asker.person_id is not null then
        insert into access.mail_address as held (authority_id, person_id, given_by, address)
        values (asker.authority_id, asker.person_id, 'provider', p_address)
        on conflict (authority_id, person_id, given_by) do update set address = excluded.address
        where held.address <> excluded.address;
    end if;
end
$$;

grant execute on function access.keep_address(bytea, text) to throughline_app;

-- Whoever is told on their page is told by mail: the same people as access.notices.
create function access.tell_of_notice() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform notify.tell(
        new.authority_id,
        new.kind,
        new.break_glass_id::text,
        array(
            select person_role.person_id
            from access.person_role
            where
                person_role.authority_id = new.authority_id
                and person_role.role = new.role
                and person_role.withdrawn_at is null
                and (
                    new.team is null
                    or exists (
                        select from access.person_place
                        where
                            person_place.authority_id = new.authority_id
                            and person_place.person_id = person_role.person_id
                            and person_place.kind = 'team'
                            and person_place.place = new.team
                    )
                )
        )
    );
    return null;
end
$$;

create trigger notice_tells after insert on access.notice
for each row execute function access.tell_of_notice();
