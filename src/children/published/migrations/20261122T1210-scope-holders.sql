-- The index over holders found the lines of every authority and publication in which somebody is called the same: '*' is held
-- everywhere, so that a director's list took longer with each authority of the ledger. With the publication before each holder
-- it finds those of the person's own alone.
create function published.scoped(p_publication bigint, p_holders text[])
returns text[]
language sql
immutable
parallel safe
return array(select p_publication::text || '/' || holder from unnest(p_holders) as holder);

grant execute on function published.scoped(bigint, text[]) to throughline_app, throughline_publisher;

alter table published.obligation
add column scope text[] not null generated always as (published.scoped(publication_id, holders)) stored;

drop index published.obligation_holders;
create index obligation_scope on published.obligation using gin (scope) where to_do;

alter policy app_reads on published.obligation
using (
    authority_id = (select access.in_authority())
    and publication_id = (select access.in_publication())
    and (
        child_id = any ((select access.opened())::text[])
        or (not sealed and scope && (select published.scoped(access.in_publication(), access.holders())))
    )
);
