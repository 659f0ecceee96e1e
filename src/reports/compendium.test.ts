import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { hostileStrings } from '../../test/hostile-strings.ts'
import { type ReadSheet, readWorkbook } from '../../test/workbook-reader.ts'
import { compendiumFixture as fixture } from './compendium.fixture.ts'
import { renderCompendiumHtml } from './compendium.html.ts'
import type { CompendiumModel } from './compendium.ts'
import { writeCompendiumWorkbook } from './compendium.workbook.ts'
import { figuresInPage, figuresInWorkbook, tableInPage } from './printed-figures.fixture.ts'

const page = renderCompendiumHtml(fixture)
let folder: string
let book: ReadonlyMap<string, ReadSheet>
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compendium-'))
  await writeCompendiumWorkbook(fixture, join(folder, 'c.xlsx'))
  book = await readWorkbook(join(folder, 'c.xlsx'))
})
after(() => rm(folder, { recursive: true }))

describe('the page', () => {
  test('is what it was', (t) => {
    t.assert.fileSnapshot(withoutStyles(page), new URL('./golden/compendium.html', import.meta.url).pathname, {
      serializers: [(text: string) => text],
    })
  })

  test('is the same every time', () => assert.equal(renderCompendiumHtml(fixture), page))

  test('fetches nothing and runs nothing', () => {
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|url\(|@import|javascript:| on\w+="/)
    assert.doesNotMatch(page, /GDS Transport|govuk-logo|crown/i)
  })

  test('has each id once, and every link within it goes to one of them', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1])
    assert.equal(new Set(ids).size, ids.length)
    for (const [, target] of page.matchAll(/ href="#([^"]*)"/g)) assert.ok(ids.includes(target), target)
  })

  test('says that the data are made up, and for whom it is, and from which snapshot', () => {
    assert.match(page, /Simulated example data/)
    assert.match(page, /For use inside the authority/)
    assert.match(page, /snapshot s-2026-03-31-1/)
  })

  test('for the public says that small numbers are hidden, and does not say inside', () => {
    const open = renderCompendiumHtml({ ...fixture, audience: 'public', simulated: false })
    assert.match(open, /counts of 1 to 5, and what would give them away, are hidden/)
    assert.doesNotMatch(open, /For use inside the authority|Simulated example data/)
  })

  test('colours no measure that has no good direction', () => {
    const steady = fixture.themes.flatMap((theme) => theme.measures).filter((measure) => measure.polarity === 'neither')
    assert.ok(steady.length > 3)
    for (const measure of steady) {
      const section = sectionOf(page, measure.id)
      assert.doesNotMatch(section, /govuk-tag--(red|green|orange|teal)|#f47738|#85c2f0|which is|for the (better|worse)/)
    }
  })

  test('names the edition of the neighbours, and breaks their line where it changed', () => {
    const section = sectionOf(page, 'visits-timely')
    assert.match(section, /statistical neighbours of the 2025 set \(mean of 9 of 10\) 74\.1%/)
    const lines = [...section.matchAll(/<path d="(M[^"]*)"[^>]*stroke="#00703c" stroke-width="2"/g)]
    const points = lines.map(([, path]) => path!.split('L').length)
    assert.deepEqual(
      points.filter((n) => n > 1),
      [3, 3],
      'in both sizes a line through three years, and none to the fourth',
    )
  })

  test('gives a reason where a measure has no figure', () => {
    assert.match(sectionOf(page, 'calls'), /Not available\.<\/strong> The list of early help was never supplied\./)
  })

  test('of 85 measures, a third of them with published figures, is smaller than 1.5 MB', () => {
    const [fullest] = fixture.themes[0]!.measures
    const measures = Array.from({ length: 85 }, (_, i) => ({
      ...fullest!,
      id: `measure-${i}`,
      beside: i % 3 === 0 ? fullest!.beside : null,
    }))
    const many = renderCompendiumHtml({ ...fixture, themes: [{ id: 'many', title: 'Many', measures }] })
    assert.ok(many.length < 1_500_000, `${many.length}`)
  })

  test('keeps hostile text as text wherever it stands', () => {
    for (const text of hostileStrings) assertInert(renderCompendiumHtml(withText(fixture, text)), text)
  })
})

describe('the workbook', () => {
  test('has contents that name every other sheet', () => {
    const named = book.get('Contents')!.map((row) => row[0])
    for (const name of [...book.keys()].slice(1)) assert.ok(named.includes(name), name)
  })

  test('has a sheet for each theme, and each measure in it', () => {
    for (const theme of fixture.themes) {
      const ids = new Set(
        book
          .get(theme.title)!
          .slice(1)
          .map((row) => row[0]),
      )
      assert.deepEqual(ids, new Set(theme.measures.map((measure) => measure.id)))
    }
  })

  test('keeps the value as it was computed', () => {
    const newest = book.get('Child protection')!.find((row) => row[0] === 'visits-timely' && row[2] === 'newest')!
    assert.equal(Number(newest[11]), 13000 / 190)
  })

  test('defines every measure', () => {
    const measures = fixture.themes.flatMap((theme) => theme.measures)
    assert.equal(book.get('Definitions')!.length, measures.length + 1)
  })
})

describe('page and workbook', () => {
  test('hold the same figures, every one', () => {
    const inPage = figuresInPage(page)
    assert.ok(inPage.size > 50)
    assert.deepEqual(inPage, figuresInWorkbook(book, fixture))
  })

  test('give the same published figures', () => {
    const rows = tableInPage(page, 'beside', 'visits-timely').flatMap(
      ([year, own, england, region, neighbours, edition]) => [
        [year, 'Exampleshire', own, ''],
        [year, 'England', england, ''],
        [year, 'South East', region, ''],
        [year, 'Statistical neighbours', neighbours, edition],
      ],
    )
    const cells = book
      .get('Published figures')!
      .slice(1)
      .map((row) => [row[3], row[4], row[7], row[8]])
    assert.deepEqual(rows.sort(), cells.sort())
  })

  test('give the same timescales and the same findings', () => {
    const due = book
      .get('Timescales')!
      .slice(1)
      .map((row) => [row[1], row[2], ...row.slice(3, 7).map(counted)])
    assert.deepEqual(tableInPage(page, 'timescales', 'timescales'), due)
    const found = book
      .get('Data quality')!
      .slice(1)
      .filter((row) => row[4] !== '0')
    assert.deepEqual(
      tableInPage(page, 'quality', 'quality').map((row) => row.slice(0, 4)),
      found.map((row) => [row[1], row[2], row[3], counted(row[4]!)]),
    )
  })

  test('show the same mean and limits', () => {
    for (const [measure, , , , , , , mean, limits] of book.get('Control limits')!.slice(1)) {
      assert.ok(sectionOf(page, measure!).includes(`mean ${mean}. Dashed lines: limits ${limits}.`), measure)
    }
  })
})

function counted(cell: string): string {
  return Number(cell).toLocaleString('en-GB')
}

function sectionOf(text: string, id: string): string {
  const start = text.indexOf(`<section class="tl-measure" id="measure-${id}"`)
  assert.ok(start > 0, id)
  return text.slice(start, text.indexOf('</section>', start))
}

/** The golden page is read by people: govuk-frontend's styles in it would hide what changed. */
function withoutStyles(text: string): string {
  return text.replace(/<style>.*<\/style>/s, '<style></style>')
}

/** Every text of a model replaced, ids and dates left. */
function withText(model: CompendiumModel, text: string): CompendiumModel {
  const kept = new Set([
    'id',
    'unit',
    'polarity',
    'direction',
    'mark',
    'kind',
    'from',
    'to',
    'asAt',
    'audience',
    'measure',
    'value',
  ])
  const replaced = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : text
    if (Array.isArray(value)) return value.slice(0, 3).map((item) => replaced(item, key))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, name)]))
  }
  return replaced(model, '') as CompendiumModel
}

/** Only elements that we print, and no attribute that runs anything. */
function assertInert(markup: string, text: string): void {
  const known =
    /^\/?(!DOCTYPE|html|head|meta|title|style|body|a|header|div|main|strong|p|span|h1|h2|h3|dl|dt|dd|ul|ol|li|nav|section|table|caption|thead|tbody|tr|th|td|svg|path|circle|text|g|desc|figure|figcaption|details|summary|br|footer)$/
  for (const [, name] of markup.replace(/<style>.*?<\/style>/s, '').matchAll(/<([^\s>]*)/g))
    assert.match(name!, known, text)
  for (const [tag] of markup.matchAll(/<[a-z][^>]*>/g)) {
    assert.doesNotMatch(tag.replaceAll(/"[^"]*"/g, '""'), /\son\w+\s*=|javascript:/i, text)
  }
}
