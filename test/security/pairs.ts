import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exampleCounty } from '../../src/example-county.ts'
import { addPerson, sessionOf } from '../access.ts'
import { readWorkbook } from '../workbook-reader.ts'
import type { CountySite } from './county-site.ts'

/** How many pairs of a person and a child were asked about, and for how many the answer was yes. */
export interface Pairs {
  people: number
  pairs: number
  seen: number
}

interface Child {
  readonly id: string
  readonly ref: string
  readonly born: string | null
  /** Kind, since, team, worker of each open case. */
  readonly cases: readonly (readonly [string, string, string | null, string | null])[]
}

/** A person of the test, and whom the rules let them see, said again from the open cases. */
interface Staff {
  readonly subject: string
  readonly role: 'worker' | 'manager' | 'serviceManager' | 'quality'
  readonly places: readonly string[]
}

const AUTHORITY = exampleCounty.code

/**
 * Makes people at random, and asks for random children by page, by number, by day of birth, in the list of what is due and
 * in its spreadsheet. Fails unless every way gives the same answer, which is that of the open cases.
 */
export async function askPairs(site: CountySite, people: number, perPerson: number, seed = 1): Promise<Pairs> {
  const next = randomOf(seed)
  const children = await site.rows<Child>(
    `select child_id as id, ref, date_of_birth as born, cases
    from published.child join access.authority using (authority_id, publication_id) order by child_id`,
  )
  const sealed = new Set(
    (await site.rows<{ id: string }>('select child_id as id from access.sealed_child')).map(({ id }) => id),
  )
  assert.ok(sealed.size > 0)
  const areas = await areasOf(site)
  const done: Pairs = { people: 0, pairs: 0, seen: 0 }
  for (let n = 0; n < people; n++) {
    const staff = someone(`pair-${seed}-${n}`, children, areas, next)
    await addStaff(site, staff)
    const mayBeSeen = (child: Child) => !sealed.has(child.id) && isTheirs(staff, child, areas)
    const asked = pick(children, perPerson, mayBeSeen, next)
    const reader = new Reader(site, staff.subject)
    for (const child of [...asked, ...children.filter(({ id }) => sealed.has(id))]) {
      await assertSame(reader, child, mayBeSeen(child))
      done.pairs++
      if (mayBeSeen(child)) done.seen++
    }
    await assertList(site, reader, staff, children.filter(mayBeSeen))
    done.people++
  }
  return done
}

/** Half of those asked about are theirs, where there are as many. */
function pick(
  children: readonly Child[],
  many: number,
  isTheirs: (child: Child) => boolean,
  next: () => number,
): readonly Child[] {
  const shuffled = children.map((child) => ({ child, at: next() })).sort((a, b) => a.at - b.at)
  const [theirs, others] = [true, false].map((wanted) =>
    shuffled.filter(({ child }) => isTheirs(child) === wanted).map(({ child }) => child),
  )
  return [...theirs!.slice(0, many / 2), ...others!.slice(0, many - Math.min(theirs!.length, many / 2))]
}

async function areasOf(site: CountySite): Promise<ReadonlyMap<string, string>> {
  const rows = await site.rows<{ team: string; area: string }>(
    'select distinct team, area from published.caseload where team is not null and area is not null',
  )
  return new Map(rows.map(({ team, area }) => [team, area]))
}

function someone(
  subject: string,
  children: readonly Child[],
  areas: ReadonlyMap<string, string>,
  next: () => number,
): Staff {
  const open = children.filter(({ cases }) => cases.some(([, , team, worker]) => team !== null && worker !== null))
  const [, , team, worker] = oneOf(open, next).cases.find(([, , t, w]) => t !== null && w !== null)!
  const role = oneOf(['worker', 'worker', 'manager', 'manager', 'serviceManager', 'quality'] as const, next)
  if (role === 'worker') return { subject, role, places: [worker!] }
  if (role === 'manager') return { subject, role, places: [team!] }
  return { subject, role, places: role === 'quality' ? [] : [oneOf([...areas.values()], next)] }
}

async function addStaff(site: CountySite, { subject, role, places }: Staff): Promise<void> {
  await addPerson(site.ledger, AUTHORITY, {
    subject,
    roles: [role],
    ...(role === 'worker' ? { worker: places[0]! } : {}),
    ...(role === 'manager' ? { teams: places } : {}),
    ...(role === 'serviceManager' ? { areas: places } : {}),
  })
}

function isTheirs({ role, places }: Staff, { cases }: Child, areas: ReadonlyMap<string, string>): boolean {
  if (role === 'quality') return true
  if (role === 'worker') return cases.some(([, , , worker]) => worker === places[0])
  if (role === 'manager') return cases.some(([, , team]) => team === places[0])
  return cases.some(([, , team]) => team !== null && areas.get(team) === places[0])
}

async function assertSame(reader: Reader, child: Child, may: boolean): Promise<void> {
  const where = `a child ${may ? 'that is theirs' : 'of others'}`
  assert.equal((await reader.get(`/children/${child.ref}`)).statusCode, may ? 200 : 404, `${where}, by page`)
  const byNumber = await reader.find({ child: child.id })
  assert.equal(byNumber.includes(`/children/${child.ref}`), may, `${where}, by number`)
  if (child.born === null) return
  const [year, month, day] = child.born.split('-').map(Number)
  const byBirth = await reader.find({ dateOfBirth: `${day}/${month}/${year}` })
  assert.equal(byBirth.includes(`/children/${child.ref}`), may, `${where}, by day of birth`)
}

/** The list and its spreadsheet have the children who are theirs and have something to do, and no others. */
async function assertList(site: CountySite, reader: Reader, staff: Staff, theirs: readonly Child[]): Promise<void> {
  const due = new Set(
    (
      await site.rows<{ id: string }>(
        `select distinct child_id as id from published.obligation
        join access.authority using (authority_id, publication_id) where to_do and child_id is not null`,
      )
    ).map(({ id }) => id),
  )
  const expected = theirs.filter(({ id }) => due.has(id))
  const listed = new Set<string>()
  for (let page = 1, last = 1; page <= last; page++) {
    const { body } = await reader.get(`/worklist?page=${page}`)
    for (const [, ref] of body.matchAll(/\/children\/([a-z2-7]{12})/g)) listed.add(ref!)
    last = Math.max(last, ...[...body.matchAll(/[?&;]page=(\d+)/g)].map(([, number]) => Number(number)))
  }
  assert.deepEqual([...listed].sort(), expected.map(({ ref }) => ref).sort(), `${staff.role}: the list`)
  if (staff.role === 'worker') return
  const numbers = await reader.numbersOf('/worklist/export')
  const known = new Set(expected.map(({ id }) => id))
  assert.deepEqual(
    [...numbers].filter((id) => !known.has(id)),
    [],
    `${staff.role}: the spreadsheet`,
  )
  assert.equal(numbers.size, known.size, `${staff.role}: the spreadsheet`)
}

/** Searches are rationed to sixty a minute for each session: it takes a new one in time. */
class Reader {
  readonly #site: CountySite
  readonly #subject: string
  #session = ''
  #token = ''
  #searches = Number.POSITIVE_INFINITY

  constructor(site: CountySite, subject: string) {
    this.#site = site
    this.#subject = subject
  }

  async get(url: string) {
    await this.#enter()
    return this.#site.get(url, undefined, this.#headers())
  }

  /** The page that a search answers with, without what the form itself gives back. */
  async find(fields: Readonly<Record<string, string>>): Promise<string> {
    this.#searches++
    await this.#enter()
    const answer = await this.#site.post(
      '/children',
      undefined,
      { _csrf: this.#token, child: '', dateOfBirth: '', ...fields },
      this.#headers(),
    )
    assert.equal(answer.statusCode, 200)
    return answer.body
  }

  /** The numbers of children in a spreadsheet. */
  async numbersOf(url: string): Promise<ReadonlySet<string>> {
    const { rawPayload } = await this.get(url)
    const dir = mkdtempSync(join(tmpdir(), 'pairs-'))
    try {
      const path = join(dir, 'list.xlsx')
      writeFileSync(path, rawPayload)
      const cells = [...(await readWorkbook(path)).values()].flat(2)
      return new Set(cells.filter((cell) => /^0\d{6}$/.test(cell)))
    } finally {
      rmSync(dir, { recursive: true })
    }
  }

  async #enter(): Promise<void> {
    if (this.#searches < 50) return
    this.#session = await sessionOf(this.#site.ledger, AUTHORITY, this.#subject)
    const [found] = await this.#site.rows<{ csrf: string }>(
      `select csrf from access.session join access.person using (authority_id, person_id)
      where subject = $1 order by started_at desc limit 1`,
      [this.#subject],
    )
    this.#token = found!.csrf
    this.#searches = 0
  }

  #headers(): Record<string, string> {
    return { cookie: `throughline-session=${this.#session}`, 'sec-fetch-site': 'same-origin' }
  }
}

function oneOf<T>(some: readonly T[], next: () => number): T {
  return some[Math.floor(next() * some.length)]!
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
