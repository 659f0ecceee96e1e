import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { annexA } from '#children'
import { openSnapshot } from '#imports'
import { listSnapshots } from '#platform/lake'
import { readWorkbook } from '../workbook-reader.ts'
import { AUTHORITY, listCsv, mainOf, newKey, referrals, TestSite } from './site.fixture.ts'

describe('loading through the site', () => {
  let site: TestSite
  before(async () => {
    site = await TestSite.open()
  })
  after(() => site.close())

  async function rowsOf(table: string): Promise<number> {
    const opened = await openSnapshot({ dataDir: site.dataDir, authority: AUTHORITY }, annexA, { threads: 1 })
    if (!opened.ok) assert.fail(JSON.stringify(opened.problems))
    try {
      return (await opened.value.db.row<{ n: number }>(`select count(*) as n from ${table}`)).n
    } finally {
      opened.value.db.close()
    }
  }

  describe('the form', () => {
    test('says each thing that is wrong at the top, linked to its field, and beside the field', async () => {
      const answer = await site.send({}, undefined, {
        'window-from-day': '31',
        'window-from-month': '2',
        'window-from-year': '2026',
      })
      assert.equal(answer.statusCode, 422)
      assert.match(answer.body, /<title>Error: Load an extract - Throughline<\/title>/)
      for (const [field, message] of [
        ['as-at-day', 'Enter the date of the extract'],
        ['window-from-day', 'The first date of the extract must be a real date, such as 31 3 2026'],
        ['files', 'Choose a workbook, a zip, CSV files or a folder'],
      ]) {
        assert.match(answer.body, new RegExp(`<a href="#${field}">${message}</a>`))
        assert.match(
          answer.body,
          new RegExp(`govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${message}`),
        )
        assert.match(answer.body, new RegExp(`id="${field}"`))
      }
      assert.match(answer.body, /id="window-from-month"[^>]*value="2"/)
    })

    test('refuses a day to come, and a window that begins after the day', async () => {
      const late = await site.send({ 'a.csv': 'x' }, '2099-01-01')
      assert.match(late.body, /<a href="#as-at-day">The date of the extract must be today or in the past<\/a>/)
      const turned = await site.send({ 'a.csv': 'x' }, '2026-03-31', {
        'window-from-day': '1',
        'window-from-month': '4',
        'window-from-year': '2026',
      })
      assert.match(turned.body, /<a href="#window-from-day">The first date of the extract must be before/)
      assert.equal((await site.ledger.owner.query('select from load.upload')).rowCount, 0)
    })

    test('is for those who may load, and says so to the others', async () => {
      await site.enter('joe', 'administrator')
      await site.enter('max', 'manager')
      assert.equal((await site.get('/loads', 'joe')).statusCode, 200)
      assert.doesNotMatch((await site.get('/loads', 'joe')).body, /href="\/loads\/new"/)
      for (const [url, subject] of [
        ['/loads/new', 'joe'],
        ['/loads', 'max'],
        ['/snapshots', 'max'],
      ] as const) {
        assert.equal((await site.get(url, subject)).statusCode, 403, `${subject} ${url}`)
      }
      assert.equal((await site.send({ 'a.csv': 'x' }, '2026-03-31', {}, 'joe')).statusCode, 403)
    })
  })

  describe('a load', { concurrency: false }, () => {
    const first = {
      'List 3.csv': listCsv('referral', [...referrals(60), { child_id: 'C99', date_of_referral: 'soon' }]),
    }
    let url = ''

    test('is stored, loaded by the worker, and told with every row accounted for', async () => {
      const loaded = await site.load(first, '2026-03-31')
      url = loaded.url
      const words = mainOf(loaded.page)
      assert.match(words, /The extract is loaded\./)
      assert.match(words, /61 rows read = 60 loaded \+ 1 rejected\./)
      assert.match(words, /Every page shows it now\./)
      assert.match(words, /List 3: Referrals/)
      assert.match(mainOf((await site.get('/loads')).body), /31 March 2026 List 3\.csv .* Loaded/)
    })

    test('gives its rejected rows as a workbook, and writes down who took them', async () => {
      const answer = await site.get(`${url}/rejects`)
      assert.equal(answer.statusCode, 200)
      assert.match(String(answer.headers['content-disposition']), /rejected-rows-2026-03-31\.xlsx/)
      const path = join(site.root, 'rejects.xlsx')
      await writeFile(path, answer.rawPayload)
      assert.equal((await readWorkbook(path)).get('Rejected rows')!.length, 2)
      const { rows } = await site.ledger.owner.query('select rows, is_export from access.access_log where what = $1', [
        'load.rejects',
      ])
      assert.deepEqual(rows, [{ rows: 1, is_export: true }])
    })

    test('of the same files again changes nothing', async () => {
      const { page } = await site.load(first, '2026-03-31')
      assert.match(mainOf(page), /These files were loaded before, so nothing has changed\./)
      assert.equal((await listSnapshots(site.dataDir, AUTHORITY)).length, 1)
    })

    test('sent twice by one filling-in of the form is one load', async () => {
      const before = (await site.ledger.owner.query('select from load.upload')).rowCount
      const key = newKey()
      const answers = await Promise.all([1, 2].map(() => site.send(first, '2026-03-31', { _form: key })))
      assert.deepEqual(
        answers.map(({ statusCode }) => statusCode),
        [303, 303],
      )
      assert.equal(answers[0]!.headers.location, answers[1]!.headers.location)
      assert.equal((await site.ledger.owner.query('select from load.upload')).rowCount, before! + 1)
      await site.ended(answers[0]!.headers.location as string)
    })

    test('of A, then B, then A again leaves what A and then B say, each row once', async () => {
      const b = { 'List 3.csv': listCsv('referral', referrals(60, { referral_nfa: 'b) No' })) }
      await site.load(b, '2026-03-31')
      const { page } = await site.load(first, '2026-03-31')
      assert.match(mainOf(page), /nothing has changed/)
      assert.equal(await rowsOf('referral'), 60)
      assert.equal(await rowsOf("referral where referral_nfa = 'N'"), 60)
    })

    test('of one extract by two people at once is loaded once', async () => {
      const next = { 'List 3.csv': listCsv('referral', referrals(70)) }
      const before = (await listSnapshots(site.dataDir, AUTHORITY)).length
      const sent = await Promise.all([1, 2].map(() => site.send(next, '2026-04-30')))
      const pages = await Promise.all(sent.map(({ headers }) => site.ended(headers.location as string)))
      const said = pages.map((page) => (/nothing has changed/.test(mainOf(page)) ? 'nothing new' : 'loaded')).sort()
      assert.deepEqual(said, ['loaded', 'nothing new'])
      assert.equal((await listSnapshots(site.dataDir, AUTHORITY)).length, before + 1)
      assert.equal(await rowsOf('referral'), 70)
    })
  })

  describe('an extract that is very different', () => {
    const few = { 'List 3.csv': listCsv('referral', referrals(20)) }

    test('is held until a person says that it is right', async () => {
      const { url, page } = await site.load(few, '2026-05-31')
      assert.match(mainOf(page), /The extract is held/)
      assert.match(mainOf(page), /List 3: Referrals : \d+ rows in its window, against \d+ when it was last loaded/)
      const answer = await site.post(`${url}/accept`)
      assert.equal(answer.headers.location, url)
      assert.match(mainOf(await site.ended(url)), /The extract is loaded\./)
    })

    test('can be withdrawn, and then is not loaded', async () => {
      const before = (await listSnapshots(site.dataDir, AUTHORITY)).length
      const { url } = await site.load({ 'List 3.csv': listCsv('referral', referrals(200)) }, '2026-06-30')
      await site.post(`${url}/withdraw`)
      assert.match(mainOf((await site.get(url)).body), /withdrawn: nothing was loaded/)
      await site.post(`${url}/accept`)
      assert.equal((await listSnapshots(site.dataDir, AUTHORITY)).length, before)
    })
  })

  describe('a header that is not known', () => {
    const named = listCsv('referral', referrals(20), { date_of_referral: 'Erstkontakt' })

    test('is refused in plain words, said once, and remembered', async () => {
      const { url, page } = await site.load({ 'List 3.csv': named }, '2026-07-31')
      assert.match(mainOf(page), /The extract was not loaded/)
      assert.match(mainOf(page), /needs a column “Date of referral”/)
      const headers = (await site.get(`${url}/headers`)).body
      assert.match(mainOf(headers), /No header was found for “Date of referral”/)
      const field = /<label[^>]*for="(header-0-\d+)">\s*“Erstkontakt” is/.exec(headers)?.[1]
      assert.ok(field, mainOf(headers))
      const answer = await site.post(`${url}/headers`, { [field]: 'date_of_referral' })
      assert.equal(answer.statusCode, 303)
      assert.match(mainOf(await site.ended(url)), /20 rows read = 20 loaded/)
      const again = await site.load(
        { 'List 3.csv': listCsv('referral', referrals(21), { date_of_referral: 'Erstkontakt' }) },
        '2026-08-31',
      )
      assert.match(mainOf(again.page), /The extract is loaded\./)
    })

    test('is not taken for a column that another has', async () => {
      const two = listCsv('referral', referrals(20), { date_of_referral: 'Erstkontakt', referral_source: 'Woher' })
      const { url } = await site.load({ 'Other 3.csv': two }, '2026-07-31')
      const body = (await site.get(`${url}/headers`)).body
      const fields = [...body.matchAll(/<select[^>]*name="(header-\d+-\d+)"/g)].map((match) => match[1]!)
      assert.ok(fields.length >= 2, mainOf(body))
      const answer = await site.post(
        `${url}/headers`,
        Object.fromEntries(fields.map((field) => [field, 'referral_source'])),
      )
      assert.equal(answer.statusCode, 422)
      assert.match(answer.body, new RegExp(`<a href="#${fields[1]}">Choose another column`))
    })
  })

  describe('putting back', () => {
    test('shows the snapshot before everywhere, and the next load goes on from it', async () => {
      const [before, current] = (await listSnapshots(site.dataDir, AUTHORITY)).slice(-2)
      const asked = await site.get(`/snapshots/${before!.id}`)
      assert.match(mainOf(asked.body), /The next load goes on from this snapshot/)
      const stale = await site.post(`/snapshots/${before!.id}/put-back`, { current: before!.id })
      assert.equal(stale.headers.location, `/snapshots/${before!.id}`)
      const answer = await site.post(`/snapshots/${before!.id}/put-back`, { current: current!.id })
      assert.equal(answer.headers.location, '/snapshots')
      const page = await site.ended('/snapshots')
      assert.match(mainOf(page), new RegExp(`${before!.id} .*? Shown Put back`, 'i'))
      assert.equal((await listSnapshots(site.dataDir, AUTHORITY)).at(-1)!.id, before!.id)
      assert.match((await site.get('/loads')).body, new RegExp(before!.id))

      await site.load({ 'List 3.csv': listCsv('referral', referrals(23)) }, '2026-09-30')
      const now = (await listSnapshots(site.dataDir, AUTHORITY)).at(-1)!
      assert.deepEqual(now.extracts.slice(0, -1), before!.extracts)
    })
  })
})
