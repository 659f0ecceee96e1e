import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createEnter } from '#permissions'
import type { PageRequest } from '#platform/web'
import { siteRoutes } from '../../src/routes.ts'
import { readWorkbook } from '../workbook-reader.ts'
import { listCsv, mainOf, referrals, TestSite } from './site.fixture.ts'

describe('data quality', { concurrency: false }, () => {
  let site: TestSite
  let check = ''
  before(async () => {
    site = await TestSite.open()
    // A referral of each team has a child born after it, and two more of the North.
    const odd = ['North', 'South', 'North', 'North'].map((allocated_team, i) => ({
      ...referrals(1)[0]!,
      child_id: `ODD${i}`,
      date_of_birth: '05/06/2031',
      allocated_team,
    }))
    await site.load({ 'List 3.csv': listCsv('referral', [...referrals(20), ...odd]) }, '2026-03-31')
    const { rows } = await site.ledger.owner.query<{ check_id: string }>(
      "select check_id from published.finding where child_id like 'ODD%' and severity = 'error' group by 1 order by count(*) desc, 1",
    )
    check = rows[0]!.check_id
    await site.enter('max', 'manager', ['North'])
    await site.enter('dora', 'director')
    await site.enter('mia', 'member')
  })
  after(() => site?.close())

  test('says how many rows each check found, by how much it matters, and which could not be run', async () => {
    const words = mainOf((await site.get('/data-quality')).body)
    assert.match(words, /^As at 31 March 2026 Data quality \d+ errors? from \d+ checks?/)
    assert.match(words, /Checks that could not be run We do not know the result of these/)
    assert.match(words, /checks? found nothing/)
  })

  test('gives a person the rows of the children that they answer for, and writes down that they looked', async () => {
    const all = mainOf((await site.get(`/data-quality/checks/${check}`)).body)
    for (const id of ['ODD0', 'ODD1', 'ODD2', 'ODD3']) assert.ok(all.includes(id), id)
    const mine = mainOf((await site.get(`/data-quality/checks/${check}`, 'max')).body)
    assert.ok(mine.includes('ODD0') && mine.includes('ODD3'))
    assert.ok(!mine.includes('ODD1'), 'a child of the South is shown to the manager of the North')
    const { rows } = await site.ledger.owner.query(
      `select children from access.access_log join access.person using (authority_id, person_id)
      where subject = 'max' order by entry_id desc limit 1`,
    )
    assert.deepEqual([...rows[0].children].sort(), ['ODD0', 'ODD2', 'ODD3'])
  })

  test('narrows to a team and to what is new, in the address', async () => {
    const south = mainOf((await site.get(`/data-quality/checks/${check}?team=South`)).body)
    assert.ok(south.includes('ODD1') && !south.includes('ODD0'))
    const fresh = mainOf((await site.get(`/data-quality/checks/${check}?new=yes`)).body)
    assert.match(fresh, /4 rows|There are no rows/)
  })

  test('gives the rows of a team as a workbook, of what one may see, and writes down who took them', async () => {
    const rowsOf = async (subject: string, team: string) => {
      const answer = await site.get(`/data-quality/team/sheet?team=${team}`, subject)
      assert.equal(answer.statusCode, 200, answer.body)
      const path = join(site.root, 'team.xlsx')
      await writeFile(path, answer.rawPayload)
      return ((await readWorkbook(path)).get(check) ?? []).slice(1).map(([child]) => child)
    }
    assert.deepEqual((await rowsOf('ana', 'South')).sort(), ['ODD1'])
    assert.deepEqual((await rowsOf('max', 'North')).sort(), ['ODD0', 'ODD2', 'ODD3'])
    assert.deepEqual(await rowsOf('max', 'South').catch(() => []), [])
    const { rows } = await site.ledger.owner.query(
      "select count(*) as n from access.access_log where is_export and what = 'quality.export'",
    )
    assert.ok(rows[0].n >= 2)
  })

  test('is shown to those who may, and rows only to those who may see children', async () => {
    assert.equal((await site.get('/data-quality', 'dora')).statusCode, 200)
    assert.doesNotMatch((await site.get('/data-quality', 'dora')).body, /\/data-quality\/checks\//)
    assert.equal((await site.get(`/data-quality/checks/${check}`, 'dora')).statusCode, 403)
    assert.equal((await site.get('/data-quality/team/sheet?team=North', 'dora')).statusCode, 403)
    assert.equal((await site.get('/data-quality', 'mia')).statusCode, 403)
    assert.equal((await site.get('/data-quality/checks/no-such-check')).statusCode, 404)
  })

  test('goes on over snapshots', async () => {
    await site.load({ 'List 3.csv': listCsv('referral', referrals(24)) }, '2026-04-30')
    const words = mainOf((await site.get(`/data-quality/checks/${check}`)).body)
    assert.match(words, /Over time From 4 as at 31 March 2026 to \d+ as at 30 April 2026/)
  })

  test('and loads ask the ledger no more than five statements a page', async () => {
    const routes = siteRoutes({ dataDir: site.dataDir, timescales: [], signIn: [] })
    const enter = createEnter(site.ledger.app)
    for (const path of [
      '/data-quality',
      '/data-quality/teams',
      '/data-quality/checks/:check',
      '/loads',
      '/snapshots',
    ]) {
      const route = routes.find((each) => each.path === path && each.method === 'GET')!
      const request = {
        method: 'GET',
        path,
        url: path,
        params: { check },
        query: {},
        form: {},
        queryAll: () => [],
        formAll: () => [],
      } as unknown as PageRequest
      let looks = 0
      const sent = await enter({ session: site.sessionOf('ana'), what: route.what }, async (visit) => {
        await route.handle(request, {
          ...visit,
          tx: visit.tx,
          looked: (look) => {
            looks++
            visit.looked(look)
          },
        })
        return visit.tx.statements
      })
      // What was looked at is written in one statement, and then comes the commit.
      assert.ok(sent + (looks > 0 ? 1 : 0) + 1 <= 5, `${path}: ${sent}`)
    }
  })
})
