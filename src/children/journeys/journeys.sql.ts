import { type EventSource, occurrenceDetails, rowSources } from './event-sources.ts'

/**
 * One select of all events of all children, in order. Reads the record, what `createHistory` makes, and the tables
 * `event_kind (kind, title, order_in_day)` and `code_label (code_set, code, label)`.
 */
export function eventSql(): string {
  return `
    with row_event as (
        -- events with a column of their own, from rows that the record holds to be true
        ${rowSources.map(rowEventSql).join('\n        union all\n        ')}
    ),
    ${OCCURRENCE_STEPS},
    missing_event as (
        -- no dates are given, so each new count stands on the day of the extract that first had it
        select
            child_id,
            min(known_from) as on_date,
            'missing' as kind,
            null as code_set,
            null as code,
            missing_episodes_12_months || ' missing and ' || coalesce(absent_episodes_12_months, 0)
                || ' absent in the 12 months before' as words,
            'looked_after' as table_name,
            arg_max_null(allocated_team, known_from) as team,
            arg_max_null(allocated_worker, known_from) as worker,
            null::date as ends_on
        from looked_after_version
        semi join looked_after_known as known using (child_id, started_looked_after)
        where missing_episodes_12_months > 0
        group by child_id, started_looked_after, missing_episodes_12_months, absent_episodes_12_months
    ),
    every_event as (
        from row_event
        union all
        from occurrence_event
        union all
        from missing_event
    )
    select
        child_id,
        on_date,
        event_kind.order_in_day,
        every_event.kind,
        event_kind.title,
        case when code_label.label is null then words else concat_ws('; ', code_label.label, words) end as detail,
        table_name,
        team,
        worker,
        ends_on
    from every_event
    inner join event_kind on event_kind.kind = every_event.kind
    left join code_label on code_label.code_set = every_event.code_set and code_label.code = every_event.code
    where child_id is not null and on_date is not null
    order by child_id, on_date, order_in_day, detail`
}

function rowEventSql(source: EventSource): string {
  const [team, worker] = source.unallocated ? ['null', 'null'] : ['allocated_team', 'allocated_worker']
  return `select
            child_id,
            ${source.on} as on_date,
            '${source.kind}' as kind,
            ${source.coded ? `'${source.coded.set}'` : 'null'} as code_set,
            ${source.coded?.column ?? 'null'} as code,
            ${source.words ?? 'null::varchar'} as words,
            '${source.table}' as table_name,
            ${team} as team,
            ${worker} as worker,
            ${source.endsOn ?? 'null::date'} as ends_on
        from ${source.from ?? source.table}
        where ${source.on} is not null`
}

const codeSets = Object.entries(occurrenceDetails).map(([kind, set]) => `when '${kind}' then '${set}'`)

const OCCURRENCE_STEPS = `care_end as (
        select child_id, started_looked_after as episode_start, coalesce(ceased_looked_after, gone_on) as left_on
        from looked_after_known
    ),
    placed as (
        -- placements and legal statuses last until the next one, or until care ends
        select
            occurrence.*,
            row_number() over spell as nth,
            coalesce(lead(happened_on) over spell, left_on) as ends_on
        from occurrence
        left join care_end using (child_id, episode_start)
        where kind in ('placement', 'legal-status')
        window spell as (partition by kind, child_id, episode_start order by happened_on)
    ),
    occurrence_event as (
        select
            child_id,
            happened_on as on_date,
            -- a child in care is placed from the first day, so a placement that starts later is a move
            case
                when kind = 'placement' and (nth > 1 or happened_on > episode_start) then 'placement-move'
                else kind
            end as kind,
            case kind ${codeSets.join(' ')} end as code_set,
            detail as code,
            null::varchar as words,
            table_name,
            team,
            worker,
            ends_on
        from placed
        union all
        select
            child_id,
            happened_on as on_date,
            kind,
            case kind ${codeSets.join(' ')} end as code_set,
            detail as code,
            case when kind = 'cp-visit'
                then case detail when 'Y' then 'Child seen alone' when 'N' then 'Child not seen alone' end
            end as words,
            table_name,
            team,
            worker,
            null::date as ends_on
        from occurrence
        where kind not in ('placement', 'legal-status')
    )`
