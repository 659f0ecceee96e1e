import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as streamText } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { fromBufferPromise } from 'yauzl'
import { LONGEST_CELL, safeCell, sheetNames, type WorkbookSheet, writeWorkbook } from './index.ts'

let dir: string
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'workbook-'))
})
after(() => rm(dir, { recursive: true }))

/** The parts of a workbook by name, read with a zip reader that had no hand in writing it. */
async function parts(path: string): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(await readFile(path), { lazyEntries: true })
  const found = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    found.set(entry.fileName, await streamText(await zip.openReadStreamPromise(entry)))
  }
  return found
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#10;': '\n',
  '&#13;': '\r',
  '&#9;': '\t',
}

/** A text of a workbook as Excel reads it. */
function decoded(xml: string): string {
  return xml.replace(/&#?\w+;/g, (entity) => entities[entity] ?? entity).replaceAll('_x005F_', '_')
}

const strings = (xml: string) => [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((match) => match[1]!)
const sheet = (rows: WorkbookSheet['rows'], columns: WorkbookSheet['columns'] = [{ header: 'A' }]): WorkbookSheet => ({
  name: 'One',
  columns,
  rows,
})

async function written(sheets: readonly WorkbookSheet[]): Promise<Map<string, string>> {
  const path = join(dir, 'book.xlsx')
  await writeWorkbook(path, sheets)
  return parts(path)
}

describe('safeCell', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
    it(`puts an apostrophe before text that begins with ${JSON.stringify(start)}`, () => {
      assert.equal(safeCell(`${start}cmd`), `'${start}cmd`)
    })
  }

  it('leaves ordinary text as it is', () => {
    for (const text of ['Smith-Jones', 'a=b', '', ' 1', 'O’Neill', "'quoted"]) assert.equal(safeCell(text), text)
  })

  it('cuts text that is longer than a cell can hold', () => {
    assert.equal(safeCell('a'.repeat(40_000)).length, LONGEST_CELL)
    assert.ok(safeCell('a'.repeat(40_000)).endsWith('…'))
  })

  it('never begins like a formula, never holds what XML cannot, never grows beyond a cell, and settles at once', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.nat(0xffff).map((n) => String.fromCharCode(n)) }),
    )
    fc.assert(
      fc.property(fc.constantFrom('', '=', '-', '\t'), anything, (start, rest) => {
        const safe = safeCell(start + rest)
        assert.match(safe, /^(?![=+\-@\t\r\n＝＋－＠])/)
        assert.ok(safe.isWellFormed() && safe.length <= LONGEST_CELL)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be gone
        assert.doesNotMatch(safe, /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/)
        assert.equal(safeCell(safe), safe)
      }),
    )
  })
})

describe('sheetNames', () => {
  it('numbers a name that was used before, whatever its case', () => {
    assert.deepEqual(sheetNames(['Visits', 'visits', 'VISITS']), ['Visits', 'visits (2)', 'VISITS (3)'])
  })

  it('replaces what Excel refuses', () => {
    assert.deepEqual(sheetNames(["'a/b'", '', 'History', '[x]:*?']), ['a b', 'Sheet', 'Sheet (2)', 'x'])
  })

  it('gives names that Excel accepts, each once, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constant('a'.repeat(31)))),
        (wanted) => {
          const names = sheetNames(wanted)
          for (const name of names) assert.match(name, /^(?!')[^[\]:*?/\\]{1,31}(?<!')$/)
          assert.equal(new Set(names.map((name) => name.toLowerCase())).size, wanted.length)
        },
      ),
    )
  })
})

describe('writeWorkbook', () => {
  it('writes numbers, days and truth as such and text as text', async () => {
    const columns = [
      { header: 'Day', format: 'date' },
      { header: 'N', format: 'integer' },
      { header: 'B' },
      { header: 'T' },
    ] as const
    const book = await written([sheet([['2024-03-01', 7, true, 'x']], columns)])
    const xml = book.get('xl/worksheets/sheet1.xml')!
    assert.match(xml, /<c r="A2"[^>]*><v>45352<\/v>/)
    assert.match(xml, /<c r="B2"[^>]*><v>7<\/v>/)
    assert.match(xml, /<c r="C2" t="b"[^>]*><v>1<\/v>/)
    assert.deepEqual(strings(book.get('xl/worksheets/sheet1.xml')!), ['Day', 'N', 'B', 'T', 'x'])
  })

  it('writes a day that Excel cannot count, and text in a column of days, as text', async () => {
    const book = await written([sheet([['1899-12-31'], ['31/02/2024']], [{ header: 'Day', format: 'date' }])])
    assert.deepEqual(strings(book.get('xl/worksheets/sheet1.xml')!), ['Day', '1899-12-31', '31/02/2024'])
  })

  it('makes no formula of a cell or a header, and no letter of an escape', async () => {
    const book = await written([sheet([['=1+1'], ['_x003D_1']], [{ header: '@header' }])])
    assert.deepEqual(strings(book.get('xl/worksheets/sheet1.xml')!), ["'@header", "'=1+1", '_x005F_x003D_1'])
    assert.doesNotMatch(book.get('xl/worksheets/sheet1.xml')!, /<f[ >]/)
  })

  it('escapes what would be markup', async () => {
    const book = await written([sheet([['<b>&"']])])
    assert.deepEqual(strings(book.get('xl/worksheets/sheet1.xml')!), ['A', '&lt;b&gt;&amp;&quot;'])
  })

  it('refuses no sheets and a row that is wider than its columns', async () => {
    await assert.rejects(writeWorkbook(join(dir, 'none.xlsx'), []), RangeError)
    await assert.rejects(writeWorkbook(join(dir, 'none.xlsx'), [sheet([['a', 'b']])]), RangeError)
    assert.ok(!(await readdir(dir)).includes('none.xlsx'))
  })

  it('leaves the file as it was when a row cannot be written', async () => {
    const before = await readFile(join(dir, 'book.xlsx'))
    function* broken() {
      yield ['a']
      throw new Error('no more')
    }
    await assert.rejects(written([sheet(broken())]), /no more/)
    assert.deepEqual(await readFile(join(dir, 'book.xlsx')), before)
    assert.deepEqual(await readdir(dir), ['book.xlsx'])
  })

  it('writes rows in their order however many there are', async () => {
    const book = await written([sheet(Array.from({ length: 1200 }, (_, i) => [`row ${i}`]))])
    const texts = strings(book.get('xl/worksheets/sheet1.xml')!)
    assert.equal(texts.length, 1201)
    assert.equal(texts.at(-1), 'row 1199')
  })

  it('names the columns after Z as Excel does', async () => {
    const columns = Array.from({ length: 703 }, (_, i) => ({ header: String(i) }))
    const xml = (await written([sheet([], columns)])).get('xl/worksheets/sheet1.xml')!
    for (const [name, index] of [
      ['Z', 25],
      ['AA', 26],
      ['ZZ', 701],
      ['AAA', 702],
    ] as const) {
      assert.match(xml, new RegExp(`r="${name}1"[^>]*><is><t[^>]*>${index}<`))
    }
  })

  it('writes every text so that it comes back, for any rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 20 }),
        async (texts) => {
          const book = await written([sheet(texts.map((text) => [text]))])
          assert.deepEqual(strings(book.get('xl/worksheets/sheet1.xml')!).map(decoded), ['A', ...texts.map(safeCell)])
          assert.equal(book.get('xl/worksheets/sheet1.xml')!.match(/<row /g)?.length, texts.length + 1)
        },
      ),
      { numRuns: 25 },
    )
  })
})
