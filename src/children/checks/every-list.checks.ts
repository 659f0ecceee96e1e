import type { Check } from '#checks'
import type { TableFormat } from '#imports'
import { type Listed, listed } from './listed.ts'
import {
  asAt,
  day,
  HOUSE_RULE,
  has,
  joinUnreadable,
  listSource,
  quoted,
  rowCheck,
  unreadableRows,
  words,
} from './row-check.ts'

/**
 * The longest time by which an unborn child's expected birth lies ahead, in days, with some to spare for a date that
 * was only estimated.
 */
const PREGNANCY_DAYS = 300

/** Nobody over this age is in a list of children. Care leavers are entitled to 25. */
const OLDEST = 25

/** Lists of events that may hold older rows while they are open: those with none of these columns filled. */
const stillOpen: Readonly<Record<string, readonly string[]>> = {
  early_help: ['assessment_completion_date'],
  section_47: ['icpc_not_required', 'icpc_date'],
}

const withChildren = listed.filter(({ list }) => has(list, 'date_of_birth'))
const datedChildren = withChildren.filter((each) => each.event !== undefined) as readonly (Listed & { event: string })[]

/** Days that have not come yet, other than birth dates. */
const futureDates = listed.map(({ list, id, row }) => {
  const dates = list.columns.filter((column) => column.type === 'date' && column.name !== 'date_of_birth')
  const said = dates.map(
    ({ name, header }) =>
      `case when t.${name} > ${asAt} then concat(${quoted(`${header.trim()}: `)}, ${day(`t.${name}`)}) end`,
  )
  return rowCheck(
    list,
    {
      reads: dates.map((column) => column.name),
      where: `greatest(${dates.map((column) => `t.${column.name}`).join(', ')}) > ${asAt}`,
      detail: words`After the day of the extract: ${`concat_ws('; ', ${said.join(',\n        ')})`}`,
    },
    {
      id: `${id}-future-date`,
      title: `A date of the ${row} is still to come`,
      severity: 'error',
      why: 'What has not happened cannot be counted; the row falls out of every period, or into the wrong one.',
      todo: 'Correct the year, or leave the cell empty until the day has passed. Booked meetings do not belong here.',
      source: listSource(list),
    },
  )
})

/** Birth dates that nobody in the list can have; what `age`, `born after` and the like say of them would be no news. */
const impossibleBirths = datedChildren.map(({ list, id, event, beforeBirth }) => {
  const latest = beforeBirth ? `${asAt} + ${PREGNANCY_DAYS}` : asAt
  const age = `age_on(t.date_of_birth, least(t.${event}, ${asAt}))`
  return rowCheck(
    list,
    {
      reads: ['date_of_birth', event],
      where: `t.date_of_birth > ${latest}
    or ${age} > ${OLDEST}`,
      detail: words`Born ${day('t.date_of_birth')}${`case when t.date_of_birth > ${latest} then ', too far ahead'
        else concat(', aged ', ${age}) end`}`,
    },
    {
      id: `${id}-birth-date-impossible`,
      title: `Birth date cannot be right`,
      severity: 'error',
      why: 'Age decides which visits, reviews and services are due, and every breakdown by age.',
      todo: 'Correct the birth date in the case system. For an unborn child give the expected day or leave it empty.',
      source: listSource(list),
    },
  )
})

const plausibleBirth = (beforeBirth: boolean | undefined) =>
  `t.date_of_birth <= ${beforeBirth ? `${asAt} + ${PREGNANCY_DAYS}` : asAt}`

/** Work that began before the child can have been expected, or before birth where it cannot begin earlier. */
const bornAfter = datedChildren.map(({ list, id, row, event, beforeBirth }) =>
  rowCheck(
    list,
    {
      reads: ['date_of_birth', event],
      where: `t.${event} < t.date_of_birth${beforeBirth ? ` - ${PREGNANCY_DAYS}` : ''} and ${plausibleBirth(beforeBirth)}`,
      detail: words`Dated ${day(`t.${event}`)}, but the child was born ${day('t.date_of_birth')}`,
    },
    {
      id: `${id}-before-birth`,
      title: `The ${row} is dated before the child ${beforeBirth ? 'was expected' : 'was born'}`,
      severity: 'error',
      why: 'One of the two dates is wrong, and ages and durations with it.',
      todo: 'Check both dates; twins, siblings and re-used records are common causes.',
      source: HOUSE_RULE,
    },
  ),
)

/** People who were adults already. */
const tooOld = datedChildren
  .filter((each) => each.oldest !== undefined)
  .map(({ list, id, row, event, oldest }) => {
    const age = `age_on(t.date_of_birth, t.${event})`
    return rowCheck(
      list,
      {
        reads: ['date_of_birth', event],
        where: `${age} between ${oldest! + 1} and ${OLDEST} and t.${event} <= ${asAt}`,
        detail: words`Aged ${age} on ${day(`t.${event}`)}`,
      },
      {
        id: `${id}-adult`,
        title: `The ${row} began when the person was 18 or over`,
        severity: 'query',
        why: 'Children’s services end at 18 but for care leavers and some disabled young people; rates count children.',
        todo: 'Check the birth date; move adults out of the list.',
        source: listSource(list),
      },
    )
  })

/** Ages that no day between the row's extracts gives. */
const agesDiffer = withChildren.map(({ list, id }) =>
  rowCheck(
    list,
    {
      reads: ['age', 'date_of_birth'],
      where: `t.age not between greatest(age_on(t.date_of_birth, t.known_from), -1) and greatest(age_on(t.date_of_birth, ${asAt}), 0)
    and t.date_of_birth <= ${asAt} + ${PREGNANCY_DAYS}`,
      detail: words`Age in the file is ${'t.age'}, but a child born ${day('t.date_of_birth')} is ${`greatest(age_on(t.date_of_birth, ${asAt}), 0)`}`,
    },
    {
      id: `${id}-age-differs`,
      title: 'Age in the file is not the age that the birth date gives',
      severity: 'query',
      why: 'Figures are made from the birth date; a reader of the file sees another age.',
      todo: 'See whether the birth date or the report that works out the age is wrong.',
      source: HOUSE_RULE,
    },
  ),
)

/** Rows older than the record's cover of their list: the extract's window was not kept. */
const outsideWindow = listed
  .filter(({ list }) => list.window.kind !== 'current')
  .map(({ list, id, row, event, beforeBirth }) => {
    const window = windowDay(list)
    const readsBirth = list.window.kind === 'event' && has(list, 'date_of_birth')
    return rowCheck(
      list,
      {
        reads: [...window.reads, ...(readsBirth ? ['date_of_birth'] : [])],
        join: `cross join (select min(covered_from) as covered_from from coverage where table_name = ${quoted(list.table)}) as cover`,
        where: `${window.day} < cover.covered_from${window.unless}${
          readsBirth
            ? `\n    and not coalesce(t.${event} < t.date_of_birth${beforeBirth ? ` - ${PREGNANCY_DAYS}` : ''}, false)`
            : ''
        }`,
        detail: words`Dated ${day(window.day)}; the list reaches back to ${day('cover.covered_from')}`,
      },
      {
        id: `${id}-outside-window`,
        title: `The ${row} is older than the list reaches`,
        severity: 'warning',
        why: 'A list that holds some older rows and not others makes earlier months look busier or quieter than they were.',
        todo: 'Check the year of the date; if it is right, check the window of the report that makes the list.',
        source: listSource(list),
      },
    )
  })

interface WindowDay {
  readonly day: string
  readonly reads: readonly string[]
  /** Older rows that may stand in the list all the same. */
  readonly unless: string
}

function windowDay({ table, window }: TableFormat): WindowDay {
  if (window.kind === 'open') {
    const ends = [window.to, ...(window.orEnds ? [window.orEnds] : [])]
    const columns = ends.map((column) => `t.${column}`)
    const day = columns.length > 1 ? `coalesce(${columns.join(', ')})` : columns[0]!
    // An end before the start is reported as such.
    return { day, reads: [window.from, ...ends], unless: `\n    and coalesce(${day} >= t.${window.from}, true)` }
  }
  if (window.kind === 'current') throw new Error(`${table} has no window`)
  const still = stillOpen[table] ?? []
  const unless =
    still.length > 0
      ? `\n    and coalesce(${still.map((column) => `t.${column}::varchar`).join(', ')}) is not null`
      : ''
  return { day: `t.${window.on}`, reads: [window.on, ...still], unless }
}

/** Columns in which the standard wants a value and that no check of their own looks after. */
function requiredColumns({ list, open }: Listed): readonly string[] {
  const allocated = ['allocated_team', 'allocated_worker']
  return list.columns
    .filter((column) => column.required && !list.key.includes(column.name))
    .filter((column) => open?.where !== 'true' || !allocated.includes(column.name))
    .map((column) => column.name)
}

const headerOf = (list: TableFormat, name: string) => list.columns.find((column) => column.name === name)!.header

/** Cells left empty. Cells that could not be read, and columns without any value, are reported as such. */
const requiredEmpty = listed.map((each) => {
  const { list, id, open } = each
  const columns = requiredColumns(each)
  const empty = (name: string) =>
    `t.${name} is null and (filled.${name} > 0 or list_contains(filled.unreadable_columns, ${quoted(name)}))${
      name.startsWith('allocated_') && open ? ` and not (${open.where})` : ''
    } and not coalesce(list_contains(unreadable.columns, ${quoted(name)}), false)`
  return rowCheck(
    list,
    {
      reads: [...columns, ...(open?.reads ?? [])],
      uses: { cell_problem: ['table_name', 'column_name'] },
      steps: `filled as (
    select
        ${columns.map((name) => `count(${name}) as ${name}`).join(', ')},
        (select list(distinct column_name) from cell_problem where table_name = ${quoted(list.table)}) as unreadable_columns
    from ${list.table}
),
${unreadableRows(list)}`,
      join: `cross join filled
${joinUnreadable}`,
      where: columns.map((name) => `(${empty(name)})`).join('\n    or '),
      detail: words`Empty: ${`concat_ws('; ', ${columns.map((name) => `case when ${empty(name)} then ${quoted(headerOf(list, name))} end`).join(',\n        ')})`}`,
    },
    {
      id: `${id}-required-empty`,
      title: 'A cell that must be filled is empty',
      severity: 'warning',
      why: 'The child is missing from every breakdown by that column, and inspectors ask for the list to be complete.',
      todo: 'Fill the cell in the case system, or see why the report leaves it out.',
      source: listSource(list),
    },
  )
})

/** Columns that no row of the list fills. One finding for the column, not one for each row. */
const columnsEmpty = listed.map((each): Check => {
  const { list, id } = each
  const columns = [...requiredColumns(each), ...(has(list, 'date_of_birth') ? ['date_of_birth'] : [])]
  return {
    id: `${id}-column-empty`,
    title: 'A column has no value in any row',
    severity: 'warning',
    table: list.table,
    needs: { [list.table]: columns },
    uses: { cell_problem: ['table_name', 'column_name'] },
    why: 'Measures and timescales that need the column have nothing to go by, for the whole authority.',
    todo: 'Look whether the file has the column under a header that was not recognised, or add it to the report.',
    source: listSource(list),
    sql: `with filled as (
    select count(*) as row_count, ${columns.map((name) => `count(${name}) as ${name}`).join(', ')} from ${list.table}
),
list_column as (
    select unnest([${columns.map((name) => `{'name': ${quoted(name)}, 'header': ${quoted(headerOf(list, name))}, 'filled': filled.${name}}`).join(', ')}], recursive := true)
    from filled
    where filled.row_count > 0
)
select
    concat('No row has a value for: ', header) as detail,
    name as row_key
from list_column
where filled = 0
    and name not in (select column_name from cell_problem where table_name = ${quoted(list.table)})`,
  }
})

/** Open work that nobody holds. */
const nobodyAllocated = listed
  .filter(({ list, open }) => open && has(list, 'allocated_worker'))
  .map(({ list, id, row, open }) =>
    rowCheck(
      list,
      {
        reads: ['allocated_team', 'allocated_worker', ...open!.reads],
        where: `${open!.where} and (t.allocated_worker is null or t.allocated_team is null)`,
        detail: `case
        when t.allocated_worker is null and t.allocated_team is null then 'Open with neither worker nor team'
        when t.allocated_worker is null then concat('Open with no worker, in ', t.allocated_team)
        else concat('Open with no team, worker ', t.allocated_worker) end`,
      },
      {
        id: `${id}-not-allocated`,
        title: `An open ${row} has no worker or no team`,
        severity: 'error',
        why: 'Nobody sees the child’s work on a list of what is due, and caseloads are understated.',
        todo: 'Allocate the child, or correct the allocation in the case system today.',
        source: listSource(list),
      },
    ),
  )

/** What every list is asked, list by list. */
export const everyListChecks: readonly Check[] = [
  ...futureDates,
  ...impossibleBirths,
  ...bornAfter,
  ...tooOld,
  ...agesDiffer,
  ...outsideWindow,
  ...requiredEmpty,
  ...columnsEmpty,
  ...nobodyAllocated,
]
