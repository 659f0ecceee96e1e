import type { Column, TableFormat } from '#imports'
import type { SqlValue } from '#platform/lake'
import { addDays, plainDate } from '#values'
import { AS_AT_DAY, type CaseRecord, type CheckCases, COVERED_FROM, formatOf } from './case.ts'

type Extra = Readonly<Record<string, SqlValue>>

/**
 * What is expected of each list, written down again by hand: the day by which age is judged, whether work may begin before
 * birth, the column that ends a row, and whether adults are asked about.
 */
const expected = [
  { id: 'contact', table: 'contact', event: 'date_of_contact', unborn: true, adult: true },
  { id: 'early-help', table: 'early_help', event: 'assessment_start_date', unborn: true, adult: false },
  { id: 'referral', table: 'referral', event: 'date_of_referral', unborn: true, adult: true },
  {
    id: 'assessment',
    table: 'assessment',
    event: 'assessment_start_date',
    unborn: true,
    adult: true,
    end: 'authorisation_date',
  },
  { id: 's47', table: 'section_47', event: 'strategy_discussion_date', unborn: true, adult: true },
  { id: 'cin', table: 'child_in_need', event: 'cin_start_date', unborn: true, adult: true, end: 'cin_closure_date' },
  { id: 'plan', table: 'protection_plan', event: 'plan_start_date', unborn: true, adult: true, end: 'plan_end_date' },
  {
    id: 'care',
    table: 'looked_after',
    event: 'started_looked_after',
    unborn: false,
    adult: true,
    end: 'ceased_looked_after',
  },
  { id: 'care-leaver', table: 'care_leaver' },
  { id: 'adoption', table: 'adoption', event: 'adoption_decision', unborn: false, adult: true, end: 'adoption_order' },
  { id: 'adopter', table: 'adopter', event: 'enquiry_received', end: 'left_process' },
] as const

type Expected = (typeof expected)[number] & {
  readonly event?: string
  readonly unborn?: boolean
  readonly adult?: boolean
  readonly end?: string
}

const day = (from: string, days: number) => addDays(plainDate(from), days)
const EVENT = '2025-06-02'
const list = (each: Expected) => formatOf(each.table)!
const has = (each: Expected, column: string) => list(each).columns.some(({ name }) => name === column)

/** A row of the list on an ordinary day, with what is given. */
const row = (each: Expected, extra: Extra): CaseRecord => ({
  [each.table]: [{ ...(each.event ? { [each.event]: EVENT } : {}), ...extra }],
})

function futureDate(each: Expected): CheckCases {
  const dates = list(each).columns.filter(({ type, name }) => type === 'date' && name !== 'date_of_birth')
  return {
    passes: [row(each, Object.fromEntries(dates.map(({ name }) => [name, AS_AT_DAY])))],
    fails: dates.map(({ name, header }) => [
      row(each, { ...Object.fromEntries(dates.map((date) => [date.name, AS_AT_DAY])), [name]: day(AS_AT_DAY, 1) }),
      new RegExp(`^After the day of the extract: ${escaped(header.trim())}: 1 April 2026$`),
    ]),
  }
}

function impossibleBirth(each: Expected): CheckCases {
  const latest = latestBirth(each)
  return {
    passes: [
      row(each, { date_of_birth: latest }),
      row(each, { date_of_birth: '1999-06-03' }),
      row(each, { [each.event!]: '2999-12-31', date_of_birth: '2010-06-03' }),
    ],
    fails: [
      [row(each, { date_of_birth: day(latest, 1) }), /, too far ahead$/],
      [row(each, { date_of_birth: '1999-06-02' }), /^Born 2 June 1999, aged 26$/],
      [row(each, { [each.event!]: '2999-12-31', date_of_birth: '1999-06-02' }), /^Born 2 June 1999, aged 26$/],
    ],
  }
}

/** The last day on which a child of the list may be expected. */
const latestBirth = (each: Expected) => day(AS_AT_DAY, each.unborn ? 300 : 0)

function beforeBirth(each: Expected): CheckCases {
  const soonest = day(EVENT, each.unborn ? 300 : 0)
  return {
    passes: [
      row(each, { date_of_birth: soonest }),
      row(each, { date_of_birth: '2999-12-31' }),
      row(each, { date_of_birth: day(latestBirth(each), 1) }),
      row(each, {}),
    ],
    fails: [
      [row(each, { date_of_birth: day(soonest, 1) }), /^Dated 2 June 2025, but the child was born/],
      [row(each, { date_of_birth: latestBirth(each) }), /^Dated 2 June 2025, but the child was born/],
    ],
  }
}

const adult = (each: Expected): CheckCases => ({
  passes: [
    row(each, { date_of_birth: '2007-06-03' }),
    row(each, { date_of_birth: '1999-06-02' }),
    row(each, { [each.event!]: '2026-04-01', date_of_birth: '2007-06-03' }),
  ],
  fails: [
    [row(each, { date_of_birth: '2007-06-02' }), /^Aged 18 on 2 June 2025$/],
    [row(each, { date_of_birth: '1999-06-03' }), /^Aged 25 on/],
    [row(each, { [each.event!]: AS_AT_DAY, date_of_birth: '2008-03-31' }), /^Aged 18 on 31 March 2026$/],
  ],
})

const ageDiffers = (each: Expected): CheckCases => ({
  passes: [
    row(each, { age: 10, date_of_birth: '2016-03-31' }),
    row(each, { age: 9, date_of_birth: '2016-03-31', known_from: '2026-03-30' }),
    row(each, { age: -1, date_of_birth: '2026-05-01' }),
    row(each, { age: 0, date_of_birth: '2026-05-01' }),
    row(each, { age: 5, date_of_birth: '2999-12-31' }),
    row(each, { age: 5, date_of_birth: day(AS_AT_DAY, 301) }),
    row(each, { age: 5 }),
    row(each, { date_of_birth: '2016-03-31' }),
  ],
  fails: [
    [row(each, { age: 9, date_of_birth: '2016-03-31' }), /^Age in the file is 9, .*31 March 2016 is 10$/],
    [row(each, { age: 11, date_of_birth: '2016-03-31' }), /is 11,/],
    [row(each, { age: 1, date_of_birth: '2026-05-01' }), /is 1, .* is 0$/],
    [row(each, { age: -2, date_of_birth: '2026-12-31', known_from: '2025-06-30' }), /is -2, .* is 0$/],
    [row(each, { age: 5, date_of_birth: day(AS_AT_DAY, 300) }), /is 5, .* is 0$/],
  ],
})

/** Columns that, when filled, say that a row of a list of events has ended. */
const endedBy: Readonly<Record<string, Extra>> = {
  early_help: { assessment_completion_date: '2020-03-31' },
  section_47: { icpc_not_required: 'Y' },
}

function outsideWindow(each: Expected): CheckCases {
  const column = each.end ?? each.event!
  const ended = each.end ? { [each.event!]: '2020-01-02' } : (endedBy[each.table] ?? {})
  const early = day(COVERED_FROM, -1)
  const lateBirth = has(each, 'date_of_birth') && !each.end
  return {
    passes: [
      row(each, { ...ended, [column]: COVERED_FROM }),
      row(each, ended),
      ...(endedBy[each.table] ? [row(each, { [column]: early })] : []),
      // What is wrong is another date, which is reported as such.
      ...(lateBirth ? [row(each, { ...ended, [column]: early, date_of_birth: '2025-01-01' })] : []),
      ...(lateBirth ? [row(each, { ...ended, [column]: early, date_of_birth: day(early, 301) })] : []),
      ...(each.end ? [row(each, { [column]: early })] : []),
    ],
    fails: [
      [row(each, { ...ended, [column]: early }), /^Dated 31 March 2020; the list reaches back to 1 April 2020$/],
      ...(lateBirth
        ? [[row(each, { ...ended, [column]: early, date_of_birth: day(early, 300) }), /^Dated 31 March 2020/] as const]
        : []),
      ...(each.end
        ? [early, null].map(
            (start) => [row(each, { [each.event!]: start, [column]: early }), /^Dated 31 March 2020/] as const,
          )
        : []),
      ...otherEnds
        .filter(([table]) => table === each.table)
        .map(([, extra]) => [row(each, { ...ended, ...extra }), /^Dated 31 March 2020/] as const),
    ],
  }
}

/** Other ways for a row to have ended on the day before the list reaches back to. */
const otherEnds: readonly (readonly [table: string, Extra])[] = [
  ['section_47', { icpc_not_required: null, strategy_discussion_date: '2020-03-31', icpc_date: '2020-05-01' }],
  ['adopter', { adoption_order: '2020-03-31' }],
  ['adoption', { decision_reversed: '2020-03-31' }],
]

/** A value that a column can hold. */
function anyValue(column: Column): SqlValue {
  if (column.type === 'date') return EVENT
  if (column.type === 'integer') return 1
  return column.codes?.values[0]?.code ?? `some ${column.name}`
}

function fullRow(of: TableFormat, extra: Extra): Extra {
  return { ...Object.fromEntries(of.columns.map((column) => [column.name, anyValue(column)])), ...extra }
}

/** Columns that must be filled and are not watched by another check. */
function required(each: Expected): readonly Column[] {
  const { key, columns } = list(each)
  const wanted = columns.filter((column) => column.required && !key.includes(column.name))
  return each.id === 'care-leaver' ? wanted.filter(({ name }) => !name.startsWith('allocated_')) : wanted
}

const idColumn = (each: Expected) => (each.id === 'adopter' ? 'adopter_id' : 'child_id')

/** One full row, and one of another child without a value in `column`. */
const twoRows = (each: Expected, column: string, extra: Extra = {}): CaseRecord => ({
  [each.table]: [
    fullRow(list(each), { [idColumn(each)]: '2' }),
    fullRow(list(each), { [idColumn(each)]: '1', [column]: null, ...extra }),
  ],
})

const place = { extract: 'test', source_file: 'test.csv', source_sheet: '', source_row: 3 }

function requiredEmpty(each: Expected): CheckCases {
  const first = required(each)[0]!.name
  const open = each.end && has(each, 'allocated_worker') ? { [each.end]: null } : undefined
  return {
    passes: [
      twoRows(each, idColumn(each), { [idColumn(each)]: '1' }),
      row(each, {}),
      {
        ...twoRows(each, first),
        cell_problem: [{ table_name: each.table, column_name: first, ...place }],
      },
      ...(open ? [twoRows(each, 'allocated_worker', open)] : []),
    ],
    fails: required(each).flatMap((column, i, all) => {
      const empty = new RegExp(`^Empty: ${escaped(column.header)}$`)
      const other = all[(i + 1) % all.length]!.name
      const unread = (table_name: string, column_name: string) => ({ table_name, column_name, ...place })
      const filled = fullRow(list(each), { [idColumn(each)]: '2' })
      const without = (...names: readonly string[]) =>
        fullRow(list(each), { [idColumn(each)]: '1', ...Object.fromEntries(names.map((name) => [name, null])) })
      // The other column is empty in every row, or could not be read here: either is reported as such.
      const noRow = { [each.table]: [{ ...filled, [other]: null }, without(column.name, other)] }
      const unreadHere = {
        [each.table]: [filled, without(column.name, other)],
        cell_problem: [unread(each.table, other)],
      }
      // Of a column with no value at all, one cell could not be read: the others are empty.
      const unreadThere = {
        [each.table]: [
          { ...filled, [column.name]: null, source_row: 3 },
          { ...without(column.name), source_row: 2 },
        ],
        cell_problem: [unread(each.table, column.name)],
      }
      const elsewhere = [{ table_name: 'other' }, { extract: 'before' }, { source_file: 'b' }, { source_sheet: 'b' }]
      return [
        [twoRows(each, column.name), empty],
        ...(all.length > 1
          ? ([
              [noRow, empty],
              [unreadHere, empty],
            ] as const)
          : []),
        [unreadThere, empty],
        ...(i === 0 ? elsewhere : []).map(
          (at) =>
            [
              { ...twoRows(each, column.name), cell_problem: [{ ...unread(each.table, column.name), ...at }] },
              empty,
            ] as const,
        ),
      ]
    }),
  }
}

function columnEmpty(each: Expected): CheckCases {
  const columns = [...required(each), ...list(each).columns.filter(({ name }) => name === 'date_of_birth')]
  const without = (column: string): CaseRecord => ({
    [each.table]: [fullRow(list(each), { [idColumn(each)]: '1', [column]: null })],
  })
  const first = columns[0]!.name
  return {
    passes: [
      {},
      twoRows(each, first),
      { ...without(first), cell_problem: [{ table_name: each.table, column_name: first, ...place }] },
    ],
    fails: columns.map(({ name, header }) => [without(name), new RegExp(`for: ${escaped(header)}$`)]),
  }
}

const notAllocated = (each: Expected): CheckCases => ({
  passes: [
    row(each, { allocated_team: 'North 1', allocated_worker: 'Ann' }),
    ...(each.end ? [row(each, { [each.end]: '2025-09-01' })] : []),
  ],
  fails: [
    [row(each, { allocated_team: 'North 1' }), /^Open with no worker, in North 1$/],
    [row(each, { allocated_worker: 'Ann' }), /^Open with no team, worker Ann$/],
    [row(each, {}), /^Open with neither/],
  ],
})

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const families: readonly [string, (each: Expected) => CheckCases, (each: Expected) => boolean][] = [
  ['future-date', futureDate, () => true],
  ['birth-date-impossible', impossibleBirth, (each) => each.unborn !== undefined],
  ['before-birth', beforeBirth, (each) => each.unborn !== undefined],
  ['adult', adult, (each) => each.adult === true],
  ['age-differs', ageDiffers, (each) => has(each, 'age')],
  ['outside-window', outsideWindow, (each) => each.event !== undefined],
  ['required-empty', requiredEmpty, () => true],
  ['column-empty', columnEmpty, () => true],
  [
    'not-allocated',
    notAllocated,
    (each) => has(each, 'allocated_worker') && (each.end !== undefined || each.id === 'care-leaver'),
  ],
]

/** Cases of what every list is asked. */
export const everyListCases: Readonly<Record<string, CheckCases>> = Object.fromEntries(
  families.flatMap(([suffix, cases, applies]) =>
    expected.filter(applies).map((each) => [`${each.id}-${suffix}`, cases(each)] as const),
  ),
)
