import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { fromBufferPromise } from 'yauzl'
import { writeBenchExtract } from './bench-extract.ts'
import { lists } from './lists/index.ts'
import { keyOf, readPlain } from './read-back.fixture.ts'
import { plantedEvents } from './story.ts'
import { extractDays, writeCounty } from './write-county.ts'

const root = mkdtempSync(join(tmpdir(), 'write-county-'))
after(() => rmSync(root, { recursive: true }))

function hashes(dir: string): Record<string, string> {
  const files = globSync('**/*.*', { cwd: dir }).sort()
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(dir, file)))
        .digest('hex'),
    ]),
  )
}

describe('writeCounty', async () => {
  const first = await writeCounty({ out: join(root, 'first'), seed: 9, children: 130 })
  const files = hashes(first.out)

  it('writes the same bytes for the same seed', async () => {
    await writeCounty({ out: join(root, 'second'), seed: 9, children: 130 })
    assert.deepEqual(hashes(join(root, 'second')), files)
  })

  it('writes a wide extract and twelve windows, each with eleven lists and the workers', () => {
    assert.deepEqual(
      first.extracts.map((extract) => extract.asAt),
      extractDays(),
    )
    assert.deepEqual(
      extractDays().filter((day) => /-02-/.test(day)),
      ['2026-02-28'],
    )
    assert.deepEqual(
      first.extracts.map((extract) => extract.windowMonths),
      ['all', ...new Array(12).fill(6)],
    )
    assert.equal(Object.keys(files).filter((file) => /List \d+ - /.test(file)).length, 13 * 11)
    assert.equal(Object.keys(files).filter((file) => file.endsWith('workers.csv')).length, 13)
    assert.equal(Object.keys(files).filter((file) => file.endsWith('README.txt')).length, 14)
  })

  it('keeps a key of every planted fault and of every planted event', () => {
    const key = parse(readFileSync(join(first.out, 'planted.csv')), { columns: true }) as Record<string, string>[]
    assert.equal(key.length, first.planted)
    assert.deepEqual(Object.keys(key[0] ?? {}), ['extract', 'list', 'row', 'column', 'kind', 'child_id'])
    const events = parse(readFileSync(join(first.out, 'planted-events.csv')), { columns: true }) as unknown[]
    assert.equal(events.length, plantedEvents.length)
  })

  it('writes the last extract as a workbook of eleven sheets', async () => {
    const zip = await fromBufferPromise(readFileSync(first.workbook as string), { lazyEntries: true })
    const parts = new Map<string, string>()
    for await (const entry of zip.eachEntry())
      parts.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)))
    const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(
      (match) => match[1],
    )
    assert.deepEqual(
      names,
      lists.map((list) => `List ${list.number}`),
    )
    const rows = names.map(
      (_, at) => (parts.get(`xl/worksheets/sheet${at + 1}.xml`) ?? '').match(/<row /g)?.length ?? 0,
    )
    assert.equal(rows.reduce((sum, count) => sum + count, 0) - 11, first.extracts.at(-1)?.rows)
  })

  it('writes a plain, clean county on request', async () => {
    const out = join(root, 'plain')
    const county = await writeCounty({ out, seed: 9, children: 60, dirt: 0, plain: true, workbook: false })
    assert.equal(county.planted, 0)
    assert.equal(county.workbook, undefined)
    assert.match(readPlain(join(out, '2025-03-31'), 1)[0]?.dateOfContact ?? '', /^\d{4}-\d{2}-\d{2}$/)
  })
})

describe('writeBenchExtract', () => {
  const out = join(root, 'bench')
  const written = writeBenchExtract({ out, children: 200, scale: 3, years: 2, seed: 2, part: 200 })

  it('puts counties together whose children and natural keys do not meet', () => {
    for (const { number } of lists) {
      const keys = readPlain(out, number).map((row) => keyOf(number, row))
      assert.equal(new Set(keys).size, keys.length)
    }
    const open = readPlain(out, 6).filter((row) => row.cinClosureDate === '').length
    assert.ok(open > 450 && open < 750, `${open}`)
  })

  it('counts the rows it wrote', () => {
    assert.equal(
      written.rows,
      lists.reduce((sum, { number }) => sum + readPlain(out, number).length, 0),
    )
  })
})
