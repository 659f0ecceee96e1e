import assert from 'node:assert/strict'
import { transaction } from '#platform/db'
import { slices } from '../../src/slices.ts'
import { addPerson, addRow, addRows } from '../access.ts'
import { AUTHORITY, TestSite } from '../site/site.fixture.ts'

/** A site with people who may change things, a child of each record that is needed, and no worker. */
export async function openSharedSite(): Promise<TestSite> {
  const site = await TestSite.open({ works: false })
  await site.enter('joe', 'administrator')
  await site.enter('ruth', 'quality')
  await site.enter('tom', 'worker')
  await site.enter('helen', 'dataProtection')
  await publishChildren(site)
  return site
}

const CHILDREN = ['4100001', '4100002', '4100003'] as const

async function publishChildren({ ledger }: TestSite): Promise<void> {
  await transaction(ledger.owner, async (tx) => {
    await addRow(tx, 'published.publication', {
      authority_id: AUTHORITY,
      snapshot: 's1',
      as_at: '2026-03-31',
      edition: '1',
    })
    const { id } = await tx.row<{ id: number }>('select publication_id as id from published.publication')
    await tx.run('update access.authority set publication_id = $1', [id])
    const rows = CHILDREN.map((child) => ({
      authority_id: AUTHORITY,
      publication_id: id,
      child_id: child,
      ref: `ref-${child}`,
      team: 'Red',
      holders: ['*', 't:Red'],
    }))
    await addRows(tx, 'published.child', rows)
  })
}

/** One form that several people send at once, each with other words, from a page that all of them had open. */
export interface SharedForm {
  readonly url: string
  readonly subject: string
  /** What the nth of them writes, beside what the page had. */
  readonly fields: (n: number, page: string) => Readonly<Record<string, string>>
  /** What the nth of them wrote, as the page shows it. */
  readonly words: (n: number) => RegExp
}

/**
 * Sends the form of one record from many browsers at once. Fails unless one of them is saved and each of the others is
 * told, with both texts on the page, and can go on from there.
 */
export async function saveAtOnce(site: TestSite, form: SharedForm, people: number): Promise<{ winner: number }> {
  const { url, subject } = form
  const shown = (await site.get(url, subject)).body
  const answers = await Promise.all(
    Array.from({ length: people }, (_, n) => site.post(url, form.fields(n, shown), subject)),
  )
  const winners = answers.flatMap(({ statusCode }, n) => (statusCode === 303 ? [n] : []))
  assert.equal(winners.length, 1, `${winners.length} were saved: ${answers.map(({ statusCode }) => statusCode)}`)
  const winner = winners[0]!
  for (const [n, { statusCode, body }] of answers.entries()) {
    if (n === winner) continue
    assert.equal(statusCode, 409)
    assert.match(body, /meanwhile/)
    assert.match(body, form.words(n), 'what was written is given back')
    assert.match(body, form.words(winner), 'what was saved is shown')
  }
  const loser = answers.findIndex((_, n) => n !== winner)
  const again = await site.post(url, form.fields(loser, answers[loser]!.body), subject)
  assert.equal(again.statusCode, 303, 'from the page of the conflict it can be saved')
  return { winner }
}

/** The value of a hidden field of a page. */
export function hidden(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
}

/** The records that many people save at once: the narrative of a figure, a person, an owner and target, a local limit. */
export async function sharedForms(site: TestSite): Promise<Readonly<Record<string, SharedForm>>> {
  await addPerson(site.ledger, AUTHORITY, { subject: 'new', roles: ['worker'] })
  const person = await idOf(site, "select person_id as id from access.person where subject = 'new'")
  const measure = slices.children.measures[0]!.id
  await site.ledger.owner.query(
    `insert into figures.narrative (authority_id, measure_id, since, question) values ($1, $2, '2025-11-01', 'Why?')`,
    [AUTHORITY, measure],
  )
  const narrative = await idOf(site, 'select narrative_id as id from figures.narrative')
  const timescale = slices.children.timescales.find(({ configurable }) => configurable)!.id
  return {
    'the narrative of a figure': {
      url: `/narratives/${narrative}`,
      subject: 'ruth',
      fields: (n, page) => ({ answer: textOf(n), version: hidden(page, 'version') }),
      words: (n) => new RegExp(textOf(n)),
    },
    'a person in administration': {
      url: `/administration/people/${person}`,
      subject: 'joe',
      fields: (n, page) => ({ worker: `Worker ${n} of them`, roles: 'worker', version: hidden(page, 'version') }),
      words: (n) => new RegExp(`Worker ${n} of them`),
    },
    'the target of a measure': {
      url: `/administration/measures/${encodeURIComponent(measure)}`,
      subject: 'joe',
      fields: (n, page) => ({
        target: String(10 + n),
        source: `Board number ${n} of May`,
        owner: '',
        ownerWas: hidden(page, 'ownerWas'),
        version: hidden(page, 'version'),
      }),
      words: (n) => new RegExp(`Board number ${n} of May`),
    },
    'a local limit': {
      url: `/administration/timescales/${encodeURIComponent(timescale)}`,
      subject: 'joe',
      fields: (n, page) => ({ value: String(100 + n), unit: 'days', version: hidden(page, 'version') }),
      words: (n) => new RegExp(`\\b${100 + n}\\b`),
    },
  }
}

function textOf(n: number): string {
  return `Answer number ${n}: two more chairs begin in June.`
}

/** The only id that a statement gives. */
export async function idOf({ ledger }: TestSite, sql: string): Promise<number> {
  const { rows } = await ledger.owner.query<{ id: number }>(sql)
  assert.equal(rows.length, 1)
  return rows[0]!.id
}

/** One form that is sent again and again, and how many rows it must have made in all. */
export interface RepeatedForm {
  readonly url: string
  readonly subject: string
  readonly fields: Readonly<Record<string, string>>
  /** Counts what the form has made. */
  readonly made: string
}

/** Sends a form several times, the first few at once and then one after another. Fails unless it made one record and the answers are alike. */
export async function sendAgain(site: TestSite, form: RepeatedForm, times: number): Promise<void> {
  const send = () => site.post(form.url, form.fields, form.subject)
  const atOnce = await Promise.all(Array.from({ length: Math.ceil(times / 2) }, send))
  const answers = [...atOnce]
  while (answers.length < times) answers.push(await send())
  assert.deepEqual([...new Set(answers.map(({ statusCode }) => statusCode))], [303], answers.at(-1)!.body)
  assert.equal(new Set(answers.map(({ headers }) => headers.location)).size, 1)
  const { rows } = await site.ledger.owner.query<{ n: number }>(form.made)
  assert.equal(rows[0]!.n, 1, form.url)
}

/** Every form that makes something, but for the upload of a load, which has tests of its own. */
export async function repeatedForms(site: TestSite): Promise<Readonly<Record<string, RepeatedForm>>> {
  const [first, second] = CHILDREN
  const measure = slices.children.measures[1]!.id
  const person = await idOf(site, "select person_id as id from access.person where subject = 'ana'")
  const version = '1'
  return {
    'opening a record outside the rules': {
      url: '/break-glass',
      subject: 'tom',
      fields: { child: first, reason: 'covering for a colleague who is ill' },
      made: 'select count(*)::int as n from access.break_glass',
    },
    'sealing a record': {
      url: '/sealed-records',
      subject: 'helen',
      fields: { child: second, reason: 'a child of a member of staff' },
      made: 'select count(*)::int as n from access.sealed_child',
    },
    'what a group gives': {
      url: '/administration/groups',
      subject: 'joe',
      fields: { claim: 'Throughline.Worker', role: 'worker', team: '', area: '' },
      made: 'select count(*)::int as n from access.role_mapping',
    },
    'a target with an owner': {
      url: `/administration/measures/${encodeURIComponent(measure)}`,
      subject: 'joe',
      fields: { target: '5', source: 'The committee', owner: String(await ownerOf(site)), ownerWas: '', version: '0' },
      made: `select count(*)::int as n from figures.target join figures.owner using (authority_id, measure_id) where target.version = 1 and measure_id = '${measure}'`,
    },
    'a change of a person': {
      url: `/administration/people/${person}`,
      subject: 'joe',
      fields: { worker: 'Ann', roles: 'analyst', version },
      made: `select count(*)::int as n from access.person where person_id = ${person} and version = 2`,
    },
    'a review of an opened record': {
      url: `/access-log/opened/1`,
      subject: 'helen',
      fields: { right: 'yes', review: 'The colleague was ill.' },
      made: 'select count(*)::int as n from access.break_glass where reviewed_at is not null',
    },
  }
}

function ownerOf(site: TestSite): Promise<number> {
  return idOf(site, "select person_id as id from access.person where subject = 'ruth'")
}

/** Names people for a sealed record from many browsers at once. @returns how many it names then */
export async function nameAtOnce(site: TestSite, people: number): Promise<number> {
  const ids: number[] = []
  for (let n = 0; n < people; n++) {
    ids.push(await addPerson(site.ledger, AUTHORITY, { subject: `named-${n}`, roles: ['worker'] }))
  }
  const seal = await idOf(site, 'select seal_id as id from access.sealed_child')
  const answers = await Promise.all(
    ids.map((id) => site.post(`/sealed-records/${seal}/people`, { change: 'add', person: String(id) }, 'helen')),
  )
  assert.deepEqual([...new Set(answers.map(({ statusCode }) => statusCode))], [303])
  const { rows } = await site.ledger.owner.query<{ n: number }>(
    'select count(*)::int as n from access.sealed_child_person',
  )
  return rows[0]!.n
}
