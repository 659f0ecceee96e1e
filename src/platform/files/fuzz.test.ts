import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { StagingFolder } from '../../../test/hostile/staged.reader.ts'
import { buildWorkbook, textRow, workbookParts } from '../../../test/hostile/workbook.builder.ts'
import { buildZip } from '../../../test/hostile/zip.builder.ts'
import { fileProblems } from './index.ts'

/** Set FUZZ_TIMES to run for longer; one is about ten seconds. */
const times = Number(process.env.FUZZ_TIMES ?? 1)

const folder = new StagingFolder()
after(() => folder.remove())

/**
 * A cell with what makes CSV hard, beside plain text; CR is left out because every line end is read as
 * LF, and é too, because Windows-1252's é££ is also a character of UTF-8.
 */
const cell = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom(...'ab1 ,;|\t"\n£½'), maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('', '', '"', '""', '\n', '#N/A', '2018-02-06') },
)

/** A table: a header that is filled, and rows of the same width that are not blank. */
const table = fc
  .integer({ min: 2, max: 6 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 20 }))
  .map((rows) => [Array.from(rows[0] ?? ['', ''], (_, at) => `Header ${at}`), ...rows.map(keyed)])

function keyed(row: readonly string[], at: number): string[] {
  const hasLines = row.some((text) => text.includes('\n'))
  // Both in one row may look like several rows that stray quotes have joined.
  const texts = hasLines ? row.map((text) => text.replace(/[,;|\t]/g, '')) : row
  return [`K${at}`, ...texts.slice(1)]
}

const encodings = {
  'utf-8': (text: string) => Buffer.from(text),
  'utf-8 with a mark': (text: string) => Buffer.from(`\uFEFF${text}`),
  'utf-16le': (text: string) => Buffer.from(text, 'utf16le'),
  'utf-16be with a mark': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  'windows-1252': (text: string) => Buffer.from(text, 'latin1'),
} as const satisfies Record<string, (text: string) => Buffer>

const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newLine: fc.constantFrom('\n', '\r\n'),
  encoding: fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[])),
  quoteAll: fc.boolean(),
  endsWithNewLine: fc.boolean(),
})

function write(
  rows: readonly (readonly string[])[],
  { delimiter, newLine, encoding, quoteAll, endsWithNewLine }: typeof dialect extends fc.Arbitrary<infer D> ? D : never,
): Buffer {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const written = (text: string): string => (quoteAll || /[",;|\t\n]/.test(text) ? quote(text) : text)
  const text = rows.map((row) => row.map(written).join(delimiter)).join(newLine) + (endsWithNewLine ? newLine : '')
  return encodings[encoding](text)
}

test('a table written as CSV in any dialect and encoding comes back the same', async () => {
  await fc.assert(
    fc.asyncProperty(table, dialect, async (rows, how) => {
      const staged = await folder.stageOne(write(rows, how))
      assert.deepEqual([...(await folder.readRows(staged)).values()], rows)
    }),
    { numRuns: 200 * times },
  )
})

test('a table written as a workbook comes back the same', async () => {
  const isShown = (text: string): boolean => text.trim() !== ''
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const shown = rows.map((row) => row.map((text) => (isShown(text) ? text : '')))
      const data = buildWorkbook({
        sheets: [{ name: 'S', rows: shown.map((row, at) => textRow(at + 1, row)).join('') }],
      })
      const outcome = await folder.stage(folder.write('table.xlsx', data))
      assert.ok(outcome.kind === 'staged')
      assert.deepEqual([...(await folder.readRows(outcome.tables[0]!)).values()], shown)
    }),
    { numRuns: 60 * times },
  )
})

/** Changes to a file's bytes: some replaced, a piece cut out or said twice. */
const mutation = fc.record({
  bytes: fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 10, 13, 34, 44, 59, 60, 62, 38, 47, 128, 255)), {
    maxLength: 6,
  }),
  cut: fc.option(fc.tuple(fc.nat(), fc.nat({ max: 40 })), { freq: 3 }),
  twice: fc.option(fc.tuple(fc.nat(), fc.nat({ max: 40 })), { freq: 3 }),
})

function mutate(
  data: Buffer,
  { bytes, cut, twice }: typeof mutation extends fc.Arbitrary<infer M> ? M : never,
): Buffer {
  const changed = Buffer.from(data)
  for (const [at, byte] of bytes) changed[at % changed.length] = byte
  const piece = (from: number, length: number): Buffer => changed.subarray(from, from + length)
  const [cutAt, cutBytes] = cut ? [cut[0] % changed.length, cut[1]] : [changed.length, 0]
  const [againAt, againBytes] = twice ? [twice[0] % changed.length, twice[1]] : [0, 0]
  return Buffer.concat([piece(0, cutAt), piece(cutAt + cutBytes, changed.length), piece(againAt, againBytes)])
}

/** Stages what may be anything: it is refused for a known reason, or every row is accounted for. */
async function stageAnything(data: Buffer): Promise<void> {
  const outcome = await folder.stage(folder.write('mutant', data), {}, 'arithmetic')
  if (outcome.kind === 'refused') for (const { code } of outcome.problems) assert.ok(code in fileProblems)
  else if (outcome.kind === 'staged') for (const staged of outcome.tables) await folder.readRows(staged)
}

test('a CSV file changed anywhere is refused, or read with every row accounted for', async () => {
  await fc.assert(
    fc.asyncProperty(table, dialect, mutation, (rows, how, change) => stageAnything(mutate(write(rows, how), change))),
    { numRuns: 250 * times },
  )
})

const sampleParts = workbookParts({
  strings: '<si><t>one</t></si><si><r><t>two</t></r><r><t> &amp; a half</t></r></si>',
  sheets: [
    {
      name: 'List 1',
      rows:
        `${textRow(1, ['id', 'a', 'b', 'c'])}<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>43137</v></c><c r="C2" t="s"><v>0</v></c></row>` +
        '<row r="3"><c r="A3"><v>2</v></c><c r="B3" s="2"><v>43137.5</v></c><c r="C3" t="s"><v>1</v></c><c r="D3"><f>1+1</f><v>2</v></c></row>',
    },
    { name: 'List 2', rows: textRow(1, ['id']), state: 'hidden' },
  ],
})

test('a workbook changed anywhere in its bytes is refused, or read with every row accounted for', async () => {
  const data = buildZip(sampleParts)
  await fc.assert(
    fc.asyncProperty(mutation, (change) => stageAnything(mutate(data, change))),
    { numRuns: 250 * times },
  )
})

test('a workbook changed anywhere in its XML is refused, or read with every row accounted for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: sampleParts.length - 1 }), mutation, (chosen, change) => {
      const parts = sampleParts.map((part, at) =>
        at === chosen ? { ...part, data: mutate(Buffer.from(part.data), change) } : part,
      )
      return stageAnything(buildZip(parts))
    }),
    { numRuns: 250 * times },
  )
})
