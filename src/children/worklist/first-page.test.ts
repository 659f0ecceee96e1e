import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { transaction } from '#platform/db'
import { type ChildrenSite, openChildrenSite, type Subject } from '../../../test/children-site.ts'
import { writeFirstPages } from '../published/first-pages.ts'

const AUTHORITY = 'T1'
const people = ['worker', 'manager', 'blue', 'service-manager', 'director'] as const satisfies readonly Subject[]

describe('first pages that were written when figures were published', () => {
  let site: ChildrenSite

  before(async () => {
    site = await openChildrenSite()
  })

  after(() => site.close())

  const shown = async (subject: Subject, path: string) => {
    const { statusCode, body } = await (await site.browserOf(subject)).send('GET', path)
    assert.equal(statusCode, 200)
    return body.replaceAll(/name="_csrf" value="[^"]+"/g, '')
  }
  const written = async () => {
    const { n } = await transaction(site.ledger.owner, (tx) =>
      tx.row<{ n: number }>('select count(*) as n from published.first_page'),
    )
    return n
  }

  it('say the same as lists that are counted line by line, for everyone', async () => {
    assert.equal(await written(), 0)
    const pages = people.flatMap((subject) => ['/', '/worklist'].map((path) => ({ subject, path })))
    const counted = []
    for (const { subject, path } of pages) counted.push(await shown(subject, path))
    await writeFirstPages(site.ledger, AUTHORITY)
    assert.ok((await written()) > 5)
    for (const [i, { subject, path }] of pages.entries()) {
      assert.equal(await shown(subject, path), counted[i], `${path} for ${subject}`)
      assert.ok(path === '/' || site.statements() <= 5)
    }
  })

  it('are what is read', async () => {
    const mark = (children: string) =>
      transaction(site.ledger.owner, (tx) =>
        tx.run(`update published.first_page set worklist = jsonb_set(worklist::jsonb, '{children}', $1::jsonb)::json`, [
          children,
        ]),
      )
    await mark('777')
    assert.match(await shown('manager', '/worklist'), /777 children/)
    assert.doesNotMatch(await shown('manager', '/worklist?group=child'), /777 children/)
    await transaction(site.ledger.owner, (tx) => tx.run('delete from published.first_page'))
    await writeFirstPages(site.ledger, AUTHORITY)
  })

  it('are shown to nobody who answers for other children', async () => {
    const body = await shown('blue', '/worklist')
    assert.match(body, /Child B1\b/)
    assert.doesNotMatch(body, /Child R1\b/)
  })

  it('are forgotten when a record is sealed, and the list has the child no more', async () => {
    await writeFirstPages(site.ledger, AUTHORITY)
    assert.match(await shown('manager', '/worklist'), /Child R1\b/)
    await transaction(site.ledger.owner, (tx) =>
      tx.run(`update published.obligation set sealed = true where authority_id = $1 and child_id = 'R1'`, [AUTHORITY]),
    )
    assert.equal(await written(), 0)
    assert.doesNotMatch(await shown('manager', '/worklist'), /Child R1\b/)
    await writeFirstPages(site.ledger, AUTHORITY)
    assert.doesNotMatch(await shown('manager', '/worklist'), /Child R1\b/)
    assert.doesNotMatch(await shown('director', '/worklist?page=2'), /Child R1\b/)
  })
})
