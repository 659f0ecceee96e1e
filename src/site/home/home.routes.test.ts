import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { transaction } from '#platform/db'
import { type ChildrenSite, openChildrenSite, type Subject } from '../../../test/children-site.ts'

let site: ChildrenSite
before(async () => {
  site = await openChildrenSite()
})
after(() => site.close())

async function home(subject: Subject) {
  const browser = await site.browserOf(subject)
  const { body, statusCode } = await browser.send('GET', '/')
  assert.equal(statusCode, 200)
  return body.slice(body.indexOf('<main'), body.indexOf('</main>'))
}

const wordsOf = (body: string) => body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const childrenIn = (body: string) => [...new Set([...body.matchAll(/Child (\S+?)</g)].map((match) => match[1]!))]

describe('the first page', () => {
  test('of a worker has their own list, most pressing first, and is written down', async () => {
    const body = await home('worker')
    assert.deepEqual(childrenIn(body), ['R1', 'R2'])
    assert.ok(body.includes('What is due for your children') && !body.includes('Bob'))
    const last = (await site.looks()).at(-1)!
    assert.deepEqual([last.page, last.children, last.why], ['/', ['R1', 'R2'], 'first page'])
  })

  test('of a manager has the team’s list in at most 5 statements, with numbers that open to their lines', async () => {
    const body = await home('manager')
    assert.ok(site.statements() <= 5, `${site.statements()}`)
    assert.deepEqual(childrenIn(body), ['R1', '=1+1', 'R2', 'R3'])
    for (const href of ['/worklist?part=late', '/worklist?part=late&amp;worker=Ann', '/worklist?dueBy=2026-04-16'])
      assert.ok(body.includes(`href="${href}"`), href)
    assert.ok(!body.includes('Blue'))
  })

  test('of a service manager says it by team', async () => {
    const body = await home('service-manager')
    assert.ok(body.includes('By team') && body.includes('href="/caseloads?team=Red"') && !body.includes('Blue'))
  })

  test('of a director has three things that need attention, what is being done, and the state of the data', async () => {
    const body = await home('director')
    const words = wordsOf(body)
    assert.ok(words.includes('Three things need attention'))
    assert.deepEqual(
      [...body.matchAll(/href="\/figures\/(\w+)">Measure/g)].map((match) => match[1]),
      ['one', 'two', 'three'],
    )
    assert.ok(words.includes('What is being done: Two more chairs begin in June.'))
    assert.ok(words.includes('No answer yet'))
    assert.ok(words.includes('The owner has not been asked what is being done.'))
    assert.ok(words.includes('Errors 1,234') && words.includes('4 new, 9 put right'))
    assert.ok(words.includes('Checks not run 1'))
    assert.deepEqual(childrenIn(body), [])
  })

  test('of an analyst has the newest load, what is odd, and what is held', async () => {
    assert.ok(!(await home('analyst')).includes('held until someone'))
    await transaction(site.ledger.owner, (tx) =>
      tx.run(
        `insert into load.upload (authority_id, person_id, form_key, as_at, files, load_moment, state)
        select authority_id, min(person_id), 'k', '2026-03-31', '[]', now(), 'held' from access.person group by authority_id`,
      ),
    )
    const words = wordsOf(await home('analyst'))
    assert.ok(words.includes('1 upload is held until someone checks it.'))
    assert.ok(words.includes('Snapshot s1'))
  })

  test('of a member has public figures and no child', async () => {
    const body = await home('member')
    assert.ok(wordsOf(body).includes('Plans open 12') && body.includes('href="/briefing"'))
    assert.deepEqual(childrenIn(body), [])
  })

  test('of an administrator says what is still to set up', async () => {
    const words = wordsOf(await home('administrator'))
    assert.ok(words.includes('Setting up is complete: 9 people can sign in, and each has a role.'))
  })

  test('of the data protection lead lists records that were opened outside the rules', async () => {
    assert.ok(wordsOf(await home('data-protection')).includes('There are no opened records for you to review.'))
    const browser = await site.browserOf('manager')
    await browser.send('GET', '/break-glass')
    const reason = 'The police rang: the child may be with an uncle tonight'
    await browser.send('POST', '/break-glass', { child: 'B7', reason })
    const words = wordsOf(await home('data-protection'))
    assert.ok(
      words.includes('1 record is waiting for your review') &&
        words.includes(`Person manager`) &&
        words.includes(reason),
    )
  })
})

describe('before anything has been loaded', () => {
  test('every first page says what to do next', async () => {
    await transaction(site.ledger.owner, (tx) => tx.run('update access.authority set publication_id = null'))
    for (const subject of ['worker', 'manager', 'director', 'member'] as const)
      assert.ok(wordsOf(await home(subject)).includes('Ask your performance analyst to load an extract'), subject)
    assert.ok((await home('analyst')).includes('href="/loads"'))
    assert.ok(wordsOf(await home('administrator')).includes('Ask your performance analyst to load the first extract'))
    const browser = await site.browserOf('manager')
    for (const url of ['/worklist', '/children', '/caseloads']) {
      const { body, statusCode } = await browser.send('GET', url)
      assert.ok(statusCode === 200 && body.includes('Nothing has been loaded yet'), url)
    }
  })
})
