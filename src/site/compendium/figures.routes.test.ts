import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { askAboutShifts } from '#figures'
import { transaction } from '#platform/db'
import { plainDate } from '#values'
import { type FiguresSite, openFiguresSite } from '../../../test/figures-site.ts'
import { figuresRoutes } from './figures.routes.ts'

let asked = 0
let site: FiguresSite
before(async () => {
  const titles = new Map([['visits-timely', 'Child protection visits in time']])
  const publishAgain = async () => {
    asked += 1
  }
  site = await openFiguresSite(figuresRoutes({ titles, publishAgain }), [
    'director',
    'analyst',
    'manager',
    'member',
    'worker',
  ])
})
after(() => site.close())

const wordsOf = (body: string) =>
  body
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')

async function see(role: 'director' | 'analyst' | 'manager' | 'member' | 'worker', path: string) {
  const browser = await site.browserOf(role)
  const { statusCode, body } = await browser.send('GET', path)
  return { statusCode, body, words: wordsOf(body), browser }
}

describe('the figures', () => {
  test('begin with what needs attention and the themes, with how many are off target', async () => {
    const { words, body } = await see('director', '/figures')
    assert.ok(words.includes('Child protection visits in time : 68.4% (130 of 190), 11.6 points below the target'))
    assert.match(words, /Child protection 3 1 1/)
    assert.ok(body.includes('href="/figures/themes/child-protection"'))
  })

  test('of a theme stand beside each other with value, parts, target, verdict and the published figures', async () => {
    const { words } = await see('director', '/figures/themes/child-protection')
    for (const part of ['68.4%', '130 of 190', 'Higher is better', '11.6 points below the target of 80.0%', '76.9%'])
      assert.ok(words.includes(part), part)
    assert.equal((await see('director', '/figures/themes/nothing')).statusCode, 404)
  })

  test('leave as the workbook that was published, written down, for those who may take them out', async () => {
    const browser = await site.browserOf('analyst')
    const { statusCode, headers, rawPayload } = await browser.send('GET', '/figures/workbook')
    assert.equal(statusCode, 200)
    assert.match(String(headers['content-disposition']), /compendium-s1\.xlsx/)
    assert.equal(rawPayload.toString(), 'a workbook')
    const looks = await transaction(site.ledger.owner, (tx) =>
      tx.rows<{ page: string }>('select page from access.access_log where is_export'),
    )
    assert.deepEqual(looks, [{ page: '/figures/workbook' }])
    assert.equal((await see('manager', '/figures/workbook')).statusCode, 403)
  })

  test('are not for a social worker or a member', async () => {
    assert.equal((await see('worker', '/figures')).statusCode, 403)
    assert.equal((await see('member', '/figures/visits-timely')).statusCode, 403)
  })
})

describe('a measure', () => {
  test('says its figure, direction, target, verdict, definition and how many rows it was made from', async () => {
    const { words } = await see('director', '/figures/visits-timely')
    for (const part of ['68.4%', 'Higher is better.', 'See the 2 rows behind this figure', 'What is counted'])
      assert.ok(words.includes(part), part)
  })

  test('shows the rows behind it only as far as the person may see them, and the look is written down', async () => {
    const all = await see('analyst', '/figures/visits-timely/rows')
    assert.ok(all.body.includes('/children/ref-R1') && all.body.includes('/children/ref-B1'))
    const own = await see('manager', '/figures/visits-timely/rows')
    assert.ok(own.body.includes('/children/ref-R1') && !own.body.includes('B1'))
    const counted = await see('analyst', '/figures/visits-timely/rows?counted=no')
    assert.ok(!counted.body.includes('ref-R1') && counted.body.includes('ref-B1'))
    const looks = await transaction(site.ledger.owner, (tx) =>
      tx.rows<{ page: string; children: string[] }>(
        'select page, children from access.access_log where not is_export order by entry_id',
      ),
    )
    assert.deepEqual(
      looks.map(({ page, children }) => [page, children]),
      [
        ['rows behind visits-timely', ['R1', 'B1']],
        ['rows behind visits-timely', ['R1']],
        ['rows behind visits-timely', ['B1']],
      ],
    )
  })

  test('without rows that are kept has no page of them', async () => {
    assert.equal((await see('analyst', '/figures/plans/rows')).statusCode, 404)
  })
})

describe('a narrative', () => {
  test('is asked for once about each change, answered by its owner, and goes with the figure and the briefing', async () => {
    const shift = { measure: 'visits-timely', since: plainDate('2025-08-01'), verdict: 'Sustained fall' }
    for (const _ of [1, 2]) {
      await transaction(site.ledger.publisher, async (tx) => {
        await tx.run("select set_config('app.authority', 'T1', true)")
        await askAboutShifts(tx, [shift])
      })
    }
    const silent = await see('member', '/briefing')
    assert.ok(silent.words.includes('The service has not said yet what it is doing about this.'))

    const list = await see('director', '/narratives')
    assert.ok(list.words.includes('1 of 1 still needs an answer.'))
    const { body, browser } = await see('director', '/figures/visits-timely')
    const path = /href="(\/narratives\/\d+)"/.exec(body)![1]!
    await browser.send('GET', path)
    const empty = await browser.send('POST', path, { answer: ' ', version: '1' })
    assert.equal(empty.statusCode, 422)
    assert.ok(empty.body.includes('href="#answer"') && empty.body.includes('id="answer-error"'))

    const answer = 'Two teams lost half of their workers.\n\nSix have been appointed and begin in May.'
    const saved = await browser.send('POST', path, { answer, version: '1' })
    assert.equal(saved.statusCode, 303)
    const shown = await see('manager', '/figures/visits-timely')
    assert.ok(shown.words.includes('Six have been appointed and begin in May.'))
    assert.ok((await see('member', '/briefing')).words.includes('Six have been appointed'))
    assert.ok((await see('director', '/narratives')).words.includes('The question has been answered.'))
  })

  test('that someone else has changed meanwhile is not overwritten: both texts are shown', async () => {
    const { body, browser } = await see('manager', '/figures/visits-timely')
    const path = /href="(\/narratives\/\d+)"/.exec(body)![1]!
    await browser.send('GET', path)
    const late = await browser.send('POST', path, { answer: 'A quite different explanation of it.', version: '1' })
    assert.equal(late.statusCode, 409)
    assert.ok(late.body.includes('Two teams lost half') && late.body.includes('A quite different explanation'))
  })

  test('cannot be given by who may only read', async () => {
    const path = /href="(\/narratives\/\d+)"/.exec((await see('director', '/figures/visits-timely')).body)![1]!
    assert.equal((await see('member', path)).statusCode, 403)
    assert.ok(!(await see('analyst', '/figures/visits-timely')).body.includes(path))
  })
})

describe('a new baseline', () => {
  test('needs a period of the series and a reason, and publishes the figures again', async () => {
    const path = '/figures/visits-timely/baseline'
    const { browser } = await see('analyst', path)
    const wrong = await browser.send('POST', path, { from: '1999-01-01', reason: 'new hub' })
    assert.equal(wrong.statusCode, 422)
    for (const id of ['from', 'reason'])
      assert.ok(wrong.body.includes(`href="#${id}"`) && wrong.body.includes(`id="${id}-error"`))
    assert.equal(asked, 0)
    const kept = await browser.send('POST', path, { from: '2025-08-01', reason: 'Visits moved to one team' })
    assert.equal(kept.statusCode, 303)
    assert.equal(asked, 1)
    assert.ok((await see('director', '/figures/visits-timely')).words.includes('Visits moved to one team'))
  })

  test('is not begun by who may not', async () => {
    assert.equal((await see('director', '/figures/visits-timely/baseline')).statusCode, 403)
  })
})

test('the briefing names its quarter and shows no row, team or child', async () => {
  const { words, body } = await see('member', '/briefing')
  assert.ok(words.includes('January to March 2026 (quarter 4)'))
  assert.ok(!body.includes('/children/') && !body.includes('/figures/visits-timely'))
})
