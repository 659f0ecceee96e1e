import { childrenChecks, childrenRoutes, childrenTimescales } from '#children'
import { createEnter } from '#permissions'
import { type Tx, transaction } from '#platform/db'
import { createApp, type Enter } from '#platform/web'
import { addPerson, addRows, buildAuthority, sessionOf, type TestPerson } from '../src/permissions/access.fixture.ts'
import { siteBrowser } from '../src/permissions/site-browser.fixture.ts'
import { silentLog } from '../src/platform/web/silent-log.fixture.ts'
import { homeRoutes } from '../src/site/home/home.routes.ts'
import { type TestLedger, withTestLedger } from './ledger.ts'

/** How many children the team beside has: enough for two pages of its list. */
export const BLUE_CHILDREN = 70

const AUTHORITY = 'T1'
const RED = { team: 'Red', area: 'North' } as const
const BLUE = { team: 'Blue', area: 'South' } as const

interface Child {
  readonly id: string
  readonly worker: string
  readonly at: typeof RED | typeof BLUE
  readonly sealed?: boolean
}

/** Red has three children of two workers and a sealed one; Blue has many. One id is like a formula. */
const children: readonly Child[] = [
  { id: 'R1', worker: 'Ann', at: RED },
  { id: 'R2', worker: 'Ann', at: RED },
  { id: 'R3', worker: 'Abe', at: RED },
  { id: '=1+1', worker: 'Abe', at: RED },
  { id: 'S1', worker: 'Ann', at: RED, sealed: true },
  ...Array.from({ length: BLUE_CHILDREN }, (_, i) => ({ id: `B${i + 1}`, worker: 'Bob', at: BLUE }) as const),
]

const people = [
  { subject: 'worker', roles: ['worker'], worker: 'Ann' },
  { subject: 'manager', roles: ['manager'], teams: ['Red'] },
  { subject: 'blue', roles: ['manager'], teams: ['Blue'] },
  { subject: 'service-manager', roles: ['serviceManager'], areas: ['North'] },
  { subject: 'director', roles: ['director'] },
  { subject: 'analyst', roles: ['analyst'] },
  { subject: 'member', roles: ['member'] },
  { subject: 'data-protection', roles: ['dataProtection'] },
  { subject: 'administrator', roles: ['administrator'] },
] as const satisfies readonly TestPerson[]

export type Subject = (typeof people)[number]['subject']

/** Two teams as they were published on 31 March 2026, with the pages of children's services over a real ledger. */
export interface ChildrenSite {
  readonly ledger: TestLedger
  readonly app: Awaited<ReturnType<typeof createApp>>
  /** Statements of the last request, begin and commit among them. */
  statements(): number
  /** Lines of the server's log. */
  readonly log: readonly string[]
  /** A browser in which this person has signed in. */
  browserOf(subject: Subject): Promise<ReturnType<typeof siteBrowser>>
  /** The secret of a new session of this person, for the cookie of a real browser. */
  sessionOf(subject: Subject): Promise<string>
  /** What the access log holds, oldest first. */
  looks(): Promise<readonly Looked[]>
  close(): Promise<void>
}

/** One row of the access log. */
export interface Looked {
  readonly page: string
  readonly children: readonly string[]
  readonly rows: number
  readonly why: string | null
  readonly is_export: boolean
}

/** Builds the site. */
export async function openChildrenSite(): Promise<ChildrenSite> {
  const ledger = await withTestLedger()
  await buildAuthority(
    ledger,
    AUTHORITY,
    children.map(({ id, at, worker, sealed = false }) => ({ id, holders: holdersOf({ at, worker }), sealed })),
  )
  for (const person of people) await addPerson(ledger, AUTHORITY, person)
  await transaction(ledger.owner, publishRows)
  const log: string[] = []
  let last: Tx | undefined
  const enter = createEnter(ledger.app)
  const counting: Enter = (ask, work) =>
    enter(ask, (visit) => {
      last = visit.tx
      return work(visit)
    })
  const app = await createApp({
    serviceName: 'Throughline',
    routes: [
      ...homeRoutes({ timescales: childrenTimescales, checks: childrenChecks }),
      ...childrenRoutes({ timescales: childrenTimescales, checks: childrenChecks }),
    ],
    enter: counting,
    navigation: [
      { text: 'Home', href: '/', what: 'home.view' },
      { text: 'Today’s list', href: '/worklist', what: 'worklist.view' },
      { text: 'Find a child', href: '/children', what: 'child.search' },
      { text: 'Caseloads', href: '/caseloads', what: 'caseload.view' },
    ],
    log: silentLog(log),
    secret: 'a secret of thirty-two characters or more',
  })
  return {
    ledger,
    app,
    log,
    statements: () => last?.statements ?? 0,
    browserOf: async (subject) => {
      const browser = siteBrowser(app)
      browser.cookies.set('throughline-session', await sessionOf(ledger, AUTHORITY, subject))
      return browser
    },
    sessionOf: (subject) => sessionOf(ledger, AUTHORITY, subject),
    looks: () =>
      transaction(ledger.owner, (tx) =>
        tx.rows<Looked>('select page, children, rows, why, is_export from access.access_log order by entry_id'),
      ),
    close: async () => {
      await app.close()
      await ledger.stop()
    },
  }
}

function holdersOf({ at, worker }: Pick<Child, 'at' | 'worker'>): readonly string[] {
  return ['*', `a:${at.area}`, `t:${at.team}`, `w:${worker}`]
}

async function publishRows(tx: Tx): Promise<void> {
  const { publication_id } = await tx.row<{ publication_id: number }>(
    'select publication_id from access.authority where authority_id = $1',
    [AUTHORITY],
  )
  const key = { authority_id: AUTHORITY, publication_id }
  await tx.run(
    `update published.child
    set status = 'plan', since = '2026-01-12', date_of_birth = '2016-02-29', sex = 'F', ethnicity = 'WBRI',
        worker = case when child_id in ('R1', 'R2', 'S1') then 'Ann' when child_id like 'B%' then 'Bob' else 'Abe' end,
        team = case when child_id like 'B%' then 'Blue' else 'Red' end,
        area = case when child_id like 'B%' then 'South' else 'North' end,
        cases = '[["plan", "2026-01-12", "Red", "Ann"], ["need", "2025-11-03", "Red", "Abe"]]'`,
  )
  await addRows(
    tx,
    'published.obligation',
    obligations().map((row) => ({ ...key, ...row })),
  )
  await addRows(
    tx,
    'published.timeline',
    children.map((child) => ({ ...key, ...guarded(child), events: events(child.worker) })),
  )
  await addRows(tx, 'published.finding', [
    {
      ...key,
      ...guarded(children[0]!),
      finding_id: 1,
      check_id: childrenChecks[0]!.id,
      severity: 'error',
      table_name: 'referral',
      detail: 'Closed before it opened',
    },
  ])
  await addRows(
    tx,
    'published.caseload',
    caseloads().map((row) => ({ ...key, ...row })),
  )
  await publishFigures(tx, key)
}

/** Four points that need attention, the first two asked about; two checks; a figure for members. */
async function publishFigures(tx: Tx, key: { readonly authority_id: string; readonly publication_id: number }) {
  const attention = ['one', 'two', 'three', 'four'].map((id) => ({
    measure: id,
    title: `Measure ${id}`,
    sentence: `5% (1 of 20), March 2026: sustained rise, ${id}.`,
  }))
  await addRows(tx, 'published.compendium', [{ ...key, audience: 'inside', model: { attention } }])
  const summary = {
    id: 'plans',
    title: 'Plans open',
    unit: 'count',
    polarity: 'neither',
    decimals: 0,
    headline: {
      period: { kind: 'snapshot', from: '2026-03-31', to: '2026-03-31' },
      numerator: 12,
      denominator: null,
      value: 12,
    },
    target: null,
    unavailable: null,
    points: [],
    control: null,
    beside: null,
  }
  await addRows(tx, 'published.measure', [
    { ...key, measure_id: 'plans', audience: 'public', place: 1, theme: 'Protection', model: {}, summary },
  ])
  const [error, warning] = (['error', 'warning'] as const).map(
    (wanted) => childrenChecks.find(({ severity }) => severity === wanted)!.id,
  )
  await addRows(tx, 'published.check_run', [
    { ...key, check_id: error, found: 1234, fresh: 4, still: 1230, mended: 9, not_run: null },
    { ...key, check_id: warning, found: null, fresh: null, still: null, mended: null, not_run: 'no list of adopters' },
  ])
  await tx.run(
    `insert into figures.narrative (authority_id, measure_id, since, question, answer, answered_by, answered_at)
    select $1, measure, '2025-11-01', 'Why?', answer, person_id, at
    from (
        values ('one', 'Two more chairs begin in June.', (select min(person_id) from access.person), now()), ('two', null, null, null)
    ) as told (measure, answer, person_id, at)`,
    [key.authority_id],
  )
}

function guarded(child: Child) {
  return { child_id: child.id, holders: holdersOf(child), sealed: child.sealed ?? false }
}

/** One for each child; R1 also has one that cannot be worked out. Days are around 31 March 2026, before Easter. */
function obligations() {
  const due = { R1: '2026-03-19', R2: '2026-03-31', R3: '2026-04-07' } as Readonly<Record<string, string>>
  const rows = children.map((child, i) => {
    const dueOn = due[child.id] ?? '2026-03-30'
    return {
      ...guarded(child),
      ref: `ref-${child.id}`,
      obligation_id: i + 1,
      timescale: 'cp-visit',
      started_on: '2026-03-05',
      due_on: dueOn,
      state: dueOn < '2026-03-31' ? 'overdue' : 'due',
      to_do: true,
      worker: child.worker,
      ...child.at,
      provisional: child.id === 'R3',
      reason: null as string | null,
    }
  })
  const unknown = { ...rows[0]!, obligation_id: 1000, timescale: 'rcpc-next', due_on: null, state: 'unknown' }
  return [...rows, { ...unknown, reason: 'the start date is missing' }]
}

function events(worker: string) {
  const visits = Array.from({ length: 70 }, (_, i) => [
    `20${String(18 + Math.floor(i / 10))}-0${(i % 9) + 1}-11`,
    'cp-visit',
    'Seen alone',
    'Red',
    worker,
    null,
  ])
  return [
    ...visits,
    ['2026-01-12', 'plan-start', 'Neglect', 'Red', 'Someone else', null],
    ['2026-03-05', 'health-assessment', null, 'Red', worker, null],
  ].toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
}

function caseloads() {
  const history = Array.from({ length: 12 }, (_, i) => [`2025-${String(i + 1).padStart(2, '0')}-28`, 10 + i])
  const one = { service: 'Safeguarding', cases: 21, weighted: 25.5, on_plan: 12, in_need: 9, overdue: 1, due_soon: 2 }
  return [
    { ...one, worker: 'Ann', ...RED, history, holders: holdersOf({ at: RED, worker: 'Ann' }) },
    {
      ...one,
      worker: 'Abe',
      ...RED,
      overdue: 0,
      history: history.slice(0, 1),
      holders: holdersOf({ at: RED, worker: 'Abe' }),
    },
    { ...one, worker: 'Bob', ...BLUE, history, holders: holdersOf({ at: BLUE, worker: 'Bob' }) },
  ]
}
