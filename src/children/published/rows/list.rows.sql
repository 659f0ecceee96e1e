-- Rows that lists show: what is due, and what is odd.

create or replace temp view published_obligation as
select
    kept_obligation.obligation_id,
    kept_obligation.child_id,
    child_ref.ref,
    kept_obligation.adopter_id,
    kept_obligation.timescale,
    kept_obligation.started_on,
    kept_obligation.due_on,
    kept_obligation.met_on,
    kept_obligation.state,
    kept_obligation.to_do,
    kept_obligation.days_over,
    kept_obligation.reason,
    kept_obligation.worker,
    kept_obligation.team,
    kept_obligation.area,
    kept_obligation.provisional,
    case
        when kept_obligation.child_id is not null then coalesce(child_holder.holders, ['*'])
        else list_prepend(
            '*', holders_of(kept_obligation.area, kept_obligation.team, kept_obligation.worker)
        )
    end as holders,
    sealed_child.child_id is not null as sealed
from kept_obligation
left join child_ref on child_ref.child_id = kept_obligation.child_id
left join child_holder on child_holder.child_id = kept_obligation.child_id
left join sealed_child on sealed_child.child_id = kept_obligation.child_id;

-- `new_finding (check_id, row_key)`: rows that were not odd in the snapshot before.
create or replace temp view published_finding as
select
    row_number() over (
        order by
            finding.check_id, finding.table_name, finding.child_id, finding.row_key, finding.source_file,
            finding.source_sheet, finding.source_row, finding.detail
    ) as finding_id,
    finding.check_id,
    finding.severity,
    finding.child_id,
    child_ref.ref,
    finding.table_name,
    finding.detail,
    finding.source_file as file,
    finding.source_sheet as sheet,
    finding.source_row as "row",
    finding.worker,
    finding.team,
    finding.area,
    new_finding.row_key is not null as is_new,
    list_prepend('*', list_sort(list_distinct(list_concat(
        list_filter(coalesce(child_holder.holders, []), holder -> holder <> '*'),
        holders_of(finding.area, finding.team, finding.worker)
    )))) as holders,
    sealed_child.child_id is not null as sealed
from finding
left join new_finding on new_finding.check_id = finding.check_id and new_finding.row_key = finding.row_key
left join child_ref on child_ref.child_id = finding.child_id
left join child_holder on child_holder.child_id = finding.child_id
left join sealed_child on sealed_child.child_id = finding.child_id;

create or replace temp view published_check_run as
select
    check_run.check_id,
    check_run.found,
    check_run.reason as not_run,
    check_trend.fresh,
    check_trend.still,
    check_trend.mended
from check_run
left join check_trend on check_trend.check_id = check_run.check_id;

-- The rows behind figures, by the same rule as findings: a row is held by whom it names, beside the child's holders. One child is in
-- many figures, so that holders are worked out once for each child with whom rows name, ready for COPY.
create or replace temp table behind_whom as
with named as (
    select distinct
        behind.child_id,
        behind.worker,
        behind.team,
        coalesce(team_area.area, worker_area.area) as area
    from behind
    left join team_area on team_area.team = behind.team
    left join worker_area on worker_area.worker = behind.worker
)
select
    named.child_id,
    named.worker,
    named.team,
    named.area,
    child_ref.ref,
    copy_array(list_prepend('*', list_sort(list_distinct(list_concat(
        list_filter(coalesce(child_holder.holders, []), holder -> holder <> '*'),
        holders_of(named.area, named.team, named.worker)
    ))))) as holders,
    sealed_child.child_id is not null as sealed
from named
left join child_ref on child_ref.child_id = named.child_id
left join child_holder on child_holder.child_id = named.child_id
left join sealed_child on sealed_child.child_id = named.child_id;

create or replace temp view published_measure_row as
select
    behind.measure_id,
    behind.row_id,
    behind.child_id,
    whom.ref,
    behind.in_numerator,
    behind.key::varchar as "key",
    behind.worker,
    behind.team,
    whom.area,
    whom.holders,
    whom.sealed
from behind
join behind_whom as whom
    on whom.child_id is not distinct from behind.child_id
    and whom.worker is not distinct from behind.worker
    and whom.team is not distinct from behind.team;
