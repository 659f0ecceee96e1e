import { signIn, writePolicy } from '#permissions'
import { hashSecret } from '#platform/auth'
import { type Ledger, openLedger, type Pool, type Tx, transaction } from '#platform/db'
import { migrations } from '../src/ledger.ts'
import { startTestServer, testEngines } from '../test/ledger-server.ts'

/**
 * `node bench/rls.ts`: what row-level security costs. The same 50 rows of 480,000, over 20 authorities of 40 teams each, by
 * a statement with the conditions written out, as the owner, to whom a policy opens all rows, and by policy; then what
 * `access.enter` and writing a look down add. Each in a transaction of its own, in turns, so that a busy machine slows all
 * alike.
 */
const AUTHORITIES = 20
const CHILDREN = 6_000
const OBLIGATIONS_EACH = 4
const ROUNDS = 3
const EACH = 100

async function fill({ owner }: Ledger): Promise<void> {
  await transaction(owner, async (tx) => {
    await writePolicy(tx)
    await tx.run(
      `insert into access.authority (authority_id, name, reference_key)
       select 'A' || i, 'County ' || i, '\\x00' from generate_series(1, $1::integer) as i`,
      [AUTHORITIES],
    )
    await tx.run(
      `insert into published.publication (authority_id, snapshot, as_at, edition, loaded_at)
       select authority_id, 's', '2026-03-31', '1', now() from access.authority`,
    )
    await tx.run(
      `update access.authority as authority set publication_id = publication.publication_id
       from published.publication where publication.authority_id = authority.authority_id`,
    )
    await fillObligations(tx)
    await tx.run(
      `insert into access.person (authority_id, issuer, subject, name, worker)
       select authority_id, 'bench', 'manager', 'A Manager', 'W7' from access.authority`,
    )
    await tx.run(
      "insert into access.person_role (authority_id, person_id, role) select authority_id, person_id, 'manager' from access.person",
    )
    await tx.run(
      "insert into access.person_place (authority_id, person_id, kind, place) select authority_id, person_id, 'team', 'Team 7' from access.person",
    )
  })
  await transaction(owner, async (tx) => {
    await tx.run('analyze')
  })
}

/** Four for each child, one of them to do; children over 40 teams of 4 areas, 10 workers to a team. */
async function fillObligations(tx: Tx): Promise<void> {
  const columns = await tx.rows<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = 'published.obligation'::regclass and attnum > 0 and attnotnull and not atthasdef
       and attname not in ('authority_id', 'publication_id', 'obligation_id', 'child_id', 'timescale', 'state', 'to_do',
           'days_over', 'provisional', 'holders', 'sealed')`,
  )
  const others = columns.map(({ name }) => `, ${name}`).join('')
  const values = columns.map(() => ", '0'").join('')
  await tx.run(
    `insert into published.obligation (authority_id, publication_id, obligation_id, child_id, timescale, state, to_do,
         days_over, provisional, holders, sealed, worker, team, area, due_on, started_on${others})
     select authority_id, publication_id, child * 10 + n, 'c' || child, 'assessment-45', 'due', n = 1, 0, false,
         array['*', 'a:Area ' || child % 4, 't:Team ' || child % 40, 'w:W' || child % 400], child % 500 = 0,
         'W' || child % 400, 'Team ' || child % 40, 'Area ' || child % 4,
         date '2026-03-31' + (child * 7 + n) % 90 - 30, date '2026-01-01'${values}
     from access.authority, generate_series(1, $1::integer) as child, generate_series(1, $2::integer) as n
     order by publication_id, child, n`,
    [CHILDREN, OBLIGATIONS_EACH],
  )
}

const COLUMNS = 'obligation_id, child_id, timescale, due_on, state, worker, team'
const ORDER = 'order by due_on, obligation_id limit 50'
const PLAIN = `select ${COLUMNS} from published.obligation
    where authority_id = $1 and publication_id = $2 and to_do and team = $3 and not sealed ${ORDER}`
const PLAIN_HOLDERS = `select ${COLUMNS} from published.obligation
    where authority_id = $1 and publication_id = $2 and to_do and not sealed and holders && $3::text[] ${ORDER}`
const BY_POLICY = `select ${COLUMNS} from published.obligation where to_do and team = $1 ${ORDER}`
const BY_POLICY_ALONE = `select ${COLUMNS} from published.obligation where to_do ${ORDER}`

async function compare(ledger: Ledger): Promise<void> {
  const { publication_id: publication } = await transaction(ledger.owner, (tx) =>
    tx.row<{ publication_id: number }>("select publication_id from access.authority where authority_id = 'A7'"),
  )
  const asker = { authority: 'A7', issuer: 'bench', subject: 'manager', name: '', claims: null, idToken: null }
  const signedIn = await transaction(ledger.app, (tx) => signIn(tx, asker))
  if (!signedIn.ok) throw new Error(`the manager could not sign in: ${signedIn.reason}`)
  const hash = hashSecret(signedIn.session)
  const settings = `select set_config('app.authority', 'A7', true), set_config('app.publication', '${publication}', true),
    set_config('app.holders', '{"t:Team 7"}', true), set_config('app.opened', '{}', true)`
  const enter = (tx: Tx) => tx.row("select * from access.enter($1, 'worklist.view')", [hash])
  const ways: readonly Way[] = [
    { name: 'nothing but begin and two settings', pool: ledger.app, work: (tx) => tx.rows(settings) },
    {
      name: 'conditions written out: team',
      pool: ledger.owner,
      work: (tx) => both(tx, settings, PLAIN, ['A7', publication, 'Team 7']),
    },
    { name: 'by policy: team', pool: ledger.app, work: (tx) => both(tx, settings, BY_POLICY, ['Team 7']) },
    {
      name: 'conditions written out: holders',
      pool: ledger.owner,
      work: (tx) => both(tx, settings, PLAIN_HOLDERS, ['A7', publication, ['t:Team 7']]),
    },
    { name: 'by policy: holders', pool: ledger.app, work: (tx) => both(tx, settings, BY_POLICY_ALONE, []) },
    { name: 'access.enter alone', pool: ledger.app, work: enter },
    {
      name: 'a whole page: enter, by policy, a look written down',
      pool: ledger.app,
      work: async (tx) => {
        await enter(tx)
        await tx.rows(BY_POLICY_ALONE)
        return tx.run(
          `insert into access.access_log (authority_id, person_id, what, page, children, rows)
           select access.in_authority(), access.me(), 'worklist.view', '/worklist', $1, 50`,
          [Array.from({ length: 50 }, (_, i) => `c${i}`)],
        )
      },
    },
  ]
  const times = new Map(ways.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const way of ways) {
      const ms = await timed(way)
      if (round > 0) times.get(way.name)!.push(ms)
    }
  }
  report(times)
}

interface Way {
  readonly name: string
  readonly pool: Pool
  readonly work: (tx: Tx) => Promise<unknown>
}

async function both(tx: Tx, first: string, second: string, values: readonly unknown[]): Promise<unknown> {
  await tx.rows(first)
  const rows = await tx.rows(second, values)
  if (rows.length !== 50) throw new Error(`expected 50 rows, got ${rows.length}`)
  return rows
}

/** Milliseconds for one transaction, over many one after another. */
async function timed({ pool, work }: Way): Promise<number> {
  const start = performance.now()
  for (let i = 0; i < EACH; i++) await transaction(pool, work)
  return (performance.now() - start) / EACH
}

function report(times: ReadonlyMap<string, readonly number[]>): void {
  const median = (name: string) => times.get(name)!.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!
  for (const name of times.keys()) console.log(`${median(name).toFixed(3).padStart(8)} ms  ${name}`)
  for (const kind of ['team', 'holders']) {
    const ratio = median(`conditions written out: ${kind}`) / median(`by policy: ${kind}`)
    console.log(`${ratio.toFixed(2).padStart(8)}     of the plain speed by policy, ${kind} (at least 0.9 is wanted)`)
  }
}

const server = await startTestServer(testEngines()[0]!)
const ledger = await openLedger({ dataDir: 'unused', databaseUrl: server.url, migrations })
try {
  await fill(ledger)
  await compare(ledger)
} finally {
  await ledger.stop()
  await server.stop()
}
