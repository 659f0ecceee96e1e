-- Today's list as it opens, for everybody who answers for the same: all that a team's list and first page say before anything
-- is narrowed. Read in place of thousands of lines that would be counted again for each look; whoever has no row here has
-- the lines counted.
create table published.first_page (
    authority_id text not null,
    publication_id bigint not null,
    holder text not null,
    -- a Worklist of src/children/worklist/worklist.ts, and a WorklistOverview with ten lines
    worklist json not null,
    overview json not null,
    constraint first_page_pk primary key (authority_id, publication_id, holder)
);

alter table published.first_page enable row level security;
alter table published.first_page force row level security;
create policy owner on published.first_page to throughline_owner using (true) with check (true);
create policy publisher on published.first_page to throughline_publisher
using (authority_id = (select access.in_authority()))
with check (authority_id = (select access.in_authority()));

-- Only for who answers for exactly this holder's children: nobody for whom others, or a record that was opened or is sealed,
-- come on top.
create policy app_reads on published.first_page for select to throughline_app
using (
    authority_id = (select access.in_authority())
    and publication_id = (select access.in_publication())
    and holder = (select (access.holders())[1])
    and (select cardinality(access.holders()) = 1 and cardinality(access.opened()) = 0)
);

grant select on published.first_page to throughline_app;
grant select, delete on published.first_page to throughline_publisher;

-- A record that is sealed or unsealed changes what lists say: they are counted from then on.
create function published.forget_first_pages()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from published.first_page
    where (authority_id, publication_id) in (select authority_id, publication_id from changed);
    return null;
end
$$;

create trigger forget_first_pages
after update on published.obligation
referencing new table as changed
for each statement
execute function published.forget_first_pages();

-- Writes them for the publication that readers see, unless they are there. p_soon is the last day that counts as soon. Nobody
-- seals or unseals meanwhile (access.seal holds the authority's row, too).
create function published.write_first_pages(p_soon date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    of_authority constant text := access.in_authority();
    current_publication bigint;
    day date;
begin
    select access.authority.publication_id into current_publication
    from access.authority
    where access.authority.authority_id = of_authority
    for no key update;
    delete from published.first_page where authority_id = of_authority and publication_id <> current_publication;
    if current_publication is null or exists (
        select from published.first_page where authority_id = of_authority and publication_id = current_publication
    ) then
        return;
    end if;
    select as_at into day from published.publication where authority_id = of_authority and publication_id = current_publication;

    insert into published.first_page (authority_id, publication_id, holder, worklist, overview)
    with to_do as materialized (
        select
            obligation.obligation_id,
            coalesce(obligation.child_id, obligation.adopter_id) as whose,
            obligation.timescale,
            obligation.due_on,
            obligation.worker,
            obligation.team,
            obligation.area,
            obligation.holders,
            case
                when obligation.state = 'unknown' or obligation.due_on is null then 'unknown'
                when obligation.due_on < day then 'late'
                when obligation.due_on = day then 'today'
                when obligation.due_on <= p_soon then 'soon'
                else 'later'
            end as part,
            json_build_object(
                'ref', obligation.ref,
                'child', coalesce(obligation.child_id, obligation.adopter_id),
                'dateOfBirth', child.date_of_birth,
                'timescale', obligation.timescale,
                'startedOn', obligation.started_on,
                'dueOn', obligation.due_on,
                'state', obligation.state,
                'reason', obligation.reason,
                'provisional', obligation.provisional,
                'worker', obligation.worker,
                'team', obligation.team,
                'area', obligation.area
            ) as told
        from published.obligation
        left join published.child
            on child.authority_id = obligation.authority_id
            and child.publication_id = obligation.publication_id
            and child.child_id = obligation.child_id
            and not child.sealed
        where
            obligation.authority_id = of_authority
            and obligation.publication_id = current_publication
            and obligation.to_do
            and not obligation.sealed
    ),
    held as materialized (
        select
            holder.holder,
            to_do.*,
            part in ('late', 'today', 'soon') as is_near,
            row_number() over (partition by holder.holder order by due_on nulls last, whose, obligation_id) as place,
            row_number() over (
                partition by holder.holder, part in ('late', 'today', 'soon')
                order by due_on, whose, obligation_id
            ) as near_place
        from to_do
        cross join lateral (select distinct unnest(to_do.holders) as holder) as holder
    ),
    counted as (
        select holder, json_object_agg(part, n) as counts
        from (select holder, part, count(*) as n from held group by holder, part) as by_part
        group by holder
    ),
    whole as (
        select
            holder,
            count(distinct whose) as children,
            count(distinct whose) filter (where is_near) as near_children,
            json_agg(told order by place) filter (where place <= 50) as lines,
            json_agg(told order by near_place) filter (where is_near and near_place <= 10) as near_lines
        from held
        group by holder
    ),
    choice as (
        select
            holder,
            json_build_object(
                'timescales', json_agg(value order by value) filter (where kind = 'timescale'),
                'workers', coalesce(json_agg(value order by value) filter (where kind = 'worker'), '[]'),
                'teams', coalesce(json_agg(value order by value) filter (where kind = 'team'), '[]'),
                'areas', coalesce(json_agg(value order by value) filter (where kind = 'area'), '[]')
            ) as choices
        from (
            select distinct held.holder, chosen.kind, chosen.value
            from held
            cross join lateral (
                values ('timescale', timescale), ('worker', worker), ('team', team), ('area', area)
            ) as chosen (kind, value)
            where chosen.value is not null
        ) as one
        group by holder
    ),
    place as (
        select
            holder,
            kind,
            json_agg(
                json_build_object('name', name, 'late', late, 'today', today, 'soon', soon)
                order by late desc, soon desc, name nulls last
            ) as places
        from (
            select
                held.holder,
                of_one.kind,
                of_one.name,
                count(*) filter (where part = 'late') as late,
                count(*) filter (where part = 'today') as today,
                count(*) filter (where part = 'soon') as soon
            from held
            cross join lateral (values ('worker', worker), ('team', team)) as of_one (kind, name)
            where is_near
            group by held.holder, of_one.kind, of_one.name
        ) as counted_place
        group by holder, kind
    )
    select
        of_authority,
        current_publication,
        whole.holder,
        json_build_object(
            'lines', whole.lines,
            'counts', counted.counts,
            'children', whole.children,
            'choices', choice.choices
        ),
        json_build_object(
            'counts', counted.counts,
            'children', whole.near_children,
            'first', coalesce(whole.near_lines, '[]'),
            'workers', coalesce(workers.places, '[]'),
            'teams', coalesce(teams.places, '[]')
        )
    from whole
    join counted using (holder)
    join choice using (holder)
    left join place as workers on workers.holder = whole.holder and workers.kind = 'worker'
    left join place as teams on teams.holder = whole.holder and teams.kind = 'team';
end
$$;

revoke all on function published.forget_first_pages(), published.write_first_pages(date) from public;
grant execute on function published.write_first_pages(date) to throughline_publisher;
