import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { personas } from '#permissions'
import { openBrowser } from '../browser.ts'
import { lookAt, pagesOf } from './browser-crawl.ts'
import { CountySite } from './county-site.ts'
import { type Crawled, crawl, Judge } from './crawl.ts'
import { type Filled, fillCounty } from './fill-county.ts'
import { logTells } from './log-tells.ts'
import { addressOf, askMatrix } from './matrix.ts'
import { askPairs } from './pairs.ts'
import { stateOf } from './unchanged.ts'

describe('the whole site over a published county', { concurrency: false }, () => {
  let site: CountySite
  let filled: Filled
  let judge: Judge
  const answers: Crawled[] = []
  before(async () => {
    site = await CountySite.open()
    filled = await fillCounty(site)
    judge = await Judge.of(site)
  })
  after(() => site?.close())

  test('reading every page that links lead to, as every persona, changes no row and no file', async () => {
    const before = await stateOf(site)
    for (const { id } of personas) answers.push(...(await crawl(site, id, { perRoute: 4 })))
    assert.deepEqual([...(await stateOf(site))], [...before])
    const routes = new Set(answers.map(({ route }) => route))
    assert.ok(routes.size > 35 && answers.length > 200, `${answers.length} answers of ${routes.size} routes`)
  })

  const wrongOf = (judgeOne: (answer: Crawled) => readonly string[]) => [
    ...new Set(
      answers.flatMap((answer) => judgeOne(answer).map((wrong) => `${answer.persona} ${answer.route} ${wrong}`)),
    ),
  ]

  test('no link leads to a page that is not there, not allowed or at fault', () => {
    assert.deepEqual(
      answers
        .filter(({ status }) => status !== 200 && status !== 303)
        .map(({ persona, url, status }) => [persona, url, status]),
      [],
    )
  })

  test('every child that a page or a file shows is in the access log with it', () => {
    assert.ok(answers.filter(({ text }) => judge.childrenIn(text).size > 0).length > 20)
    assert.deepEqual(
      wrongOf((answer) => judge.looksMissing(answer)),
      [],
    )
  })

  test('no address and no title has the number of a child', () => {
    assert.deepEqual(
      wrongOf((answer) => judge.saysTooMuch(answer)),
      [],
    )
  })

  test('no answer may be stored, framed or sniffed, and each has the content security policy', () => {
    assert.deepEqual(
      wrongOf((answer) => judge.headersWrong(answer)),
      [],
    )
  })

  test('a sealed record is on no page but those of who seals and who is named', () => {
    const sees = answers.filter(({ text }) => judge.childrenIn(text).has(filled.sealed)).map(({ persona }) => persona)
    assert.deepEqual(
      [...new Set(sees)].filter((persona) => persona !== 'director' && persona !== 'data-protection'),
      [],
    )
  })

  /** The long form, every page at both widths with axe: `node test/faults/main.ts crawl 4`. */
  test('in a browser no page breaks the policy, fails a script, runs off a phone or, of every tenth, breaks a rule of axe', async () => {
    const browser = await openBrowser()
    try {
      const address = await site.app.listen({ port: 0, host: '127.0.0.1' })
      const seen = await lookAt(browser, site, address, pagesOf(answers, false), {
        widths: [375],
        axe: (n) => n % 10 === 0,
      })
      assert.ok(seen.length > 35)
      assert.deepEqual(
        seen.filter(({ wrong }) => wrong.length > 0),
        [],
      )
    } finally {
      await browser.close()
    }
  })

  /** The long form: `node test/faults/main.ts pairs 10000`. */
  test('page, searches, list and spreadsheet agree with the open cases on who sees whom', async () => {
    const { people, pairs, seen } = await askPairs(site, 10, 16)
    assert.ok(people === 10 && pairs > 120 && seen > 20, `${seen} of ${pairs}`)
  })

  test('each address answers each persona, nobody, and a form without its token, as its rule says', async () => {
    const { asked, let: allowed } = await askMatrix(site)
    assert.ok(asked > 700 && allowed > 200 && allowed < asked / 2, `${allowed} of ${asked}`)
  })

  test('a form of another site changes nothing, whatever it says', async () => {
    const before = await stateOf(site)
    for (const route of site.routes.filter(({ method, takesFiles }) => method === 'POST' && !takesFiles)) {
      for (const { id } of personas) {
        const url = addressOf(route)
        const { statusCode } = await site.post(url, id, {}, { 'sec-fetch-site': 'cross-site' })
        assert.equal(statusCode, 403, url)
      }
    }
    assert.deepEqual([...(await stateOf(site))], [...before])
  })

  test('the log of all this names no child, no worker and no day of birth', async () => {
    assert.ok(site.log.length > 1_000)
    assert.deepEqual(await logTells(site), [])
  })
})
