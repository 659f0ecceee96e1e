import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { brotliDecompressSync } from 'node:zlib'
import { joinLedger } from '#platform/db'
import { machine, versions } from './machine.ts'
import { Connection } from './web-client.ts'
import { copyData, webData, webExtract } from './web-data.ts'
import { type LoadOrder, type LoadResult, timesOf } from './web-load.ts'
import { type Held, held, type Measured, postmaster, type Used, used, watchHeld } from './web-machine.ts'
import { explain } from './web-plans.ts'
import { printSections, type Row, type Section, writeWebPage } from './web-report.ts'
import type { Sent, SiteUp } from './web-site.ts'
import { type Staff, type StaffMember, seedStaff } from './web-staff.ts'
import { sendLoad } from './web-upload.ts'
import { askOnce, Deck, type Kind, kinds } from './web-visits.ts'

/**
 * `npm run bench:web [-- --seconds 60 --authorities 1 --rates 25,100,400 --only pages,single,lists,rates,limit,load --plans --write]`:
 * how many pages the site answers and how soon, over a ledger with a county published in it, with 2,000 people signed in.
 *
 * The load is open: requests are sent when they are due, whatever became of those before, and each time counts from the
 * moment at which it was to be sent. The load and PostgreSQL have the same cores as the server. Takes eight minutes; the
 * first time the county is made, which takes three more.
 */
const PARTS = ['pages', 'single', 'lists', 'rates', 'limit', 'load'] as const

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    authorities: { type: 'string', default: '1' },
    rates: { type: 'string', default: '25,100,400' },
    staff: { type: 'string', default: '2000' },
    children: { type: 'string', default: '12000' },
    years: { type: 'string', default: '6' },
    only: { type: 'string', default: PARTS.join(',') },
    plans: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})

const seconds = Number(options.seconds)
const size = {
  children: Number(options.children),
  years: Number(options.years),
  authorities: Number(options.authorities),
}
const rates = options.rates.split(',').map(Number)
const parts = new Set(options.only.split(','))
const work = join(tmpdir(), `throughline-bench-web-${process.pid}`)
let seed = 1

/** The site under measurement and who asks it. */
interface Bench {
  readonly up: SiteUp
  readonly server: ChildProcess
  readonly measured: Measured
  readonly staff: Staff
  readonly staffFile: string
}

/** Runs the site over a data directory in a process of its own, with its people signed in, for as long as `measure` takes. */
async function withSite<T>(data: string, measure: (bench: Bench) => Promise<T>): Promise<T> {
  say('starting the site')
  const server = fork(join(import.meta.dirname, 'web-site.ts'), [data], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(server, 'exit')
  const first = await Promise.race([once(server, 'message'), ended])
  const up = first[0] as SiteUp
  if (typeof up !== 'object' || up === null) throw new Error('the site did not start')
  try {
    const staff = await seeded(data)
    const staffFile = join(work, 'staff.json')
    await writeFile(staffFile, JSON.stringify(staff))
    const measured = { web: server.pid!, postgres: await postmaster(data), worker: up.workerPid }
    return await measure({ up, server, measured, staff, staffFile })
  } finally {
    if (server.connected) server.send('stop')
    await ended
  }
}

async function seeded(data: string): Promise<Staff> {
  const ledger = await joinLedger(data)
  try {
    return await seedStaff(ledger, Number(options.staff))
  } finally {
    await ledger.stop()
  }
}

const shown = [
  'home',
  'list',
  'list, narrowed',
  'child',
  'caseload',
  'search',
  'figures',
  'measure',
  'measure with its rows',
] as const
const mostStatements: Partial<Record<Kind, number>> = { list: 5, 'list, narrowed': 5, child: 12 }

/** What each kind of page weighs and how many statements it takes, for whom it is heaviest. */
async function pages(bench: Bench): Promise<Section> {
  say('looking at each page')
  const rows: Row[] = []
  for (const kind of shown) rows.push(await heaviest(bench, kind))
  for (const kind of ['answer', 'break glass'] as const) rows.push(await heaviest(bench, kind))
  return {
    title: 'Pages, for whom they are heaviest',
    headers: ['page', 'for', 'statements', 'at most', 'bytes', 'compressed'],
    rows,
  }
}

async function heaviest(bench: Bench, kind: Kind): Promise<Row> {
  const looks = []
  for (const role of new Set(kinds[kind].roles)) {
    const person = bench.staff.people.find((one) => one.role === role && one.children.length > 0)!
    looks.push({ role, ...(await lookOnce(bench, kind, person)) })
  }
  const { role, statements, raw, compressed } = looks.toSorted((a, b) => b.raw - a.raw)[0]!
  return [kind, role, statements, mostStatements[kind] ?? '', raw, compressed]
}

async function lookOnce(bench: Bench, kind: Kind, person: StaffMember) {
  const ask = askOnce(kind, person, new Deck(bench.staff))
  if (ask === undefined) throw new Error(`nobody can ask for ${kind}`)
  await sentOf(bench)
  const connection = new Connection('127.0.0.1', bench.up.port)
  const { status, bytes, body, headers } = await connection.send(ask.text, 20_000)
  connection.close()
  ask.answered?.(status)
  if (status !== 200 && status !== 303) throw new Error(`${kind} for a ${person.role} was answered with ${status}`)
  const statements = await sentOf(bench)
  const raw = headers.get('content-encoding') === 'br' ? brotliDecompressSync(body).length : bytes
  return { person, raw, compressed: bytes, statements: statements.length, sent: statements }
}

/** The statements of pages since it was last asked. */
async function sentOf({ server }: Bench): Promise<readonly Sent[]> {
  server.send('sent')
  const [sent] = await once(server, 'message')
  return sent as readonly Sent[]
}

async function statementsOf(bench: Bench) {
  const found: { kind: Kind; role: string; session: string; sent: readonly Sent[] }[] = []
  for (const kind of shown) {
    for (const role of new Set<string>(kinds[kind].roles)) {
      const person = bench.staff.people.findLast((one) => one.role === role && one.children.length > 0)!
      const { sent } = await lookOnce(bench, kind, person)
      found.push({ kind, role, session: person.session, sent })
    }
  }
  return found
}

const goals = { child: 10, list: 25, search: 50, 'measure with its rows': 50 } as const
const REPEATS = 300

/** One person after another, each waiting for the answer: what nobody else's work adds to. */
async function single({ staff, up }: Bench): Promise<Section> {
  say('one user at a time')
  const rows: Row[] = []
  for (const kind of ['home', 'list', 'child', 'search', 'figures', 'measure', 'measure with its rows'] as const) {
    const deck = new Deck(staff, [kind], 7)
    const connection = new Connection('127.0.0.1', up.port)
    const times: number[] = []
    for (let i = 0; i < REPEATS + 20; i++) {
      const { text } = deck.deal()
      const began = performance.now()
      await connection.send(text, 20_000)
      if (i >= 20) times.push(performance.now() - began)
    }
    connection.close()
    const { p50, p90, p99 } = timesOf(times)
    const goal = goals[kind as keyof typeof goals]
    rows.push([kind, ms(p50), ms(p90), ms(p99), goal ? `${goal} ms` : '', goal ? yes(p90 <= goal) : ''])
  }
  return { title: 'One user at a time', headers: ['page', 'p50', 'p90', 'p99', 'aim for p90', 'met'], rows }
}

/** Sixteen that ask without a pause for the list of a team, fifty rows; and the same drawn with macros. */
async function lists(bench: Bench): Promise<Section> {
  const half = Math.max(Math.round(seconds / 4), 5)
  const managers = { ...bench.staff, people: bench.staff.people.filter(({ role }) => role === 'manager') }
  const staffFile = join(work, 'managers.json')
  await writeFile(staffFile, JSON.stringify(managers))
  const closed = { pace: { connections: 16 }, only: ['list'] as const, staffFile }
  await loadOf(bench, { ...closed, seconds: 3 })
  const ours = await loadOf(bench, { ...closed, seconds: half })
  await loadOf(bench, { ...closed, seconds: 3, port: bench.up.macrosPort })
  const macros = await loadOf(bench, { ...closed, seconds: half, port: bench.up.macrosPort })
  const ratio = ours.result.perSecond / macros.result.perSecond
  const row = (what: string, { result, cost }: Loaded, goal: string, met: string): Row => [
    what,
    perSecond(result.perSecond),
    ms(result.all.p50),
    ms(result.all.p95),
    ms(result.all.p99),
    ...cost,
    goal,
    met,
  ]
  return {
    title:
      'A team’s list of 50 rows, with row-level security and its look written down, 16 connections without a pause',
    headers: ['drawn with', 'a second', 'p50', 'p95', 'p99', ...costHeaders, 'aim', 'met'],
    rows: [
      row('typed functions', ours, 'at least 1,000 a second', yes(ours.result.perSecond >= 1000)),
      row(`Nunjucks macros: the other is ${ratio.toFixed(1)} times as fast`, macros, 'at least twice', yes(ratio >= 2)),
    ],
  }
}

interface Loaded {
  readonly result: LoadResult
  readonly most: Held
  /** Processor milliseconds for each request: server, PostgreSQL, worker, the load itself. */
  readonly cost: readonly string[]
}

const costHeaders = ['ms of the server', 'of PostgreSQL', 'of the load']

async function loadOf(
  { up, staffFile, measured }: Bench,
  order: Pick<LoadOrder, 'seconds' | 'pace'> & Partial<LoadOrder>,
): Promise<Loaded> {
  const whole: LoadOrder = { staffFile, host: '127.0.0.1', port: up.port, seed: ++seed, ...order }
  const watch = watchHeld(measured)
  const before = await used(measured)
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'web-load.ts'), JSON.stringify(whole)],
    {
      maxBuffer: 1e8,
    },
  )
  const result = JSON.parse(stdout) as LoadResult
  return { result, most: await watch.stop(), cost: costOf(before, await used(measured), result) }
}

function costOf(before: Used, after: Used, { all, cpu }: LoadResult): readonly string[] {
  const each = (spent: number) => ((spent / Math.max(all.count, 1)) * 1000).toFixed(2)
  return [each(after.web - before.web), each(after.postgres - before.postgres), each(cpu)]
}

const AIM_RATE = 100

async function atRates(bench: Bench, idle: Held): Promise<Section> {
  const rows: Row[] = [
    [
      'idle',
      '',
      '',
      '',
      '',
      '',
      '',
      mb(idle.web),
      mb(idle.postgres),
      '',
      '',
      '',
      'server under 300 MB',
      yes(idle.web < 300e6),
    ],
  ]
  await loadOf(bench, { pace: { rate: 50 }, seconds: 5 })
  for (const rate of rates) {
    say(`${rate} a second for ${seconds} seconds`)
    const loaded = await loadOf(bench, { pace: { rate }, seconds })
    const { all, perSecond: got } = loaded.result
    const errors = errorsOf(loaded.result)
    const met = all.p95 < 100 && all.p99 < 300 && errors === 0
    rows.push([
      `${rate} a second`,
      perSecond(got),
      ms(all.p50),
      ms(all.p95),
      ms(all.p99),
      ms(all.most),
      errors,
      mb(loaded.most.web),
      mb(loaded.most.postgres),
      ...loaded.cost,
      rate === AIM_RATE ? 'p95 under 100 ms, p99 under 300 ms, no errors' : '',
      rate === AIM_RATE ? yes(met) : '',
    ])
    for (const [kind, times] of Object.entries(loaded.result.kinds).toSorted(([, a], [, b]) => b.count - a.count)) {
      rows.push([
        `  ${kind}`,
        perSecond(times.count / seconds),
        ms(times.p50),
        ms(times.p95),
        ms(times.p99),
        ms(times.most),
      ])
    }
    if (errors > 0 || loaded.result.late > 50)
      say(
        `answers ${JSON.stringify(loaded.result.statuses)}, the load itself late by ${loaded.result.late.toFixed(0)} ms`,
      )
  }
  return {
    title: 'A fixed arrival: 80 in a hundred lists and children, 15 measures, 5 kept',
    headers: [
      'arriving',
      'answered',
      'p50',
      'p95',
      'p99',
      'longest',
      'errors',
      'server',
      'PostgreSQL',
      ...costHeaders,
      'aim',
      'met',
    ],
    rows,
  }
}

const STEP_SECONDS = 8
const STEP = 1.25

/** Up until it breaks, then twice what it could do. */
async function toTheLimit(bench: Bench): Promise<Section> {
  const rows: Row[] = []
  let peak = 0
  // A server that has just begun is slower: its limit is not that of its first seconds.
  await loadOf(bench, { pace: { rate: 60 }, seconds: 10 })
  for (let rate = 100; rate < 20_000; rate *= STEP) {
    const { result } = await loadOf(bench, { pace: { rate }, seconds: STEP_SECONDS })
    peak = Math.max(peak, result.perSecond)
    rows.push(limitRow(`${Math.round(rate)} a second`, result))
    say(`${Math.round(rate)} a second: ${JSON.stringify(result.statuses)}, ${result.broken} broken`)
    if (result.perSecond < rate * 0.85) break
  }
  const over = await loadOf(bench, { pace: { rate: peak * 2 }, seconds: Math.max(seconds / 3, STEP_SECONDS) })
  const { result } = over
  const kept = result.perSecond / peak
  const others = errorsOf(result) - (result.statuses[503] ?? 0)
  const met = kept >= 0.8 && result.hung === 0 && result.withoutRetryAfter === 0 && others === 0
  const aim = `at least 80% of ${Math.round(peak)}, refusals say when to come again, none hangs`
  rows.push([
    ...limitRow(`${Math.round(peak * 2)} a second, twice its best`, result),
    aim,
    `${yes(met)} (${Math.round(kept * 100)}%)`,
  ])
  const after = await loadOf(bench, { pace: { rate: 50 }, seconds: 5 })
  rows.push(limitRow('50 a second, right after', after.result))
  return {
    title: 'Pushed until it breaks, and beyond',
    headers: [
      'arriving',
      'answered',
      'p50',
      'p95',
      'p99',
      'busy (503)',
      'other errors',
      'slowest refusal',
      'hung',
      'aim',
      'met',
    ],
    rows,
  }
}

function limitRow(what: string, result: LoadResult): Row {
  const { all, statuses, slowestRefusal, hung } = result
  const busy = statuses[503] ?? 0
  return [
    what,
    perSecond(result.perSecond),
    ms(all.p50),
    ms(all.p95),
    ms(all.p99),
    busy,
    errorsOf(result) - busy,
    ms(slowestRefusal),
    hung,
  ]
}

/** The same arrival alone and while the worker loads and publishes an extract, over a copy that is thrown away. */
async function besideLoad(data: string): Promise<Section> {
  const copy = join(work, 'data')
  say('copying the data directory')
  await copyData(data, copy)
  return withSite(copy, async (bench) => {
    const order = { pace: { rate: AIM_RATE }, seconds }
    await loadOf(bench, { pace: { rate: 50 }, seconds: 5 })
    const alone = await loadOf(bench, order)
    say('sending an extract')
    const analyst = bench.staff.people.find(
      ({ role, authority }) => role === 'analyst' && authority === 'exampleshire',
    )!
    const progress = await sendLoad({ port: bench.up.port, analyst, extract: webExtract(size) })
    const during = await loadOf(bench, order)
    const state = await progress()
    say(`answers ${JSON.stringify(during.result.statuses)}`)
    const ratio = during.result.all.p95 / alone.result.all.p95
    const row = (what: string, { result, cost }: Loaded): Row => [
      what,
      perSecond(result.perSecond),
      ms(result.all.p50),
      ms(result.all.p95),
      ms(result.all.p99),
      errorsOf(result),
      ...cost,
    ]
    return {
      title: `Beside a load: ${AIM_RATE} a second`,
      headers: ['', 'answered', 'p50', 'p95', 'p99', 'errors', ...costHeaders, 'aim', 'met'],
      rows: [
        row('alone', alone),
        [
          ...row(`while an extract is loaded (${state})`, during),
          'p95 at most a fifth more',
          `${yes(ratio <= 1.2)} (${ratio.toFixed(2)} times)`,
        ],
      ],
    }
  })
}

function errorsOf({ sent, all }: LoadResult): number {
  return sent - all.count
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
}

function mb(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

function perSecond(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0)
}

function yes(met: boolean): string {
  return met ? 'yes' : 'no'
}

function say(message: string): void {
  console.error(message)
}

await mkdir(work, { recursive: true })
try {
  const data = await webData(size, say)
  const sections: Section[] = []
  await withSite(data, async (bench) => {
    const idle = await held(bench.measured)
    if (options.plans) await explain(await statementsOf(bench), bench, data)
    if (parts.has('pages')) sections.push(await pages(bench))
    if (parts.has('single')) sections.push(await single(bench))
    if (parts.has('lists')) sections.push(await lists(bench))
    if (parts.has('rates')) sections.push(await atRates(bench, idle))
    if (parts.has('limit')) sections.push(await toTheLimit(bench))
  })
  if (parts.has('load')) sections.push(await besideLoad(data))
  printSections(sections)
  if (options.write) {
    await writeWebPage(sections, {
      machine: machine(),
      versions: await versions(),
      ...size,
      staff: Number(options.staff),
    })
  }
} finally {
  await rm(work, { recursive: true, force: true })
}
