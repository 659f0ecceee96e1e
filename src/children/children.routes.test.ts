import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { brotliCompressSync, constants } from 'node:zlib'
import { BLUE_CHILDREN, type ChildrenSite, openChildrenSite, type Subject } from '../../test/children-site.ts'
import { readWorkbook } from '../../test/workbook-reader.ts'

let site: ChildrenSite
before(async () => {
  site = await openChildrenSite()
})
after(() => site.close())

async function get(subject: Subject, url: string) {
  const browser = await site.browserOf(subject)
  return browser.send('GET', url)
}

async function search(subject: Subject, fields: Readonly<Record<string, string>>) {
  const browser = await site.browserOf(subject)
  await browser.send('GET', '/children')
  return browser.send('POST', '/children', fields)
}

const childrenIn = (body: string) =>
  [...new Set([...body.matchAll(/Child (\S+?)</g)].map((match) => match[1]!))].toSorted()

/** Words of a page as they are read, its tags left out. */
const wordsOf = (body: string) => body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

const tiles = (body: string) =>
  Object.fromEntries(
    [...body.matchAll(/tl-tile__number">([\d,]+)<\/span> ([^<]+)</g)].map((match) => [match[2]!.trim(), match[1]]),
  )

describe("today's list", () => {
  test('a manager sees the children of the team, and no others, in lines and in counts', async () => {
    const { body, statusCode } = await get('manager', '/worklist')
    assert.equal(statusCode, 200)
    assert.deepEqual(childrenIn(body), ['=1+1', 'R1', 'R2', 'R3'])
    assert.deepEqual(tiles(body), {
      Late: '2',
      'Due today': '1',
      'Due in the next 10 working days': '1',
      'Due later': '0',
      'Cannot be worked out': '1',
      All: '5',
    })
    assert.ok(!body.includes('Blue') && !body.includes('Bob'))
  })

  test('a worker sees their own children alone', async () => {
    assert.deepEqual(childrenIn((await get('worker', '/worklist')).body), ['R1', 'R2'])
  })

  test('each line says how late in words, the day, who, and why the day may move', async () => {
    const words = wordsOf((await get('manager', '/worklist')).body)
    assert.ok(words.includes('Visit to a child on a child protection plan'))
    assert.ok(words.includes('8 working days late 19 March 2026'))
    assert.ok(words.includes('Due today 31 March 2026'))
    assert.ok(words.includes('Due in 3 working days 7 April 2026 Provisional'))
    assert.ok(words.includes('Cannot be worked out the start date is missing'))
    assert.ok(words.includes('10 working days from: the last visit, 5 March 2026'))
  })

  test('filters ask for the part, the worker and the day, and cannot reach another team', async () => {
    assert.deepEqual(childrenIn((await get('manager', '/worklist?part=late')).body), ['=1+1', 'R1'])
    assert.deepEqual(childrenIn((await get('manager', '/worklist?worker=Ann&dueBy=31/3/2026')).body), ['R1', 'R2'])
    const other = await get('manager', '/worklist?team=Blue&worker=Bob&area=South')
    assert.deepEqual(childrenIn(other.body), [])
    assert.ok(wordsOf(other.body).includes('Nothing here matches'))
  })

  test('a day that is none is said at the top and beside its field, and given back', async () => {
    const { body, statusCode } = await get('manager', '/worklist?dueBy=31/2/2026')
    assert.equal(statusCode, 422)
    assert.equal(body.match(/Due by must be a real day/g)?.length, 2)
    assert.ok(body.includes('value="31/2/2026"'))
  })

  for (const group of ['none', 'child', 'worker']) {
    for (const order of ['due', 'child', 'what', 'worker', 'team']) {
      test(`grouped ${group} and sorted by ${order}, its pages together hold every line once`, async () => {
        const seen: string[] = []
        for (const page of [1, 2]) {
          const { body } = await get('blue', `/worklist?group=${group}&order=${order}&page=${page}`)
          seen.push(...[...body.matchAll(/Child (B\d+)</g)].map((match) => match[1]!))
        }
        assert.equal(seen.length, BLUE_CHILDREN)
        assert.equal(new Set(seen).size, BLUE_CHILDREN)
      })
    }
  }

  test('what is shown is written down, child by child, without those that are not', async () => {
    await get('manager', '/worklist?part=today')
    const last = (await site.looks()).at(-1)!
    assert.deepEqual([last.page, last.children, last.rows, last.is_export], ['/worklist', ['R2'], 1, false])
  })

  test('a page of it takes at most 5 statements', async () => {
    await get('blue', '/worklist?group=child')
    assert.ok(site.statements() <= 5, `${site.statements()}`)
  })

  test('a page of 50 lines is under 60 kB, and under 8 kB compressed', async () => {
    const { body } = await get('blue', '/worklist')
    const sent = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
    assert.ok(Buffer.byteLength(body) < 60_000, `${Buffer.byteLength(body)}`)
    assert.ok(sent.length < 8_000, `${sent.length}`)
  })

  for (const subject of ['analyst', 'member', 'administrator'] as const) {
    test(`is not for the ${subject}`, async () => assert.equal((await get(subject, '/worklist')).statusCode, 403))
  }
})

describe("today's list as a spreadsheet", () => {
  test('holds the lines of this person alone, none of them a formula, and is written down as an export', async () => {
    const browser = await site.browserOf('manager')
    const { rawPayload, statusCode, headers } = await browser.send('GET', '/worklist/export')
    assert.equal(statusCode, 200)
    assert.match(String(headers['content-disposition']), /filename="due-as-at-2026-03-31\.xlsx"/)
    const text = JSON.stringify([...(await sheetsOf(rawPayload)).values()])
    for (const there of ['R1', 'R2', 'R3', "'=1+1", '8 working days late']) assert.ok(text.includes(there), there)
    assert.ok(!/"B\d+"|Blue|Bob|"S1"/.test(text))
    const last = (await site.looks()).at(-1)!
    assert.deepEqual([last.page, last.is_export, last.rows], ['/worklist/export', true, 5])
    assert.deepEqual(last.children.toSorted(), ['=1+1', 'R1', 'R2', 'R3'])
  })

  for (const subject of ['worker', 'director', 'analyst'] as const) {
    test(`is not for the ${subject}`, async () =>
      assert.equal((await get(subject, '/worklist/export')).statusCode, 403))
  }
})

async function sheetsOf(bytes: Buffer) {
  const folder = await mkdtemp(join(tmpdir(), 'export-'))
  try {
    await writeFile(join(folder, 'due.xlsx'), bytes)
    return await readWorkbook(join(folder, 'due.xlsx'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('a child', () => {
  test('is shown with who, now, what is due, episodes, questions about the data and the journey', async () => {
    const { body, statusCode } = await get('manager', '/children/ref-R1')
    const words = wordsOf(body)
    assert.equal(statusCode, 200)
    for (const said of [
      'On a child protection plan',
      'since 12 January 2026 (2 months)',
      'Child in need, since 3 November 2025 (Abe)',
      '29 February 2016, aged 10',
      '8 working days late',
      'Since 12 January 2026 (2 months so far)',
      'Closed before it opened',
      'Journey (72 events)',
    ])
      assert.ok(words.includes(said), said)
  })

  test('of another team is not found by its reference, as if there were none', async () => {
    const other = await get('manager', '/children/ref-B1')
    const none = await get('manager', '/children/ref-none')
    assert.equal(other.statusCode, 404)
    const withoutReference = (body: string) => wordsOf(body).replaceAll(/[A-Z0-9]{4}-[A-Z0-9]{4}/g, '')
    assert.equal(withoutReference(other.body), withoutReference(none.body))
  })

  test('that is sealed is found by nobody who is not named', async () => {
    for (const subject of ['worker', 'manager', 'director'] as const)
      assert.equal((await get(subject, '/children/ref-S1')).statusCode, 404, subject)
  })

  test('has its number in no title and no address', async () => {
    const { body } = await get('manager', '/children/ref-R1')
    assert.match(body, /<title>Child - Throughline<\/title>/)
    const addresses = [...body.matchAll(/(?:href|action)="([^"]*)"/g)].map((match) => match[1]!)
    assert.ok(addresses.every((address) => !/\bR1\b/.test(address.replaceAll('ref-R1', ''))))
  })

  test('has a journey that narrows to kinds of events and has pages', async () => {
    const care = await get('manager', '/children/ref-R1?strand=health')
    assert.ok(wordsOf(care.body).includes('Health assessment'))
    assert.ok(!wordsOf(care.body).includes('Child protection visit'))
    const first = await get('manager', '/children/ref-R1')
    assert.ok(first.body.includes('/children/ref-R1?page=2#journey'))
    const days = (body: string) => [...body.matchAll(/tl-event__day">(\d+)/g)].length
    const second = await get('manager', '/children/ref-R1?page=2')
    assert.equal(days(first.body) + days(second.body), 72)
  })

  test('is written down with why', async () => {
    await get('worker', '/children/ref-R1')
    const own = (await site.looks()).at(-1)!
    assert.deepEqual([own.page, own.children, own.why], ['/children/ref-R1', ['R1'], 'own case'])
    await get('director', '/children/ref-R3')
    assert.equal((await site.looks()).at(-1)!.why, 'Director or assistant director')
  })

  test('takes at most 12 statements', async () => {
    await get('manager', '/children/ref-R1')
    assert.ok(site.statements() <= 12, `${site.statements()}`)
  })
})

describe('finding a child', () => {
  test('by number, or by date of birth, among the children that this person answers for', async () => {
    assert.deepEqual(childrenIn((await search('manager', { child: ' R2 ' })).body), ['R2'])
    assert.deepEqual(childrenIn((await search('worker', { dateOfBirth: '29/2/2016' })).body), ['R1', 'R2'])
    assert.deepEqual(childrenIn((await search('manager', { child: 'R2', dateOfBirth: '1/3/2016' })).body), [])
  })

  test('a child of another team, a sealed one and none at all are answered alike', async () => {
    const answers = []
    for (const child of ['B1', 'S1', 'ZZ']) {
      const { body, statusCode } = await search('manager', { child })
      answers.push(
        `${statusCode} ${wordsOf(body.replaceAll(`value="${child}"`, '').replaceAll(/value="[\w.-]{20,}"/g, ''))}`,
      )
    }
    assert.ok(answers[0]!.includes('No record was found among the children you work with or answer for'))
    assert.deepEqual(answers, [answers[0], answers[0], answers[0]])
  })

  test('stands in no address and no line of the log', async () => {
    await search('manager', { child: 'R2', dateOfBirth: '29/2/2016' })
    assert.ok(!site.log.some((line) => /\bR2\b|29.2.2016|2016-02-29/.test(line)))
    const last = (await site.looks()).at(-1)!
    assert.deepEqual([last.page, last.children, last.why], ['/children', ['R2'], 'search'])
  })

  test('says what is missing, at the top and beside the field', async () => {
    const nothing = await search('manager', {})
    assert.equal(nothing.statusCode, 422)
    assert.equal(nothing.body.match(/Enter the number in your case system, the date of birth, or both/g)?.length, 2)
    assert.equal((await search('manager', { dateOfBirth: '31/2/2016' })).statusCode, 422)
  })

  test('the way outside the rules is offered only to who may take it', async () => {
    assert.ok((await search('manager', { child: 'ZZ' })).body.includes('action="/break-glass/ask"'))
    assert.ok(!(await search('director', { child: 'ZZ' })).body.includes('break-glass'))
  })
})

describe('opening a record outside the rules', () => {
  const reason = 'The police rang: the child may be with an uncle tonight'

  test('opens that one child to that one person, says so on its page, and is written down', async () => {
    const browser = await site.browserOf('service-manager')
    await browser.send('POST', '/break-glass/ask', {})
    await browser.send('GET', '/break-glass')
    const opened = await browser.send('POST', '/break-glass', { child: 'B7', reason })
    assert.equal(opened.statusCode, 303)
    assert.equal(opened.headers.location, '/children/ref-B7')
    const { body, statusCode } = await browser.send('GET', '/children/ref-B7')
    assert.equal(statusCode, 200)
    assert.ok(wordsOf(body).includes(`You opened this record outside the rules , for this reason: “${reason}”`))
    assert.equal((await site.looks()).at(-1)!.why, 'opened outside the rules, with a reason')
    assert.equal((await browser.send('GET', '/children/ref-B8')).statusCode, 404)
    assert.equal((await get('manager', '/children/ref-B7')).statusCode, 404)
  })

  test('needs a number and a reason; a number that is none is written down too', async () => {
    const browser = await site.browserOf('manager')
    await browser.send('GET', '/break-glass')
    const empty = await browser.send('POST', '/break-glass', { child: '', reason: 'too short' })
    assert.equal(empty.statusCode, 422)
    assert.ok(empty.body.includes('href="#child"') && empty.body.includes('href="#reason"'))
    const none = await browser.send('POST', '/break-glass', { child: 'ZZ', reason })
    assert.equal(none.statusCode, 422)
    const last = (await site.looks()).at(-1)!
    assert.deepEqual([last.page, last.children], ['/break-glass', []])
    assert.ok(last.why?.includes(reason))
  })

  for (const subject of ['director', 'analyst', 'member'] as const) {
    test(`is not for the ${subject}`, async () => assert.equal((await get(subject, '/break-glass')).statusCode, 403))
  }
})

describe('caseloads', () => {
  test('a manager of one team lands on its workers; the other team is not found', async () => {
    const { body } = await get('manager', '/caseloads')
    assert.ok(body.includes('<h1 class="govuk-heading-l">Red</h1>'))
    assert.ok(body.includes('href="/worklist?part=late&amp;worker=Ann"'))
    assert.ok(!body.includes('Bob'))
    assert.equal((await get('manager', '/caseloads?team=Blue')).statusCode, 404)
    assert.equal((await get('manager', '/caseloads/worker?worker=Bob')).statusCode, 404)
  })

  test('a director sees every team, with a link to each', async () => {
    const { body } = await get('director', '/caseloads')
    assert.ok(body.includes('href="/caseloads?team=Red"') && body.includes('href="/caseloads?team=Blue"'))
    assert.ok(site.statements() <= 5)
  })

  test('a worker sees their own, with the last twelve months as a line and as a table', async () => {
    const { body } = await get('worker', '/caseloads/worker?worker=Ann')
    assert.equal(body.match(/class="tl-spark"/g)?.length, 1)
    assert.ok(wordsOf(body).includes('December 2025 21') && wordsOf(body).includes('January 2025 10'))
    assert.equal((await get('worker', '/caseloads/worker?worker=Abe')).statusCode, 404)
  })
})
