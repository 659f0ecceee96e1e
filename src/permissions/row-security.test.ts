import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { hashSecret, newSecret } from '#platform/auth'
import { type Tx, transaction } from '#platform/db'
import { AccessRefused } from '#platform/web'
import { type TestLedger, withTestLedger } from '../../test/ledger.ts'
import { addPerson, addRows, buildAuthority, sessionOf } from './access.fixture.ts'
import { createEnter } from './enter.ts'

/*
 * The rules said again, in another way than the policy table, for what matters most. Where this and the policy differ, one
 * of them is wrong: find out which before changing either.
 */

interface Asker {
  readonly roles: readonly string[]
  readonly worker: string | undefined
  readonly teams: readonly string[]
  readonly areas: readonly string[]
  /** Children whose glass this person broke less than four hours ago, or more. */
  readonly broken: readonly string[]
  readonly brokenLongAgo: readonly string[]
  /** Sealed children for whose record this person was named. */
  readonly namedFor: readonly string[]
}

interface Kid {
  readonly id: string
  readonly cases: readonly { readonly worker: string; readonly team: string; readonly area: string }[]
  readonly sealed: boolean
}

const is = (asker: Asker, ...roles: readonly string[]) => roles.some((role) => asker.roles.includes(role))
const isOfAWorker = (asker: Asker, kid: Kid) => kid.cases.some(({ worker }) => worker === asker.worker)
const isOfATeam = (asker: Asker, kid: Kid) => kid.cases.some(({ team }) => asker.teams.includes(team))
const isOfAnArea = (asker: Asker, kid: Kid) => kid.cases.some(({ area }) => asker.areas.includes(area))

/** Workers their own children, managers those of their teams, service managers those of their areas. */
const byPlace = (asker: Asker, kid: Kid) =>
  (is(asker, 'worker') && isOfAWorker(asker, kid)) ||
  (is(asker, 'manager') && isOfATeam(asker, kid)) ||
  (is(asker, 'serviceManager') && isOfAnArea(asker, kid))

/** For each thing to do: who may do it at all, and then the record of which child, were none sealed and no glass broken. */
const rules: Readonly<
  Record<
    string,
    { readonly may: (asker: Asker) => boolean; readonly of: ((asker: Asker, kid: Kid) => boolean) | 'none' }
  >
> = {
  'child.view': {
    may: (asker) => is(asker, 'worker', 'manager', 'serviceManager', 'analyst', 'quality', 'director'),
    of: (asker, kid) => is(asker, 'analyst', 'quality', 'director') || byPlace(asker, kid),
  },
  'worklist.view': {
    may: (asker) => is(asker, 'worker', 'manager', 'serviceManager', 'quality', 'director'),
    of: (asker, kid) => is(asker, 'quality', 'director') || byPlace(asker, kid),
  },
  'worklist.export': {
    may: (asker) => is(asker, 'manager', 'serviceManager', 'quality'),
    of: (asker, kid) =>
      is(asker, 'quality') ||
      (is(asker, 'manager') && isOfATeam(asker, kid)) ||
      (is(asker, 'serviceManager') && isOfAnArea(asker, kid)),
  },
  'quality.export': {
    may: (asker) => is(asker, 'manager', 'serviceManager', 'analyst', 'quality'),
    of: (asker, kid) =>
      is(asker, 'analyst', 'quality') ||
      (is(asker, 'manager') && isOfATeam(asker, kid)) ||
      (is(asker, 'serviceManager') && isOfAnArea(asker, kid)),
  },
  'load.rejects': { may: (asker) => is(asker, 'analyst'), of: (asker) => is(asker, 'analyst') },
  'home.view': {
    may: (asker) => asker.roles.length > 0,
    of: (asker, kid) => is(asker, 'quality', 'director') || byPlace(asker, kid),
  },
  'child.break-glass': { may: (asker) => is(asker, 'worker', 'manager', 'serviceManager', 'quality'), of: 'none' },
  'figures.public': {
    may: (asker) => asker.roles.some((role) => !['dataProtection', 'administrator'].includes(role)),
    of: 'none',
  },
  'administration.do': { may: (asker) => is(asker, 'administrator'), of: 'none' },
  'access-log.view': { may: (asker) => is(asker, 'dataProtection'), of: 'none' },
  'child.seal': { may: (asker) => is(asker, 'dataProtection'), of: (asker) => is(asker, 'dataProtection') },
  'no.such-thing': { may: () => false, of: 'none' },
}

/**
 * Whether rows open at all while this is done: only for roles that reach children by it. (Who looks after people alone sees
 * no child on their first page, whatever was opened to them.)
 */
const reaches = (what: string, asker: Asker) =>
  what === 'home.view'
    ? is(asker, 'worker', 'manager', 'serviceManager', 'quality', 'director')
    : rules[what]!.of !== 'none' && rules[what]!.may(asker)

function maySee(asker: Asker, what: string, kid: Kid): boolean {
  const { may, of } = rules[what]!
  if (of === 'none' || !may(asker) || !reaches(what, asker)) return false
  if (asker.broken.includes(kid.id) || asker.namedFor.includes(kid.id)) return true
  return !kid.sealed && of(asker, kid)
}

const workers = ['W1', 'W2', "W'3", 'a:East']
const teams = ['North', 'South', 'No{r,th}"']
const areas = ['East', 'West']
const kids = (): fc.Arbitrary<Kid[]> =>
  fc
    .array(
      fc.record({
        cases: fc.array(
          fc.record({
            worker: fc.constantFrom(...workers),
            team: fc.constantFrom(...teams),
            area: fc.constantFrom(...areas),
          }),
          { maxLength: 2 },
        ),
        sealed: fc.boolean(),
      }),
      { minLength: 12, maxLength: 12 },
    )
    .map((list) => list.map((kid, i) => ({ ...kid, id: String(i + 1) })))

const some = (ids: readonly string[]) => fc.subarray([...ids], { maxLength: 3 })
const ids = Array.from({ length: 12 }, (_, i) => String(i + 1))
const allRoles = [
  'worker',
  'manager',
  'serviceManager',
  'analyst',
  'quality',
  'director',
  'member',
  'dataProtection',
  'administrator',
]
const askers: fc.Arbitrary<Asker> = fc.record({
  roles: fc.subarray(allRoles, { maxLength: 2 }),
  worker: fc.option(fc.constantFrom(...workers), { nil: undefined }),
  teams: fc.subarray(teams),
  areas: fc.subarray(areas),
  broken: some(ids),
  brokenLongAgo: some(ids),
  namedFor: some(ids),
})

const holdersOf = ({ cases }: Kid) => [
  ...new Set(['*', ...cases.flatMap(({ worker, team, area }) => [`w:${worker}`, `t:${team}`, `a:${area}`])]),
]

/** Long form with THROUGHLINE_LONG=1: some 10,000 pairs of a person and a child for each thing to do. */
const RUNS = process.env.THROUGHLINE_LONG ? 850 : 45

let ledger: TestLedger
before(async () => {
  ledger = await withTestLedger()
})
after(() => ledger.stop())

let made = 0

/** A county with these children and this person. @returns its code and the person's session */
async function make(list: readonly Kid[], asker: Asker): Promise<{ county: string; session: string | undefined }> {
  const county = `C${++made}`
  await buildAuthority(
    ledger,
    county,
    list.map((kid) => ({ id: kid.id, holders: holdersOf(kid), sealed: kid.sealed })),
  )
  const person = await addPerson(ledger, county, {
    subject: 'asker',
    roles: asker.roles,
    teams: asker.teams,
    areas: asker.areas,
    ...(asker.worker === undefined ? {} : { worker: asker.worker }),
  })
  await transaction(ledger.owner, async (tx) => {
    await open(tx, county, person, asker.brokenLongAgo, "- interval '1 microsecond'")
    await open(tx, county, person, asker.broken, "+ interval '1 hour'")
    for (const kid of list.filter(({ sealed }) => sealed)) await sealed(tx, county, person, kid.id, asker.namedFor)
    await addOtherRows(tx, county, list)
  })
  const session = asker.roles.length === 0 ? undefined : await sessionOf(ledger, county, 'asker')
  return { county, session }
}

async function open(tx: Tx, county: string, person: number, children: readonly string[], until: string): Promise<void> {
  await tx.run(
    `insert into access.break_glass (authority_id, person_id, child_id, reason, opened_at, expires_at)
     select $1, $2, unnest($3::text[]), 'a reason for a test', now() - interval '5 hours', now() ${until}`,
    [county, person, children],
  )
}

async function sealed(tx: Tx, county: string, person: number, child: string, namedFor: readonly string[]) {
  await tx.run(`insert into access.sealed_child (authority_id, child_id, sealed_by, reason) values ($1, $2, $3, 'x')`, [
    county,
    child,
    person,
  ])
  if (!namedFor.includes(child)) return
  await tx.run('insert into access.sealed_child_person (authority_id, child_id, person_id) values ($1, $2, $3)', [
    county,
    child,
    person,
  ])
}

const rowTables = ['timeline', 'obligation', 'finding', 'measure_row'] as const
const numberOf = { timeline: undefined, obligation: 'obligation_id', finding: 'finding_id', measure_row: 'row_id' }

async function addOtherRows(tx: Tx, county: string, list: readonly Kid[]): Promise<void> {
  const { publication_id } = await tx.row<{ publication_id: number }>(
    'select publication_id from access.authority where authority_id = $1',
    [county],
  )
  for (const table of rowTables) {
    const number = numberOf[table]
    const rows = list.map((kid) => ({
      authority_id: county,
      publication_id,
      child_id: kid.id,
      holders: holdersOf(kid),
      sealed: kid.sealed,
      ...(number === undefined ? {} : { [number]: Number(kid.id) }),
    }))
    await addRows(tx, `published.${table}`, rows)
  }
}

describe('of generated people, children, seals and broken glass', () => {
  test('rows, counts, searches and guessed numbers agree with the rules, and refusals too', async () => {
    let pairs = 0
    const enter = createEnter(ledger.app)
    const property = fc.asyncProperty(
      kids(),
      askers,
      fc.constantFrom(...Object.keys(rules)),
      async (list, given, what) => {
        // Only a sealed record can have been named for.
        const namedFor = given.namedFor.filter((id) => list.some((kid) => kid.id === id && kid.sealed))
        const asker = { ...given, namedFor }
        const { session } = await make(list, asker)
        const expected = list.filter((kid) => maySee(asker, what, kid)).map(({ id }) => id)
        pairs += list.length
        const seen = await enter({ ...(session === undefined ? {} : { session }), what }, ({ tx }) =>
          look(tx, list),
        ).catch((error) => {
          if (error instanceof AccessRefused) return error.reason
          throw error
        })
        if (session === undefined) return assert.equal(seen, 'signed-out')
        if (!rules[what]!.may(asker)) return assert.equal(seen, 'forbidden')
        assert.ok(typeof seen === 'object')
        for (const [way, found] of Object.entries(seen)) assert.deepEqual(found, expected, way)
      },
    )
    await fc.assert(property, { numRuns: RUNS })
    assert.ok(pairs >= RUNS * 12)
  })
})

const sorted = (rows: readonly { child_id: string }[]) =>
  rows.map(({ child_id }) => child_id).sort((a, b) => Number(a) - Number(b))

/** Every way to the children: each gives the numbers that could be learnt by it. */
async function look(tx: Tx, list: readonly Kid[]): Promise<Readonly<Record<string, string[]>>> {
  const found: Record<string, string[]> = {
    rows: sorted(await tx.rows('select child_id from published.child')),
    set: sorted(await tx.rows('select child_id from published.child where child_id = any ($1::text[])', [ids])),
    search: sorted(await tx.rows("select child_id from published.child where ref like 'ref-%' order by ref")),
    everywhere: sorted(await tx.rows("select child_id from published.child where authority_id like 'C%'")),
  }
  for (const table of rowTables) {
    found[table] = sorted(await tx.rows(`select distinct child_id from published.${table}`))
  }
  const { n } = await tx.row<{ n: number }>('select count(*) as n from published.child')
  const counted = await tx.rows<{ child_id: string }>(
    'select child_id from published.obligation group by child_id having count(*) > 0',
  )
  found.count = found.rows!.slice(0, n)
  found.grouped = sorted(counted)
  const guessed: { child_id: string }[] = []
  for (const { id } of list) {
    guessed.push(
      ...(await tx.rows<{ child_id: string }>('select child_id from published.child where ref = $1', [`ref-${id}`])),
    )
  }
  found.guessed = sorted(guessed)
  // A policy is asked before a condition that tells what it sees.
  await tx.run(
    `select count(*) from published.child where case when child_id = any ($1::text[]) then 1 else 1 / (length(child_id) - length(child_id)) end = 1`,
    [found.rows],
  )
  return found
}

describe('the tables of the ledger', () => {
  const parts = ['access', 'published']
  const tables = (condition: string) =>
    transaction(ledger.owner, (tx) =>
      tx.rows<{ name: string }>(
        `select relnamespace::regnamespace || '.' || relname as name from pg_class
         where relkind in ('r', 'p') and relnamespace::regnamespace::text not in
             ('pg_catalog', 'information_schema', 'pg_toast', 'ledger', 'job', 'pgboss')
           and ${condition} order by 1`,
      ),
    )

  test('with people or children in them are all under row-level security, forced', async () => {
    const open = (await tables('not (relrowsecurity and relforcerowsecurity)')).map(({ name }) => name)
    assert.deepEqual(
      open.filter((name) => parts.includes(name.split('.')[0]!)),
      [],
    )
    assert.ok((await tables('true')).length > 15)
  })

  test("are owned by nobody who serves pages, and those roles are none of the server's", async () => {
    const rows = await transaction(ledger.owner, (tx) =>
      tx.rows(
        `select rolname from pg_roles
         where rolname in ('throughline_app', 'throughline_publisher')
           and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
                or exists (select from pg_class where relowner = pg_roles.oid)
                or exists (select from pg_proc where proowner = pg_roles.oid)
                or exists (select from pg_auth_members where member = pg_roles.oid))`,
      ),
    )
    assert.deepEqual(rows, [])
  })

  test('show nothing to a role that has made no settings, or has made them empty', async () => {
    const names = (await tables("relnamespace::regnamespace::text in ('access', 'published')")).map(({ name }) => name)
    const settings = ['authority', 'person', 'publication', 'what', 'may', 'holders', 'opened'].map(
      (name) => `set_config('app.${name}', '', true)`,
    )
    for (const name of names) {
      for (const before of ['select 1', `select ${settings.join(', ')}`]) {
        const seen = await transaction(ledger.app, async (tx) => {
          await tx.run(before)
          return tx.rows(`select 1 as one from ${name} limit 1`)
        }).catch((error) => {
          assert.equal(error.code, '42501', `${name}: ${error.message}`)
          return []
        })
        assert.deepEqual(seen, [], name)
      }
    }
  })

  test('can be changed by the app only where people change things', async () => {
    const rows = await transaction(ledger.owner, (tx) =>
      tx.rows<{ grants: string }>(
        `select table_schema || '.' || table_name || ' ' || string_agg(lower(privilege_type), ' ' order by privilege_type) as grants
         from information_schema.role_table_grants
         where grantee = 'throughline_app' and table_schema in ('access', 'published') and privilege_type <> 'SELECT'
         group by table_schema, table_name order by 1`,
      ),
    )
    assert.deepEqual(
      rows.map(({ grants }) => grants),
      [
        'access.mail_address delete insert update',
        'access.person insert update',
        'access.person_place delete insert update',
        'access.person_role delete insert update',
        'access.role_mapping delete insert update',
      ],
    )
  })

  test('have no function that the public may run, and none that runs as its owner with an open search path', async () => {
    const rows = await transaction(ledger.owner, (tx) =>
      tx.rows(
        `select proname from pg_proc
         where pronamespace::regnamespace::text in ('access', 'published')
           and (has_function_privilege('public', oid, 'execute')
                or (prosecdef and coalesce(array_to_string(proconfig, ','), '') not like '%search_path=%'))`,
      ),
    )
    assert.deepEqual(rows, [])
  })

  test('keep the rows of one authority from another in every function that sets', async () => {
    await assert.rejects(
      transaction(ledger.app, (tx) => tx.run("select access.seal('1', 'a reason long enough for it', '{}')")),
      { code: '42501' },
    )
    await assert.rejects(
      transaction(ledger.app, (tx) => tx.run("select access.break_glass('1', 'a reason long enough for it')")),
      { code: '42501' },
    )
    await assert.rejects(
      transaction(ledger.app, (tx) => tx.run('select access.move_publication(1)')),
      { code: '42501' },
    )
    const { signed_in } = await transaction(ledger.app, (tx) =>
      tx.row<{ signed_in: boolean }>("select signed_in from access.enter($1, 'child.view')", [hashSecret(newSecret())]),
    )
    assert.equal(signed_in, false)
  })
})
