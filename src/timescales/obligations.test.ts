import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DuckDb } from '#platform/lake'
import { openBuiltRecord } from '../../test/record-builder.ts'
import {
  applyTimescaleSettings,
  computeObligations,
  dueList,
  type Limit,
  obligationSql,
  type Timescale,
} from './index.ts'

/** What a test says of one item; what it leaves out is empty. */
interface Item {
  readonly started?: string
  readonly met?: string
  readonly closed?: string
  readonly notApplicable?: string
  readonly unknown?: string
  readonly declined?: boolean
  readonly limit?: Limit
  readonly seenOpen?: string
  readonly apart?: number
  readonly worker?: string
  readonly team?: string
}

const text = (value: string | undefined) => (value === undefined ? 'null' : `'${value}'`)
const day = (value: string | undefined) => (value === undefined ? 'null::date' : `date '${value}'`)

function itemSql(item: Item, key: number): string {
  return `select 'C${key}' as child_id, '${key}' as item_key, ${day(item.started)} as started_on,
    ${day(item.met)} as met_on, ${day(item.closed)} as closed_on, ${text(item.notApplicable)} as not_applicable_reason,
    ${text(item.unknown)} as unknown_reason, ${item.declined ?? false} as declined,
    ${item.limit?.value ?? 'null::integer'} as limit_value, ${text(item.limit?.unit)} as limit_unit,
    ${day(item.seenOpen)} as seen_open_on, ${item.apart ?? 'null::integer'} as apart_days,
    ${text(item.worker)} as worker, ${text(item.team)} as team`
}

function timescale(limit: Limit, items: readonly Item[], id = 'visit'): Timescale {
  return {
    id,
    title: 'A visit',
    kind: 'practice',
    source: { document: 'A document', paragraph: '1' },
    verified: 'unverified',
    limit,
    configurable: true,
    appliesTo: 'all',
    starts: 'start',
    meets: 'visit',
    tables: ['contact'],
    sql: items.map(itemSql).join(' union all '),
  }
}

const createAreas = async (db: DuckDb) => {
  await db.run("create view team_area as select 'Red' as team, 'North' as area, 'Care' as service")
  await db.run("create view worker_area as select 'Ann' as worker, 'South' as area, 'Help' as service")
}

async function judged(timescales: readonly Timescale[], asAt = '2026-03-31') {
  const db = await openBuiltRecord({ asAt, tables: {} })
  try {
    await createAreas(db)
    await db.run("insert into extract_day values ('2014-01-31', 'contact')")
    await computeObligations(db, timescales)
    return await db.rows<Record<string, unknown>>('select * from obligation order by timescale, item_key::integer')
  } finally {
    db.close()
  }
}

/** The same promise each time: many rules read one computation. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

const one = async (limit: Limit, item: Item, asAt?: string) => (await judged([timescale(limit, [item])], asAt))[0]!

const tenDays = { value: 10, unit: 'workingDays' } as const
const sixWeeks = { value: 6, unit: 'weeks' } as const
const sixMonths = { value: 6, unit: 'months' } as const

describe('due days', () => {
  const cases = [
    ['Easter does not count', { value: 1, unit: 'workingDays' }, '2026-04-02', '2026-04-07'],
    ['a start at the weekend is day 0', { value: 15, unit: 'workingDays' }, '2026-03-28', '2026-04-21'],
    ['Christmas and New Year do not count', tenDays, '2025-12-22', '2026-01-08'],
    ['45 working days run over Christmas', { value: 45, unit: 'workingDays' }, '2025-12-01', '2026-02-05'],
    ['six months from 31 August end with February', sixMonths, '2026-08-31', '2027-02-28'],
    ['20 weeks fall on a Sunday and stay there', { value: 20, unit: 'weeks' }, '2026-03-01', '2026-07-19'],
    ['a month from 31 January is the leap day', { value: 1, unit: 'months' }, '2024-01-31', '2024-02-29'],
    ['days are days of the calendar', { value: 3, unit: 'days' }, '2025-12-24', '2025-12-27'],
    ['a week from the leap day', { value: 1, unit: 'weeks' }, '2024-02-29', '2024-03-07'],
  ] as const
  const items = cases.map(([, limit, started]) => ({ started, limit }))
  const rows = once(() => judged([timescale(sixMonths, items)], '2027-03-01'))
  for (const [i, [rule, , , due]] of cases.entries()) {
    test(rule, async () => assert.equal((await rows())[i]?.due_on, due))
  }

  test('a limit of the row’s own goes before the declared one', async () => {
    const item = { started: '2026-01-01', limit: { value: 4, unit: 'weeks' } } as const
    assert.equal((await one(sixMonths, item)).due_on, '2026-01-29')
  })
})

describe('states', () => {
  const cases = [
    ['met on the due day is met', sixWeeks, { started: '2026-01-01', met: '2026-02-12' }, 'met', 0],
    ['met on the day of the start is met', sixWeeks, { started: '2026-01-01', met: '2026-01-01' }, 'met', 0],
    ['met the day after is late by one day', sixWeeks, { started: '2026-01-01', met: '2026-02-13' }, 'met late', 1],
    ['on the due day itself it is due', sixWeeks, { started: '2026-02-17' }, 'due', 0],
    ['the day after, it is overdue by one day', sixWeeks, { started: '2026-02-16' }, 'overdue', 1],
    ['a limit in weeks warns seven days ahead', sixWeeks, { started: '2026-02-24' }, 'due', 0],
    ['and not eight', sixWeeks, { started: '2026-02-25' }, 'not due', 0],
    ['a limit in months warns fourteen days ahead', sixMonths, { started: '2025-10-14' }, 'due', 0],
    ['and not fifteen', sixMonths, { started: '2025-10-15' }, 'not due', 0],
    // five working days from Tuesday 31 March 2026 run over Easter to Thursday 9 April
    ['a limit in working days warns five of them ahead', tenDays, { started: '2026-03-24' }, 'due', 0],
    ['and not six', tenDays, { started: '2026-03-25' }, 'not due', 0],
    ['a limit of hours warns one day ahead', { value: 3, unit: 'days' }, { started: '2026-03-29' }, 'due', 0],
    ['and not two', { value: 3, unit: 'days' }, { started: '2026-03-30' }, 'not due', 0],
    [
      'met after the day of the extract is not yet met',
      sixWeeks,
      { started: '2026-02-01', met: '2026-04-20' },
      'overdue',
      16,
    ],
    [
      'closed before the due day is not applicable',
      sixWeeks,
      { started: '2026-01-01', closed: '2026-02-01' },
      'not applicable',
      0,
    ],
    [
      'closed on the due day is not applicable',
      sixWeeks,
      { started: '2026-01-01', closed: '2026-02-12' },
      'not applicable',
      0,
    ],
    [
      'closed after the due day stays overdue as of that day',
      sixWeeks,
      { started: '2026-01-01', closed: '2026-02-15' },
      'overdue',
      3,
    ],
    [
      'a closing day still to come closes nothing',
      sixWeeks,
      { started: '2026-02-16', closed: '2026-04-30' },
      'overdue',
      1,
    ],
    [
      'what was met before it closed is met',
      sixWeeks,
      { started: '2026-01-01', met: '2026-01-20', closed: '2026-02-01' },
      'met',
      0,
    ],
    ['declined is neither met nor late', sixWeeks, { started: '2025-01-01', declined: true }, 'declined', 0],
    ['a reason not to apply goes before missing dates', sixWeeks, { notApplicable: 'excluded' }, 'not applicable', 0],
    ['a missing start is unknown', sixWeeks, { met: '2026-01-01' }, 'unknown', 0],
    ['a start still to come is unknown', sixWeeks, { started: '2026-04-01' }, 'unknown', 0],
    ['met before the start is unknown', sixWeeks, { started: '2026-01-02', met: '2026-01-01' }, 'unknown', 0],
    ['closed before the start is unknown', sixWeeks, { started: '2026-01-02', closed: '2026-01-01' }, 'unknown', 0],
    ['working days from before the table are unknown', tenDays, { started: '2014-12-31' }, 'unknown', 0],
    ['weeks from before the table are counted', sixWeeks, { started: '2014-12-31', met: '2015-01-05' }, 'met', 0],
    ['a declared doubt is unknown', sixWeeks, { started: '2026-01-01', unknown: 'no day' }, 'unknown', 0],
  ] as const satisfies readonly (readonly [string, Limit, Item, string, number])[]
  const rows = once(() =>
    judged([
      timescale(
        sixWeeks,
        cases.map(([, limit, item]) => ({ ...item, limit })),
      ),
    ]),
  )
  for (const [i, [rule, , item, state, daysOver]] of cases.entries()) {
    test(rule, async () => {
      const row = (await rows())[i]
      assert.deepEqual([row?.state, row?.days_over], [state, daysOver])
      const closedLate = state === 'overdue' && 'closed' in item && item.closed < '2026-03-31'
      const needsReason = state === 'not applicable' || state === 'unknown' || closedLate
      assert.equal(row?.reason !== null, needsReason)
    })
  }

  test('no due day is shown where the dates cannot be true', async () => {
    assert.equal((await one(sixWeeks, { started: '2026-01-02', met: '2026-01-01' })).due_on, null)
  })

  test('one impossible row stops no other', async () => {
    const rows = await judged([
      timescale(tenDays, [{ started: '2014-12-31' }, { started: '2026-03-02' }, {}, { started: '1900-01-01' }]),
    ])
    assert.deepEqual(
      rows.map((row) => row.state),
      ['unknown', 'overdue', 'unknown', 'unknown'],
    )
  })
})

describe('events of which extracts show only the latest', () => {
  const late = { started: '2026-01-01', met: '2026-03-01', apart: 0 } as const

  test('a late one is late when an extract after the due day still showed it open', async () => {
    assert.equal((await one(sixWeeks, { ...late, seenOpen: '2026-02-12' })).state, 'met late')
  })

  test('an earlier one may hide between extracts, so lateness is not asserted', async () => {
    assert.equal((await one(sixWeeks, { ...late, seenOpen: '2026-02-11' })).state, 'unknown')
  })

  test('two would not lie closer than the days apart', async () => {
    assert.equal((await one(sixWeeks, { ...late, seenOpen: '2026-01-01', apart: 17 })).state, 'met late')
    assert.equal((await one(sixWeeks, { ...late, seenOpen: '2026-01-01', apart: 16 })).state, 'unknown')
  })

  test('what is met in time is met whatever may be hidden', async () => {
    assert.equal(
      (await one(sixWeeks, { started: '2026-01-01', met: '2026-02-12', seenOpen: '2026-01-01', apart: 0 })).state,
      'met',
    )
  })

  test('what began before the first extract is not applicable where extracts cannot show it', async () => {
    const db = await openBuiltRecord({ tables: {} })
    try {
      await createAreas(db)
      await db.run("insert into extract_day values ('2026-01-31', 'contact')")
      const items = [
        { ...late, seenOpen: '2026-01-01' },
        { started: '2026-01-31', met: '2026-03-30', seenOpen: '2026-01-31', apart: 0 },
      ]
      await computeObligations(db, [timescale(sixWeeks, items)])
      const rows = await db.rows<{ state: string }>('select state from obligation order by item_key')
      assert.deepEqual(
        rows.map((row) => row.state),
        ['not applicable', 'unknown'],
      )
    } finally {
      db.close()
    }
  })
})

describe('an event of which the latest date is in doubt', () => {
  const shown = { table: 'contact', column: 'date_of_contact' } as const
  const cases = [
    ['what would be overdue is unknown', 'C0', { started: '2026-01-01' }, 'unknown'],
    ['what is not due may be done already', 'C1', { started: '2026-03-30' }, 'unknown'],
    ['what was met stays met', 'C2', { started: '2026-01-01', met: '2026-01-05' }, 'met'],
    ['what was met late stays so', 'C3', { started: '2026-01-01', met: '2026-03-01' }, 'met late'],
    ['what ended by its due day stays so', 'C4', { started: '2026-01-31', closed: '2026-03-14' }, 'not applicable'],
    ['what ended the day after may have been done', 'C5', { started: '2026-01-31', closed: '2026-03-15' }, 'unknown'],
    ['unless a later event is known', 'C6', { started: '2026-01-01', closed: '2026-02-14' }, 'overdue'],
    ['an ending still to come ends nothing', 'C7', { started: '2026-03-30', closed: '2026-04-02' }, 'unknown'],
    ['another child is not in doubt', 'C8', { started: '2026-01-01' }, 'overdue'],
    ['nor another row of the child', 'C9', { started: '2026-01-01' }, 'overdue'],
    ['what does not apply still does not', 'C10', { notApplicable: 'excluded' }, 'not applicable'],
    ['each reason is given', 'C11', { started: '2026-01-01' }, 'unknown'],
  ] as const satisfies readonly (readonly [string, string, Item, string])[]
  const DOUBTS = `create table latest_in_doubt as
    from (values
        ('contact', 'C0', null::date), ('contact', 'C1', null), ('contact', 'C2', null), ('contact', 'C3', null),
        ('contact', 'C4', null), ('contact', 'C5', null), ('contact', 'C6', null), ('contact', 'C7', null),
        ('referral', 'C8', null), ('contact', 'C9', '2025-01-01'), ('contact', 'C10', null), ('contact', 'C11', null)
    ) as doubted (table_name, child_id, episode_start)
    cross join (select 'date_of_contact' as column_name, date '2026-02-14' as known_until, 'the day is wrong' as reason)
    union all by name
    select 'contact' as table_name, 'date_of_assessment' as column_name, 'C11' as child_id, 'so is this' as reason`

  const rows = once(async () => {
    const db = await openBuiltRecord({ tables: {} })
    try {
      await createAreas(db)
      await db.run(DOUBTS)
      const items = cases.map(([, , item]) => item)
      const latestIn = [shown, { table: 'contact', column: 'date_of_assessment' }]
      await computeObligations(db, [{ ...timescale(sixWeeks, items), latestIn }, timescale(sixWeeks, items, 'other')])
      return await db.rows<Record<string, unknown>>('select * from obligation order by timescale, item_key::integer')
    } finally {
      db.close()
    }
  })
  const ofVisits = async () => (await rows()).filter((row) => row.timescale === 'visit')

  for (const [i, [rule, child, , state]] of cases.entries()) {
    test(rule, async () => {
      const row = (await ofVisits())[i]
      assert.deepEqual([row?.child_id, row?.state], [child, state])
      assert.equal(row?.due_on === null, state === 'unknown' || child === 'C10')
    })
  }

  test('the reason is said, and every one of several', async () => {
    const reasons = (await ofVisits()).map((row) => row.reason)
    assert.deepEqual([reasons[0], reasons[11]], ['the day is wrong', 'so is this; the day is wrong'])
  })

  test('a timescale that does not rest on the column is judged as ever', async () => {
    const others = (await rows()).filter((row) => row.timescale === 'other')
    assert.equal(others[0]?.state, 'overdue')
    assert.equal(others.length, cases.length)
  })
})

describe('the end of the bank-holiday table', () => {
  test('a due day past it is provisional, by weekdays, and not due', async () => {
    const row = await one(tenDays, { started: '2028-12-20' }, '2028-12-21')
    // 21, 22, 27, 28, 29 December are the last five of the table; then 1 to 5 January 2029
    assert.deepEqual([row.due_on, row.state, row.provisional], ['2029-01-05', 'not due', true])
  })

  test('one that falls on the last working day is not provisional', async () => {
    const row = await one({ value: 5, unit: 'workingDays' }, { started: '2028-12-20' }, '2028-12-21')
    assert.deepEqual([row.due_on, row.provisional], ['2028-12-29', false])
  })

  test('the first provisional day is the Monday after', async () => {
    const row = await one({ value: 6, unit: 'workingDays' }, { started: '2028-12-20' }, '2028-12-21')
    assert.deepEqual([row.due_on, row.provisional], ['2029-01-01', true])
  })

  test('weekends are passed over', async () => {
    const row = await one({ value: 11, unit: 'workingDays' }, { started: '2028-12-20' }, '2028-12-21')
    assert.equal(row.due_on, '2029-01-08')
  })

  test('what was met inside the table is met', async () => {
    assert.equal((await one(tenDays, { started: '2028-12-20', met: '2028-12-21' }, '2028-12-21')).state, 'met')
  })

  test('with the extract itself past the end, it is unknown and never late', async () => {
    const row = await one(tenDays, { started: '2028-12-20' }, '2029-03-31')
    assert.deepEqual([row.state, row.due_on, row.days_over], ['unknown', null, 0])
    assert.match(String(row.reason), /2015-01-01 to 2028-12-31/)
  })

  test('limits in weeks go on past the end', async () => {
    assert.equal((await one(sixWeeks, { started: '2028-12-20' }, '2029-03-31')).state, 'overdue')
  })
})

describe('who has to do it', () => {
  const area = async (item: Item) => {
    const row = await one(sixWeeks, { started: '2026-03-01', ...item })
    return [row.area, row.service]
  }

  test('the area is the team’s', async () =>
    assert.deepEqual(await area({ team: 'Red', worker: 'Ann' }), ['North', 'Care']))
  test('the worker’s where the team is not listed', async () =>
    assert.deepEqual(await area({ team: 'Blue', worker: 'Ann' }), ['South', 'Help']))
  test('none where neither is', async () => assert.deepEqual(await area({ team: 'Blue', worker: 'Bob' }), [null, null]))
})

describe('obligationSql', () => {
  test('is the statement in the golden file', (t) => {
    const sql = 'select child_id, date_of_contact as started_on from contact'
    const two = ['first', 'second'].map((id) => ({ ...timescale(sixWeeks, [], id), sql }))
    t.assert.fileSnapshot(obligationSql(two), new URL('./golden/obligation.sql', import.meta.url).pathname, {
      serializers: [String],
    })
  })
})

describe('computeObligations', () => {
  const good = timescale(sixWeeks, [{ started: '2026-03-01' }], 'good')
  const started = { started: '2026-03-01' }

  async function runsOf(timescales: readonly Timescale[], supplied?: readonly string[]) {
    const db = await openBuiltRecord({ tables: {}, ...(supplied ? { supplied } : {}) })
    try {
      await createAreas(db)
      const runs = await computeObligations(db, timescales)
      assert.deepEqual(await db.rows('select * from timescale_run'), runs)
      return { runs, rows: await db.rows('select timescale, state from obligation order by all') }
    } finally {
      db.close()
    }
  }

  test('a query that names what is not there is not run, with the reason, and the others are', async () => {
    const bad = { ...timescale(sixWeeks, [started], 'bad'), sql: 'select nothing as child_id' }
    const { runs, rows } = await runsOf([bad, good])
    assert.equal(runs[0]?.status, 'not run')
    assert.match(runs[0]?.reason ?? '', /nothing/)
    assert.deepEqual(runs[1], { timescale: 'good', status: 'run', reason: null, obligations: 1 })
    assert.deepEqual(rows, [{ timescale: 'good', state: 'not due' }])
  })

  test('a query that data break is not run, and its reason repeats none of the data', async () => {
    const sql =
      "select 'C' as child_id, '1' as item_key, secret::date as started_on from (select unnest(['Mary Smith', '2026-01-01']) as secret)"
    const { runs, rows } = await runsOf([{ ...good, id: 'bad', sql }, good])
    assert.equal(runs[0]?.status, 'not run')
    assert.match(runs[0]?.reason ?? '', /failed/)
    assert.doesNotMatch(runs[0]?.reason ?? '', /Mary|Smith/)
    assert.equal(rows.length, 1)
  })

  test('a list that was never supplied is named', async () => {
    const needs = { ...good, id: 'needs', tables: ['contact', 'looked_after'] }
    const { runs, rows } = await runsOf([needs, good], ['contact'])
    assert.deepEqual(runs[0], {
      timescale: 'needs',
      status: 'not run',
      reason: 'never supplied: looked_after',
      obligations: 0,
    })
    assert.equal(rows.length, 1)
  })

  test('a limit from the settings moves the due day', async () => {
    const outcome = applyTimescaleSettings([timescale(tenDays, [{ started: '2026-03-02' }])], {
      visit: { value: 4, unit: 'weeks' },
    })
    assert.ok(outcome.ok)
    assert.equal((await judged(outcome.value))[0]?.due_on, '2026-03-30')
  })

  test('nothing declared gives nothing', async () => assert.deepEqual(await judged([]), []))
})

describe('dueList', () => {
  const items: readonly Item[] = [
    { started: '2026-02-16', team: 'Red' },
    { started: '2026-01-01', team: 'Red', worker: 'Ann' },
    { started: '2026-02-18', team: 'Blue' },
    { started: '2026-03-30' },
    {},
    { started: '2026-01-01', met: '2026-01-02' },
    { started: '2026-01-01', met: '2026-03-02' },
    { started: '2026-01-01', closed: '2026-03-02' },
    { started: '2026-01-01', closed: '2026-01-02' },
    { started: '2026-01-01', met: '2026-03-20', seenOpen: '2026-01-01', apart: 0 },
    { declined: true },
  ]

  async function listed(filter: Parameters<typeof dueList>[1]) {
    const db = await openBuiltRecord({ tables: {} })
    try {
      await createAreas(db)
      await db.run("insert into extract_day values ('2025-12-31', 'contact')")
      await computeObligations(db, [timescale(sixWeeks, items)])
      return await dueList(db, filter)
    } finally {
      db.close()
    }
  }
  const childrenOf = async (filter: Parameters<typeof dueList>[1]) => (await listed(filter)).map((row) => row.child)

  test('shows what is to be done for open cases: longest overdue first, then what is due soonest', async () => {
    assert.deepEqual(await childrenOf({}), ['C1', 'C0', 'C2', 'C3', 'C4'])
  })
  test('of one team', async () => assert.deepEqual(await childrenOf({ team: 'Red' }), ['C1', 'C0']))
  test('of one state', async () => assert.deepEqual(await childrenOf({ state: 'overdue' }), ['C1', 'C0']))
  test('what is done on request', async () => assert.deepEqual(await childrenOf({ state: 'met late' }), ['C6']))
  test('what does not apply on request', async () =>
    assert.deepEqual(await childrenOf({ state: 'not applicable' }), ['C8']))
  test('all of it', async () => assert.equal((await childrenOf({ state: 'all' })).length, items.length))

  test('a line has the fields of the contract', async () => {
    assert.deepEqual((await listed({ state: 'overdue' }))[0], {
      timescale: 'visit',
      child: 'C1',
      startedOn: '2026-01-01',
      dueOn: '2026-02-12',
      metOn: null,
      state: 'overdue',
      daysOver: 47,
      worker: 'Ann',
      team: 'Red',
      area: 'North',
    })
  })
})
