import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { DuckDb, SqlValue } from '#platform/lake'
import { openBuiltRecord } from '../../../test/record-builder.ts'
import { annexA } from '../annex-a/annex-a.ts'
import { latestColumns } from '../history.ts'
import { occurrenceDetails, rowSources } from './event-sources.ts'
import { buildJourneys, eventKinds, journeyOf } from './index.ts'
import { eventSql } from './journeys.sql.ts'

type Row = Readonly<Record<string, SqlValue>>

const MONTH_ENDS = ['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31'] as const

async function withJourneys<T>(tables: Record<string, readonly Row[]>, read: (db: DuckDb) => Promise<T>): Promise<T> {
  const days = annexA.tables.flatMap(({ table }) => MONTH_ENDS.map((as_at) => ({ table_name: table, as_at })))
  const db = await openBuiltRecord({ tables: { extract_day: days, ...tables } })
  try {
    await buildJourneys(db)
    return await read(db)
  } finally {
    db.close()
  }
}

const eventsOf = (tables: Record<string, readonly Row[]>, child = '1') =>
  withJourneys(tables, async (db) =>
    (await journeyOf(db, child)).map((event) => [event.onDate, event.kind, event.detail]),
  )

describe('journeyOf', () => {
  test('puts one day in the order in which things give rise to one another', async () => {
    const day = '2026-01-12'
    const kinds = await withJourneys(
      {
        looked_after: [
          {
            child_id: '1',
            started_looked_after: day,
            legal_status: 'C1',
            legal_status_start: day,
            placement_start: day,
            placement_type: 'U6',
            last_social_work_visit: day,
            latest_review: day,
            ceased_looked_after: day,
            reason_ceased: 'E4A',
          },
        ],
        protection_plan: [{ child_id: '1', plan_start_date: day, last_statutory_visit: day, plan_end_date: day }],
        child_in_need: [{ child_id: '1', cin_start_date: day, cin_closure_date: day, case_status: 'CLOSED' }],
        section_47: [{ child_id: '1', strategy_discussion_date: day, icpc_date: day }],
        assessment: [{ child_id: '1', assessment_start_date: day, authorisation_date: day }],
        referral: [{ child_id: '1', date_of_referral: day }],
        contact: [{ child_id: '1', date_of_contact: day }],
        early_help: [{ child_id: '1', assessment_start_date: '2026-01-02', assessment_completion_date: day }],
        adoption: [{ child_id: '1', adoption_decision: day, placement_order: day, matched: day, placed: day }],
      },
      async (db) => (await journeyOf(db, '1')).filter((event) => event.onDate === day).map((event) => event.kind),
    )
    assert.deepEqual(kinds, [
      'contact',
      'early-help-end',
      'referral',
      'child-in-need-start',
      'assessment-start',
      'section-47',
      'assessment-authorised',
      'initial-conference',
      'plan-start',
      'cp-visit',
      'plan-end',
      'care-start',
      'legal-status',
      'placement',
      'care-visit',
      'care-review',
      'adoption-decision',
      'placement-order',
      'matched',
      'placed-for-adoption',
      'care-end',
      'case-closed',
    ])
  })

  test('says what codes mean in words', async () => {
    const tables = {
      contact: [{ child_id: '1', date_of_contact: '2026-01-02', contact_source: '2A' }],
      referral: [{ child_id: '1', date_of_referral: '2026-01-03', referral_source: '6', referral_nfa: 'Y' }],
      section_47: [{ child_id: '1', strategy_discussion_date: '2026-01-05', icpc_not_required: 'Y' }],
    }
    assert.deepEqual(await eventsOf(tables), [
      ['2026-01-02', 'contact', 'Schools'],
      ['2026-01-03', 'referral', 'Police; no further action'],
      ['2026-01-05', 'section-47', 'Conference not needed'],
    ])
  })

  test('shows a code that no list has as nothing, and keeps the event', async () => {
    const tables = { contact: [{ child_id: '1', date_of_contact: '2026-01-02', contact_source: 'ZZ' }] }
    assert.deepEqual(await eventsOf(tables), [['2026-01-02', 'contact', null]])
  })

  test('orders several events of one kind on one day by their detail', async () => {
    const contact = (contact_source: string) => ({ child_id: '1', date_of_contact: '2026-01-02', contact_source })
    const events = await eventsOf({ contact: [contact('2A'), contact('6'), contact('3B')] })
    assert.deepEqual(
      events.map((event) => event[2]),
      ['Health visitor', 'Police', 'Schools'],
    )
  })

  test('has no event for a child of whom nothing is known, nor one without a date', async () => {
    const tables = { referral: [{ child_id: '1' }, { child_id: '2', date_of_referral: '2026-01-02' }] }
    assert.deepEqual(await eventsOf(tables), [])
    assert.deepEqual(await eventsOf(tables, 'nobody'), [])
  })

  test('gives team, worker, list and the day something ended', async () => {
    const [event] = await withJourneys(
      {
        assessment: [
          {
            child_id: '1',
            assessment_start_date: '2026-01-05',
            authorisation_date: '2026-02-05',
            allocated_team: 'Red',
            allocated_worker: 'Ann',
          },
        ],
      },
      (db) => journeyOf(db, '1'),
    )
    assert.deepEqual(event, {
      onDate: '2026-01-05',
      orderInDay: 40,
      kind: 'assessment-start',
      title: 'Assessment started',
      detail: null,
      table: 'assessment',
      team: 'Red',
      worker: 'Ann',
      endsOn: '2026-02-05',
    })
  })
})

const care = { child_id: '1', started_looked_after: '2025-12-01' }
const version = (known_from: string, known_to: string | null, row: Row, ended_by = 'changed'): Row => ({
  ...care,
  ...row,
  known_from,
  known_to,
  ended_by: known_to && ended_by,
})
const ofKind = (events: readonly (readonly unknown[])[], ...kinds: readonly string[]) =>
  events.filter(([, kind]) => kinds.includes(String(kind)))

describe('history from successive extracts', () => {
  test('visits that each extract gives as the latest all become events, once each', async () => {
    const looked_after = [
      version('2025-12-31', '2026-01-31', { last_social_work_visit: '2025-12-08' }),
      version('2026-01-31', '2026-02-28', { last_social_work_visit: '2026-01-19' }),
      version('2026-02-28', null, { last_social_work_visit: '2026-01-19', latest_review: '2026-02-02' }),
    ]
    assert.deepEqual(ofKind(await eventsOf({ looked_after }), 'care-visit', 'care-review'), [
      ['2025-12-08', 'care-visit', null],
      ['2026-01-19', 'care-visit', null],
      ['2026-02-02', 'care-review', null],
    ])
  })

  test('the first placement is where the child was placed, and each other is a move that ends the one before', async () => {
    const looked_after = [
      version('2025-12-31', '2026-01-31', { placement_start: '2025-12-01', placement_type: 'T4' }),
      version('2026-01-31', '2026-02-28', { placement_start: '2026-01-05', placement_type: 'U6' }),
      version('2026-02-28', null, {
        placement_start: '2026-02-20',
        placement_type: 'K2',
        ceased_looked_after: '2026-03-20',
      }),
    ]
    const events = await withJourneys({ looked_after }, (db) => journeyOf(db, '1'))
    assert.deepEqual(
      events
        .filter((event) => event.kind.startsWith('placement'))
        .map((event) => [event.onDate, event.kind, event.endsOn]),
      [
        ['2025-12-01', 'placement', '2026-01-05'],
        ['2026-01-05', 'placement-move', '2026-02-20'],
        ['2026-02-20', 'placement-move', '2026-03-20'],
      ],
    )
  })

  test('a placement that starts after care did is a move, though its forerunner was never seen', async () => {
    const looked_after = [{ ...care, placement_start: '2026-02-20', placement_type: 'U6' }]
    const events = ofKind(await eventsOf({ looked_after }), 'placement', 'placement-move')
    assert.deepEqual(events, [['2026-02-20', 'placement-move', 'Foster - other carer - not long term or FFA']])
  })

  test('a date that a later extract moved back was a mistake', async () => {
    const looked_after = [
      version('2026-01-31', '2026-02-28', { last_social_work_visit: '2026-01-29' }),
      version('2026-02-28', null, { last_social_work_visit: '2026-01-19' }),
    ]
    assert.deepEqual(ofKind(await eventsOf({ looked_after }), 'care-visit'), [['2026-01-19', 'care-visit', null]])
  })

  test('a date still to come on the day of the extract is not yet an event', async () => {
    const looked_after = [{ ...care, latest_review: '2026-04-01' }]
    assert.deepEqual(ofKind(await eventsOf({ looked_after }), 'care-review'), [])
  })

  test('a date to come that a later extract still shows has come', async () => {
    const looked_after = [version('2026-01-31', null, { latest_review: '2026-02-10' })]
    assert.deepEqual(ofKind(await eventsOf({ looked_after }), 'care-review'), [['2026-02-10', 'care-review', null]])
  })

  test('a row that was withdrawn leaves nothing behind', async () => {
    const looked_after = [
      version('2025-12-31', '2026-01-31', { last_social_work_visit: '2025-12-08', missing_episodes_12_months: 2 }),
      version('2026-01-31', '2026-02-28', { last_social_work_visit: '2026-01-19' }, 'withdrawn'),
    ]
    assert.deepEqual(await eventsOf({ looked_after }), [])
  })

  test('a period of care that a newer one replaced stays in the journey', async () => {
    const looked_after = [
      version('2025-12-31', '2026-02-28', { last_social_work_visit: '2025-12-08' }, 'superseded'),
      version('2026-02-28', null, { started_looked_after: '2026-02-10' }),
    ]
    assert.deepEqual(ofKind(await eventsOf({ looked_after }), 'care-start', 'care-visit'), [
      ['2025-12-01', 'care-start', null],
      ['2025-12-08', 'care-visit', null],
      ['2026-02-10', 'care-start', null],
    ])
  })

  test('missing episodes stand as a count on the day of the extract that first had it', async () => {
    const looked_after = [
      version('2025-12-31', '2026-01-31', { missing_episodes_12_months: 0, absent_episodes_12_months: 0 }),
      version('2026-01-31', '2026-02-28', { missing_episodes_12_months: 2, absent_episodes_12_months: 1 }),
      version('2026-02-28', null, {
        missing_episodes_12_months: 2,
        absent_episodes_12_months: 1,
        latest_review: '2026-02-02',
      }),
    ]
    assert.deepEqual(ofKind(await eventsOf({ looked_after }), 'missing'), [
      ['2026-01-31', 'missing', '2 missing and 1 absent in the 12 months before'],
    ])
  })

  test('a care leaver’s reviews and contacts build up too', async () => {
    const row = { child_id: '1', eligibility: 'FORMER_RELEVANT' }
    const care_leaver = [
      {
        ...row,
        latest_contact: '2025-12-08',
        in_touch: 'YES',
        known_from: '2025-12-31',
        known_to: '2026-02-28',
        ended_by: 'changed',
      },
      { ...row, latest_contact: '2026-02-08', in_touch: 'REFU', known_from: '2026-02-28' },
    ]
    assert.deepEqual(await eventsOf({ care_leaver }), [
      ['2025-12-08', 'care-leaver-contact', 'In touch'],
      ['2026-02-08', 'care-leaver-contact', 'Refuses contact'],
    ])
  })
})

describe('eventSql', () => {
  test('is the statement in the golden file', (t) => {
    t.assert.fileSnapshot(eventSql(), new URL('./golden/event.sql', import.meta.url).pathname, {
      serializers: [String],
    })
  })
})

describe('buildJourneys', () => {
  let db: DuckDb
  before(async () => {
    const contact = ['3', '1', '2'].flatMap((child_id) =>
      ['2026-02-01', '2026-01-01'].map((date_of_contact) => ({ child_id, date_of_contact })),
    )
    db = await openBuiltRecord({ tables: { contact } })
    await buildJourneys(db)
  })
  after(() => db.close())

  test('stores events by child and day', async () => {
    const rows = await db.rows<{ child_id: string; on_date: string }>('select child_id, on_date from event')
    const keys = rows.map((row) => row.child_id + row.on_date)
    assert.deepEqual(keys, [...keys].sort())
  })

  test('gives the same when it is built again', async () => {
    const first = await db.rows('select * from event')
    await buildJourneys(db)
    assert.deepEqual(await db.rows('select * from event'), first)
  })
})

describe('eventKinds', () => {
  test('no two kinds share a name or a place, and they are listed in order', () => {
    assert.equal(new Set(eventKinds.map((each) => each.kind)).size, eventKinds.length)
    const orders = eventKinds.map((each) => each.order)
    assert.deepEqual(
      orders,
      [...new Set(orders)].sort((a, b) => a - b),
    )
  })

  test('each says why it stands where it does', () => {
    for (const each of eventKinds) assert.match(each.why, /\.$/)
  })

  test('every source has a kind, and every kind a source', () => {
    const sources = [...rowSources, ...latestColumns].map((each): string => each.kind)
    const made = new Set([...sources, 'placement-move', 'missing'])
    assert.deepEqual([...made].sort(), eventKinds.map((each): string => each.kind).sort())
  })

  test('every code set that gives a detail is one of the lists’', () => {
    const sets = new Set(annexA.tables.flatMap((table) => table.columns.flatMap((column) => column.codes?.id ?? [])))
    const used = [
      ...rowSources.flatMap((each) => ('coded' in each ? each.coded.set : [])),
      ...Object.values(occurrenceDetails),
    ]
    assert.deepEqual(
      used.filter((set) => !sets.has(set)),
      [],
    )
  })
})
