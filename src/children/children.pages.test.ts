import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Html } from '#platform/web'
import { plainDate } from '#values'
import { hostileStrings } from '../../test/hostile-strings.ts'
import { teamPage, teamsPage, workerPage } from './caseload/caseload.pages.ts'
import { teamsOf, type WorkerCaseload } from './caseload/caseload.ts'
import { breakGlassPage } from './child/break-glass.pages.ts'
import { type ChildPage, childPage } from './child/child.pages.ts'
import { searchPage } from './child/search.pages.ts'
import { localCaseWeights } from './published/case-weights.ts'
import { childrenTimescales } from './timescales/index.ts'
import { type WorklistPage, worklistPage } from './worklist/worklist.pages.ts'
import type { WorklistLine } from './worklist/worklist.ts'

const asAt = plainDate('2026-03-31')
const timescales = new Map(childrenTimescales.map((timescale) => [timescale.id, timescale]))

function aLine(more: Partial<WorklistLine> = {}): WorklistLine {
  return {
    ref: 'abc',
    child: 'C1',
    dateOfBirth: plainDate('2019-05-06'),
    timescale: 'cp-visit',
    startedOn: plainDate('2026-03-05'),
    dueOn: plainDate('2026-03-19'),
    state: 'overdue',
    reason: null,
    provisional: false,
    worker: 'Ann',
    team: 'Red',
    area: 'North',
    ...more,
  }
}

function aList(lines: readonly WorklistLine[], more: Partial<WorklistPage> = {}): WorklistPage {
  return {
    asAt,
    filter: { group: 'none', order: 'due', page: 1 },
    typedDueBy: '',
    problems: [],
    list: {
      lines,
      counts: { late: lines.length, today: 0, soon: 0, later: 0, unknown: 0 },
      children: lines.length,
      choices: { timescales: ['cp-visit'], workers: ['Ann', 'Abe'], teams: ['Red', 'Blue'], areas: ['North'] },
    },
    timescales,
    showWorker: true,
    showTeam: true,
    mayExport: true,
    ...more,
  }
}

function aChild(more: Partial<ChildPage> = {}): ChildPage {
  return {
    asAt,
    child: {
      ref: 'abc',
      child: 'C1',
      dateOfBirth: plainDate('2019-05-06'),
      sex: 'F',
      ethnicity: 'WBRI',
      disability: 'N',
      status: 'plan',
      since: plainDate('2026-01-12'),
      team: 'Red',
      area: 'North',
      worker: 'Ann',
      cases: [],
      sealed: false,
    },
    due: [],
    events: [],
    findings: [],
    timescales,
    strands: [],
    page: 1,
    ...more,
  }
}

const wordsOf = (main: Html) =>
  String(main)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
const count = (main: Html, pattern: RegExp) => [...String(main).matchAll(pattern)].length

describe("the page of today's list", () => {
  test('has one row for each line, and its headings in the order of its cells', () => {
    const { main } = worklistPage(aList([aLine(), aLine({ ref: 'def', child: 'C2' })]))
    assert.equal(count(main, /<tr role="row">/g), 3)
    const heads = [...String(main).matchAll(/columnheader"[^>]*>([^<]*)</g)].map((match) => match[1])
    assert.deepEqual(heads, ['Child', 'What is due', 'Due', 'Worker and team'])
  })

  test('says the same worker or team once, not on every line', () => {
    const { main } = worklistPage(aList([aLine()], { showWorker: false, showTeam: false }))
    assert.equal(count(main, /columnheader/g), 3)
    assert.ok(!String(main).split('<table')[1]!.includes('Red'))
  })

  test('by child, the child is said above their lines', () => {
    const lines = [aLine(), aLine({ timescale: 'rcpc-next' }), aLine({ ref: 'def', child: 'C2' })]
    const { main } = worklistPage(aList(lines, { filter: { group: 'child', order: 'due', page: 1 } }))
    assert.equal(count(main, /scope="rowgroup"/g), 2)
    assert.equal(count(main, /Child C1/g), 1)
  })

  test('an adopter has no page to go to, and is not called a child', () => {
    const { main } = worklistPage(aList([aLine({ ref: null, child: 'A7', dateOfBirth: null })]))
    assert.ok(wordsOf(main).includes('Adopter A7'))
    assert.equal(count(main, /\/children\//g), 0)
  })

  test('says what it is narrowed to, so that printed pages can be told apart', () => {
    const filter = { group: 'none', order: 'due', page: 1, team: 'Red', dueBy: plainDate('2026-04-16') } as const
    assert.ok(
      wordsOf(worklistPage(aList([aLine()], { filter })).main).includes('Narrowed to: Red; due by 16 April 2026.'),
    )
    assert.ok(!wordsOf(worklistPage(aList([aLine()])).main).includes('Narrowed to'))
  })

  test('with nothing in it says so, and what to do', () => {
    const none = { late: 0, today: 0, soon: 0, later: 0, unknown: 0 }
    const empty = aList([], { list: { ...aList([]).list, counts: none } })
    assert.ok(wordsOf(worklistPage(empty).main).includes('ask your performance analyst'))
    const filtered = { ...empty, filter: { ...empty.filter, team: 'Red' } }
    assert.ok(wordsOf(worklistPage(filtered).main).includes('Show the whole list'))
  })

  test('of very many workers asks for the team first', () => {
    const workers = Array.from({ length: 61 }, (_, i) => `Worker ${i}`)
    const list = { ...aList([aLine()]).list, choices: { ...aList([]).list.choices, workers } }
    const { main } = worklistPage(aList([aLine()], { list }))
    assert.ok(wordsOf(main).includes('All: choose a team first'))
    assert.ok(!wordsOf(main).includes('Worker 60'))
  })

  test('a spreadsheet is offered only to who may take one', () => {
    assert.ok(!String(worklistPage(aList([aLine()], { mayExport: false })).main).includes('/worklist/export'))
  })
})

describe('the page of a child', () => {
  test('says that a record is sealed, and that one was opened outside the rules, and until when', () => {
    const sealed = childPage(aChild({ child: { ...aChild().child, sealed: true } }))
    assert.ok(wordsOf(sealed.main).includes('This record is sealed'))
    const opened = childPage(aChild({ opened: { until: '1 April 2026 at 1:05am', reason: 'On duty' } }))
    assert.ok(wordsOf(opened.main).includes('“On duty”. It is open to you until 1 April 2026 at 1:05am'))
    assert.ok(!wordsOf(childPage(aChild()).main).includes('sealed'))
  })

  test('who has looked is linked for those who may know', () => {
    assert.ok(!wordsOf(childPage(aChild()).main).includes('Who has looked'))
    const { main } = childPage(aChild({ looksHref: '/looks' }))
    assert.ok(String(main).includes('href="/looks"'))
  })

  test('with nothing recorded says so in each part', () => {
    const child = { ...aChild().child, dateOfBirth: null, sex: null, ethnicity: null, worker: null, team: null }
    const words = wordsOf(childPage(aChild({ child })).main)
    for (const said of [
      'No date of birth is recorded',
      'Gender not recorded, Ethnicity not recorded',
      'No worker is recorded',
      'Nothing is due or late',
      'The lists hold no events',
      'The lists hold no episode',
    ])
      assert.ok(words.includes(said), said)
  })

  test('an event says who did it where that is not who works with the child now', () => {
    const event = { onDate: asAt, kind: 'cp-visit', detail: null, team: 'Red', worker: 'Ann', endsOn: null }
    assert.ok(!/Child protection visit\s+Ann/.test(wordsOf(childPage(aChild({ events: [event] })).main)))
    const other = childPage(aChild({ events: [{ ...event, worker: 'Bob' }] }))
    assert.match(wordsOf(other.main), /Child protection visit\s+Bob, Red/)
  })
})

function aCaseload(more: Partial<WorkerCaseload> = {}): WorkerCaseload {
  return {
    worker: 'Ann',
    team: 'Red',
    area: 'North',
    service: 'Safeguarding',
    cases: 10,
    weighted: 12.5,
    assessing: 1,
    inNeed: 2,
    onPlan: 3,
    inCare: 4,
    leavers: 0,
    overdue: 5,
    dueSoon: 6,
    history: [],
    ...more,
  }
}

describe('caseloads', () => {
  test('a team adds up its workers; those without a team come last', () => {
    const teams = teamsOf([aCaseload({ team: null, area: null }), aCaseload(), aCaseload({ worker: 'Abe', cases: 20 })])
    assert.deepEqual(
      teams.map(({ team, workers, cases, weighted, most, overdue, dueSoon }) => [
        team,
        workers,
        cases,
        weighted,
        most,
        overdue,
        dueSoon,
      ]),
      [
        ['Red', 2, 30, 25, 20, 10, 12],
        [null, 1, 10, 12.5, 10, 5, 6],
      ],
    )
  })

  test('a number opens to its lines only for who may see them', () => {
    const page = { asAt, workers: [aCaseload()], weights: localCaseWeights, mayOpenList: false }
    assert.ok(!String(teamPage(page, 'Red', false).main).includes('/worklist'))
    assert.ok(String(teamPage({ ...page, mayOpenList: true }, 'Red', false).main).includes('/worklist?part=late'))
  })
})

describe('text from records', () => {
  test('is never markup, whoever typed it', () => {
    for (const text of hostileStrings) {
      const line = aLine({ child: text, worker: text, team: text, area: text, reason: text, timescale: text })
      const event = { onDate: asAt, kind: text, detail: text, team: text, worker: text, endsOn: null }
      const caseloads = {
        asAt,
        workers: [aCaseload({ worker: text, team: text, area: text, service: text })],
        weights: localCaseWeights,
        mayOpenList: true,
      }
      const visit = { csrf: 'token' }
      const found = { ref: 'abc', child: text, dateOfBirth: null, status: text, worker: text, team: text }
      const search = {
        visit,
        asAt,
        form: { child: text, dateOfBirth: text },
        problems: [],
        hasMore: true,
        mayBreakGlass: true,
      }
      const findings = [{ title: text, severity: text, detail: text, todo: text }]
      const child = {
        ...aChild().child,
        child: text,
        sex: text,
        ethnicity: text,
        team: text,
        worker: text,
        status: text,
      }
      for (const { main } of [
        worklistPage(
          aList([line], { typedDueBy: text, filter: { group: 'worker', order: 'due', page: 1, worker: text } }),
        ),
        childPage(aChild({ child, due: [line], events: [event], findings, opened: { until: text, reason: text } })),
        searchPage({ ...search, found: [found] }),
        searchPage({ ...search, found: [] }),
        breakGlassPage({ visit, child: text, reason: text, problems: [] }),
        teamsPage(caseloads),
        teamPage(caseloads, text, true),
        workerPage(caseloads, caseloads.workers[0]!),
      ])
        assertHarmless(String(main), text)
    }
  })
})

/** Our own markup has no script, no handler, no style and no address of a script: what has one came from a record. */
function assertHarmless(markup: string, text: string): void {
  for (const [tag] of markup.matchAll(/<[a-z][^>]*>/gi)) {
    assert.doesNotMatch(tag, /^<(script|img|iframe|style|object|embed|base|meta|link)/i, text)
    const withoutValues = tag.replaceAll(/"[^"]*"/g, '""')
    assert.doesNotMatch(withoutValues, /\son\w+\s*=|\sstyle\s*=/i, text)
    assert.doesNotMatch(tag, /(?:href|action)="\s*(?:javascript|data):/i, text)
  }
}
