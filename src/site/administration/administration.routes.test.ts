import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { childrenMeasures, childrenTimescales } from '#children'
import { transaction } from '#platform/db'
import { setMailing } from '#platform/notify'
import { type FiguresSite, openFiguresSite } from '../../../test/figures-site.ts'
import { administrationRoutes } from './administration.routes.ts'

let published = 0
let dataDir: string
let site: FiguresSite
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'administration-'))
  const publishAgain = async () => {
    published += 1
  }
  const routes = administrationRoutes({
    measures: childrenMeasures,
    publishAgain,
    dataDir,
    declared: childrenTimescales,
  })
  site = await openFiguresSite(routes, ['administrator', 'manager', 'director'])
})
after(async () => {
  await site.close()
  await rm(dataDir, { recursive: true })
})

const admin = () => site.browserOf('administrator')

async function idOf(role: string): Promise<number> {
  const { person_id } = await transaction(site.ledger.owner, (tx) =>
    tx.row<{ person_id: number }>('select person_id from access.person where subject = $1', [role]),
  )
  return person_id
}

/** As a form of a person sends it, without what is left out. */
const fields = (more: Readonly<Record<string, string>>) => ({ version: '1', worker: '', ...more })

test('nobody else administers', async () => {
  for (const path of ['/administration', '/administration/people', '/administration/timescales'])
    assert.equal((await (await site.browserOf('director')).send('GET', path)).statusCode, 403)
})

describe('a person', () => {
  test('is given roles, teams and a worker, and once only from the same form', async () => {
    const browser = await admin()
    const path = `/administration/people/${await idOf('manager')}`
    await browser.send('GET', path)
    const saved = await browser.send('POST', path, fields({ roles: 'serviceManager', worker: 'W12', areas: 'North' }))
    assert.equal(saved.statusCode, 303)
    const { body } = await browser.send('GET', '/administration/people')
    assert.match(body, /Service manager[\s\S]*North[\s\S]*W12/)
    await browser.send('GET', path)
    const late = await browser.send('POST', path, fields({ roles: 'director' }))
    assert.equal(late.statusCode, 409)
    assert.ok(late.body.includes('Someone else changed this person meanwhile'))
  })

  test('is not given a role that there is not', async () => {
    const browser = await admin()
    const path = `/administration/people/${await idOf('director')}`
    await browser.send('GET', path)
    const wrong = await browser.send('POST', path, fields({ roles: 'king' }))
    assert.equal(wrong.statusCode, 422)
    assert.ok(wrong.body.includes('Choose a role'))
  })

  test('who is shut out is refused from the next click on', async () => {
    const [browser, director] = [await admin(), await site.browserOf('director')]
    const path = `/administration/people/${await idOf('director')}`
    assert.equal((await director.send('GET', '/administration')).statusCode, 403)
    await browser.send('GET', path)
    await browser.send('POST', path, fields({ roles: 'director', disabled: 'yes' }))
    assert.equal((await director.send('GET', '/administration')).statusCode, 303)
  })

  test('cannot shut themselves out', async () => {
    const browser = await admin()
    const path = `/administration/people/${await idOf('administrator')}`
    await browser.send('GET', path)
    const wrong = await browser.send('POST', path, fields({ roles: 'administrator', disabled: 'yes' }))
    assert.equal(wrong.statusCode, 422)
    assert.ok(wrong.body.includes('You cannot shut yourself out'))
  })
})

describe('where notices are sent', () => {
  const mailing = (isOn: boolean) => transaction(site.ledger.owner, (tx) => setMailing(tx, isOn))
  const pathOf = async (role: string) => `/administration/people/${await idOf(role)}`

  test('is not asked where mail is not set', async () => {
    const browser = await admin()
    const path = await pathOf('manager')
    assert.doesNotMatch((await browser.send('GET', path)).body, /Notices by mail/)
    assert.equal((await browser.send('GET', `${path}/address`)).statusCode, 404)
  })

  test('is what the provider says, until it is set here', async () => {
    await mailing(true)
    const browser = await admin()
    const path = await pathOf('manager')
    const shown = async () =>
      /Notices by mail<\/h2>\s*<p class="govuk-body">([^<]*) </.exec((await browser.send('GET', path)).body)?.[1]
    assert.equal(await shown(), 'No address is known, so nothing is sent.')
    await transaction(site.ledger.owner, (tx) =>
      tx.run(
        "insert into access.mail_address select authority_id, person_id, 'provider', 'p@example.org' from access.person where subject = 'manager'",
      ),
    )
    assert.equal(await shown(), 'Sent to p@example.org.')
    await browser.send('GET', `${path}/address`)
    const wrong = await browser.send('POST', `${path}/address`, { email: 'a@b, c@d' })
    assert.equal(wrong.statusCode, 422)
    assert.ok(wrong.body.includes('Enter one address') && wrong.body.includes('value="a@b, c@d"'))
    assert.equal((await browser.send('POST', `${path}/address`, { email: 'set@example.org' })).statusCode, 303)
    assert.equal(await shown(), 'Sent to set@example.org.')
    await browser.send('GET', `${path}/address`)
    await browser.send('POST', `${path}/address`, { email: '' })
    assert.equal(await shown(), 'Sent to p@example.org.')
    await mailing(false)
  })
})

test('groups give roles until they are taken off the list', async () => {
  const browser = await admin()
  const path = '/administration/groups'
  await browser.send('GET', path)
  const empty = await browser.send('POST', path, { claim: '', role: '', team: '', area: '' })
  assert.equal(empty.statusCode, 422)
  assert.ok(empty.body.includes('Enter the app role or group') && empty.body.includes('Choose a role'))
  const group = { claim: 'TL.Analysts', role: 'analyst', team: '', area: '' }
  await browser.send('POST', path, group)
  assert.ok((await browser.send('GET', path)).body.includes('TL.Analysts'))
  await browser.send('POST', `${path}/remove`, group)
  assert.ok(!(await browser.send('GET', path)).body.includes('TL.Analysts'))
})

describe('a target', () => {
  const measure = childrenMeasures.find(({ target }) => target !== undefined)!
  const path = `/administration/measures/${measure.id}`

  test('needs to say who set it', async () => {
    const browser = await admin()
    await browser.send('GET', path)
    const wrong = await browser.send('POST', path, { version: '0', owner: '', target: '85', source: '' })
    assert.equal(wrong.statusCode, 422)
    assert.ok(wrong.body.includes('href="#source"'))
    const text = await browser.send('POST', path, { version: '0', owner: '', target: 'many', source: 'Board' })
    assert.ok(text.body.includes('A target is a number'))
    assert.equal(published, 0)
  })

  test('stands in place of the declared one until it is taken back, and publishes the figures again', async () => {
    const browser = await admin()
    await browser.send('GET', path)
    await browser.send('POST', path, { version: '0', owner: '', target: '85.5', source: 'Board, 14 May 2026' })
    assert.equal(published, 1)
    assert.ok((await browser.send('GET', '/administration/measures')).body.includes('85.5'))
    await browser.send('GET', path)
    await browser.send('POST', path, { version: '1', owner: '', target: '', source: '' })
    assert.ok(!(await browser.send('GET', '/administration/measures')).body.includes('85.5'))
  })

  test('has an owner who may answer for figures, and no other', async () => {
    const browser = await admin()
    await browser.send('GET', path)
    const stranger = { version: '0', owner: String(await idOf('administrator')), target: '', source: '' }
    assert.equal((await browser.send('POST', path, stranger)).statusCode, 422)
    await browser.send('GET', path)
    await browser.send('POST', path, { ...stranger, owner: String(await idOf('manager')) })
    const { owner } = await transaction(site.ledger.owner, (tx) =>
      tx.row<{ owner: number }>('select person_id as owner from figures.owner where measure_id = $1', [measure.id]),
    )
    assert.equal(owner, await idOf('manager'))
  })
})

describe('a local limit', () => {
  const open = childrenTimescales.find(({ configurable }) => configurable)!
  const fixed = childrenTimescales.find(({ configurable }) => !configurable)!
  const path = `/administration/timescales/${open.id}`
  const kept = async () => JSON.parse(await readFile(join(dataDir, 'settings.json'), 'utf8'))
  const versionIn = (body: string) => /name="version" value="(\w*)"/.exec(body)![1]!

  test('is kept in the settings that loads read, and taken back', async () => {
    const browser = await admin()
    const first = await browser.send('GET', path)
    await browser.send('POST', path, { version: versionIn(first.body), value: '6', unit: 'weeks' })
    assert.deepEqual(await kept(), { timescales: { [open.id]: { value: 6, unit: 'weeks' } } })
    const stale = await browser.send('GET', path)
    assert.ok(stale.body.includes('value="6"'))
    await browser.send('POST', path, { version: versionIn(stale.body), value: '', unit: 'weeks' })
    assert.deepEqual(await kept(), { timescales: {} })
  })

  test('that someone else has changed meanwhile is not overwritten', async () => {
    const browser = await admin()
    await browser.send('GET', path)
    const late = await browser.send('POST', path, { version: '0123456789abcdef', value: '6', unit: 'weeks' })
    assert.equal(late.statusCode, 409)
    assert.deepEqual(await kept(), { timescales: {} })
  })

  test('is a whole number, and only of what law and guidance leave open', async () => {
    const browser = await admin()
    const { body } = await browser.send('GET', path)
    for (const value of ['-1', '2.5', 'six', '9999']) {
      const wrong = await browser.send('POST', path, { version: versionIn(body), value, unit: 'weeks' })
      assert.equal(wrong.statusCode, 422, value)
    }
    assert.equal((await browser.send('GET', `/administration/timescales/${fixed.id}`)).statusCode, 404)
  })
})
