import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { type LoadResult, load, openSnapshot } from '#imports'
import { sqlName } from '#platform/lake'
import { plainDate } from '#values'
import { book, csv, heads } from '../../src/imports/load.fixture.ts'
import { textRow, workbookParts } from '../hostile/workbook.builder.ts'
import { buildZip } from '../hostile/zip.builder.ts'

/** How many mutated files were loaded, and what became of them. */
export interface FuzzTally {
  files: number
  loaded: number
  refused: number
  rows: number
  rejects: number
  slowestMs: number
}

const LONGEST_MS = 5_000

/**
 * Loads mutated workbooks and CSV files for some seconds. Fails when a load throws, lasts longer than five seconds, is
 * refused without a problem, or leaves a row unaccounted for.
 */
export async function fuzzLoads(seconds: number, say: (line: string) => void = () => {}): Promise<FuzzTally> {
  const tally: FuzzTally = { files: 0, loaded: 0, refused: 0, rows: 0, rejects: 0, slowestMs: 0 }
  const until = performance.now() + seconds * 1_000
  let said = performance.now()
  const property = fc.asyncProperty(mutatedFile, async (file) => {
    await loadOne(file, tally)
    if (performance.now() - said > 30_000) {
      said = performance.now()
      say(JSON.stringify(tally))
    }
  })
  const options = { interruptAfterTimeLimit: Math.max(1, until - performance.now()), markInterruptAsFailure: false }
  await fc.assert(property, { ...options, numRuns: 1_000_000, endOnFailure: true })
  return tally
}

interface FuzzFile {
  readonly name: string
  readonly bytes: Buffer
}

async function loadOne({ name, bytes }: FuzzFile, tally: FuzzTally): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'fuzz-'))
  try {
    const path = join(root, name)
    writeFileSync(path, bytes)
    const started = performance.now()
    const outcome = await load({
      dataDir: join(root, 'data'),
      authority: '936',
      asAt: plainDate('2026-03-31'),
      paths: [path],
      format: book,
      stages: [],
      now: '2026-11-22T09:00:00.000Z',
      threads: 1,
    })
    const tookMs = performance.now() - started
    tally.slowestMs = Math.max(tally.slowestMs, Math.round(tookMs))
    assert.ok(tookMs < LONGEST_MS, `it took ${tookMs} ms`)
    tally.files++
    if (outcome.ok) await assertAccounted(join(root, 'data'), outcome.value, tally)
    else {
      assert.ok(outcome.problems.length > 0 && outcome.problems.every(({ message }) => message.length > 10))
      tally.refused++
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** read = loaded + rejected, row by row: each row read stands once in the record or once among the rejects. */
async function assertAccounted(dataDir: string, result: LoadResult, tally: FuzzTally): Promise<void> {
  tally.loaded++
  const opened = await openSnapshot({ dataDir, authority: '936' }, book, { threads: 1 })
  if (!opened.ok) assert.fail(JSON.stringify(opened.problems))
  try {
    for (const { table, file, sheet, read, loaded, rejected } of result.tables) {
      const rows: { row: number }[] = await opened.value.db.rows(`select source_row as row from ${sqlName(table)}`)
      const refused = result.rejects.filter((reject) => reject.file === file && reject.sheet === sheet)
      assert.deepEqual([rows.length, refused.length, rows.length + refused.length], [loaded, rejected, read], table)
      assert.equal(new Set([...rows, ...refused].map(({ row }) => row)).size, read, `${table}: a row stands twice`)
      tally.rows += read
      tally.rejects += rejected
    }
  } finally {
    opened.value.db.close()
  }
}

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('1', '2', '007', 'A', 'b) B', 'Poor', 'North', 'O’Neill', '') },
  {
    weight: 6,
    arbitrary: fc.constantFrom('2026-01-05', '05/01/2026', '45992', '31/02/2026', '5 Jan 2026', '01/01/1900'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '=1+1',
      '\uFEFF1',
      '\u0000',
      'a\nb',
      '"',
      '""',
      ',',
      ';',
      '\t',
      '£½',
      '\u200B',
      '😀',
      '1e309',
      '-0',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom(600, 10_000).map((n) => 'x'.repeat(n)) },
)

/** A list with its headers; columns may be swapped, left out, named twice or unknown. */
const sheet = fc
  .record({ at: fc.nat(book.tables.length - 1), spoil: fc.array(fc.nat(9), { maxLength: 2 }), rows: fc.nat(25) })
  .chain(({ at, spoil, rows }) => {
    const table = book.tables[at]!.table
    const header = spoil.reduce(spoilHeader, [...heads[table]!])
    const row = fc.array(cell, { minLength: Math.max(0, header.length - 1), maxLength: header.length + 1 })
    return fc.array(row, { minLength: rows, maxLength: rows }).map((cells) => ({ table, rows: [header, ...cells] }))
  })

function spoilHeader(header: string[], how: number): string[] {
  if (how === 0) return header.toReversed()
  if (how === 1) return header.slice(1)
  if (how === 2) return [...header, 'Colour', header[0] ?? '']
  if (how === 3) return header.map((text) => `  ${text.toUpperCase()} `)
  return header
}

type Change = (bytes: Buffer, at: number, size: number) => Buffer

const changes: readonly Change[] = [
  (bytes) => bytes,
  (bytes, at, size) => flipped(bytes, at, size),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, size) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - size))]),
  (bytes, at, size) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]),
  ...['"', '\0', '\n', '\r', '\r\n', ',', '\uFEFF', '"\n"', "'", '<', ']]>', '&amp;'].map(
    (text): Change =>
      (bytes, at) =>
        Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at)]),
  ),
]

function flipped(bytes: Buffer, at: number, size: number): Buffer {
  const copy = Buffer.from(bytes)
  for (let i = at; i < Math.min(at + 1 + (size % 4), copy.length); i++) copy[i] = copy[i]! ^ (1 << (size % 8))
  return copy
}

const spoiling = fc.array(
  fc.record({ how: fc.nat(changes.length - 1), where: fc.double({ min: 0, max: 1, noNaN: true }), size: fc.nat(400) }),
  { maxLength: 4 },
)

const spoil = (bytes: Buffer, list: readonly { how: number; where: number; size: number }[]): Buffer =>
  list.reduce((now, { how, where, size }) => changes[how]!(now, Math.floor(where * now.length), size), bytes)

const encodings: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\uFEFF${text}`),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  (text) => Buffer.from(text, 'latin1'),
]

const mutatedCsv: fc.Arbitrary<FuzzFile> = fc
  .record({ sheet, encoding: fc.nat(encodings.length - 1), spoiling })
  .map(({ sheet: { table, rows }, encoding, spoiling: list }) => ({
    name: `${table}.csv`,
    bytes: spoil(encodings[encoding]!(csv(rows)), list),
  }))

const mutatedWorkbook: fc.Arbitrary<FuzzFile> = fc
  .record({
    sheets: fc.uniqueArray(sheet, { minLength: 1, maxLength: 3, selector: ({ table }) => table }),
    inside: spoiling,
    part: fc.nat(9),
    outside: fc.option(spoiling, { freq: 3 }),
  })
  .map(({ sheets, inside, part, outside }) => {
    const specs = sheets.map(({ table, rows }) => ({
      name: table,
      rows: rows.map((texts, i) => textRow(i + 1, texts)).join(''),
    }))
    const parts = workbookParts({ sheets: specs })
    const spoiled = parts.map((each, i) =>
      i === part % parts.length ? { ...each, data: spoil(Buffer.from(each.data), inside) } : each,
    )
    const zip = buildZip(spoiled)
    return { name: 'book.xlsx', bytes: outside ? spoil(zip, outside) : zip }
  })

const mutatedFile = fc.oneof({ weight: 3, arbitrary: mutatedCsv }, { weight: 2, arbitrary: mutatedWorkbook })
