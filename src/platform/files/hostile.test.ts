import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ChildReport } from '../../../test/hostile/stage.child.ts'
import { StagingFolder } from '../../../test/hostile/staged.reader.ts'
import { buildWorkbook, sheetPart, textRow, workbookParts } from '../../../test/hostile/workbook.builder.ts'
import { buildZip, repeatedDeflate, type ZipPart } from '../../../test/hostile/zip.builder.ts'
import { type FileProblemCode, fileProblems } from './index.ts'

const folder = new StagingFolder()
after(() => folder.remove())

const small = [{ name: 'List 1', rows: textRow(1, ['id', 'a']) + textRow(2, ['1', 'SECRET']) }]
const SHEET = 'xl/worksheets/sheet1.xml'

function workbook(parts: Record<string, string | Uint8Array | undefined>): Buffer {
  return buildWorkbook({ sheets: small, parts })
}

function withPart(part: ZipPart): Buffer {
  return buildZip([...workbookParts({ sheets: small }).filter(({ name }) => name !== part.name), part])
}

/** The first bytes of a compound file whose directory names these streams. */
function compoundFile(...streams: string[]): Buffer {
  const file = Buffer.alloc(4_096)
  file.write('d0cf11e0a1b11ae1', 'hex')
  file.writeUInt16LE(9, 30)
  file.writeUInt32LE(2, 48)
  for (const [at, stream] of streams.entries()) file.write(stream, 3 * 512 + at * 128, 'utf16le')
  return file
}

const doctype = '<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
const external = '<!DOCTYPE worksheet SYSTEM "file:///etc/passwd">'
const tag = (name: string): string => `<${name}>`

const refused: readonly (readonly [string, FileProblemCode, string | Uint8Array])[] = [
  ['an empty file', 'empty', ''],
  ['a PDF document', 'pdf', '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'],
  ['a PDF document after some noise', 'pdf', '\n\n%PDF-1.4\n'],
  ['a workbook of Excel 97', 'old-excel', compoundFile('Root Entry', 'Workbook')],
  ['an encrypted workbook', 'encrypted', compoundFile('Root Entry', 'EncryptionInfo', 'EncryptedPackage')],
  ['a cut compound file', 'old-excel', compoundFile().subarray(0, 20)],
  ['a binary workbook', 'binary-workbook', workbook({ 'xl/workbook.bin': 'x', 'xl/workbook.xml': undefined })],
  [
    'an OpenDocument spreadsheet',
    'open-document',
    buildZip([
      { name: 'mimetype', data: 'x' },
      { name: 'content.xml', data: '<a/>' },
    ]),
  ],
  [
    'a Word document',
    'other-document',
    buildZip([
      { name: '[Content_Types].xml', data: '<a/>' },
      { name: 'word/document.xml', data: '<a/>' },
    ]),
  ],
  ['a rich text document', 'other-document', '{\\rtf1 hello}'],
  ['a web page', 'markup', '\n <html><body><table><tr><td>1</td></tr></table></body></html>'],
  ['a web page in UTF-16', 'markup', Buffer.from('\uFEFF<!DOCTYPE html><html>', 'utf16le')],
  ['an XML spreadsheet', 'markup', '\uFEFF<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'],
  ['a page kept as a web archive', 'markup', 'MIME-Version: 1.0\nContent-Type: multipart/related\n'],
  [
    'a picture',
    'not-a-table',
    Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  ],
  ['zero bytes', 'not-a-table', Buffer.alloc(10_000)],
  ['an empty zip', 'nothing-to-read', buildZip([])],
  [
    'a zip in a zip',
    'nested-zip',
    buildZip([{ name: 'inner.zip', data: buildZip([{ name: 'a.csv', data: 'a,b\n' }]) }]),
  ],
  ['a workbook with macros', 'macros', workbook({ 'xl/vbaProject.bin': 'x' })],
  ['links to other workbooks', 'external-links', workbook({ 'xl/externalLinks/externalLink1.xml': '<a/>' })],
  ['a path that leaves the zip', 'unsafe-path', workbook({ '../../evil.xml': '<a/>' })],
  ['a path that leaves the zip by backslashes', 'unsafe-path', workbook({ 'xl\\..\\..\\evil.xml': '<a/>' })],
  ['an absolute path', 'unsafe-path', buildZip([{ name: '/etc/passwd', data: 'a,b\n' }])],
  [
    'two parts of one name',
    'duplicate-entry',
    buildZip([...workbookParts({ sheets: small }), { name: SHEET, data: '<a/>' }]),
  ],
  [
    'too many parts',
    'too-many-entries',
    buildZip(Array.from({ length: 2_001 }, (_, at) => ({ name: `${at}.csv`, data: '', stored: true }))),
  ],
  [
    'too many sheets',
    'too-many-sheets',
    buildWorkbook({ sheets: Array.from({ length: 65 }, (_, at) => ({ name: `S${at}`, rows: '' })) }),
  ],
  ['an encrypted part', 'encrypted', withPart({ name: SHEET, data: sheetPart(''), encrypted: true })],
  ['a checksum that is wrong', 'damaged-zip', withPart({ name: SHEET, data: sheetPart(''), claimedCrc: 1 })],
  [
    'a size that is declared too small',
    'damaged-zip',
    withPart({ name: SHEET, data: sheetPart(textRow(1, ['a'])), claimedBytes: 10 }),
  ],
  [
    'a size that is declared too large',
    'damaged-zip',
    withPart({ name: SHEET, data: sheetPart(''), claimedBytes: 10_000 }),
  ],
  ['a sheet that is not there', 'damaged-workbook', workbook({ [SHEET]: undefined })],
  ['a workbook part that is not there', 'damaged-workbook', workbook({ 'xl/workbook.xml': undefined })],
  [
    'entities that grow',
    'entity-declaration',
    workbook({ [SHEET]: `<?xml version="1.0"?>${doctype}<worksheet>&b;</worksheet>` }),
  ],
  [
    'entities without declaration',
    'damaged-workbook',
    workbook({ [SHEET]: sheetPart('<row><c t="inlineStr"><is><t>&b;</t></is></c></row>') }),
  ],
  ['an external entity', 'entity-declaration', workbook({ 'xl/sharedStrings.xml': `${external}<sst/>` })],
  [
    'an external entity in a part that is not read',
    'entity-declaration',
    workbook({ 'docProps/app.xml': `${external}<a/>` }),
  ],
  [
    'a document type after much else',
    'entity-declaration',
    workbook({ [SHEET]: `<worksheet>${' '.repeat(100_000)}${doctype}</worksheet>` }),
  ],
  ['elements deep inside one another', 'damaged-workbook', workbook({ [SHEET]: tag('a').repeat(100_000) })],
  [
    'elements that do not match',
    'damaged-workbook',
    workbook({ [SHEET]: '<worksheet><sheetData></worksheet></sheetData>' }),
  ],
  ['elements that do not close', 'damaged-workbook', workbook({ [SHEET]: '<worksheet><sheetData><row r="1">' })],
  ['a second root', 'damaged-workbook', workbook({ [SHEET]: '<worksheet/><worksheet/>' })],
  ['a part that is not XML', 'damaged-workbook', workbook({ [SHEET]: 'hello' })],
  ['a part in UTF-16', 'damaged-workbook', workbook({ [SHEET]: Buffer.from(`\uFEFF${sheetPart('')}`, 'utf16le') })],
  [
    'a part that says it is in another encoding',
    'damaged-workbook',
    workbook({ [SHEET]: '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet/>' }),
  ],
  [
    'bytes that are not UTF-8',
    'damaged-workbook',
    workbook({ [SHEET]: Buffer.from(sheetPart(textRow(1, ['caf\xe9'])), 'latin1') }),
  ],
  ['a zero byte', 'damaged-workbook', workbook({ [SHEET]: sheetPart(textRow(1, ['a\0b'])) })],
  ['a tag without end', 'damaged-workbook', workbook({ [SHEET]: `<worksheet a="${randomText(5_000_000)}"/>` })],
  [
    'a cell longer than any cell',
    'damaged-workbook',
    workbook({ [SHEET]: sheetPart(textRow(1, [randomText(1_200_000)])) }),
  ],
  ['rows out of order', 'damaged-workbook', workbook({ [SHEET]: sheetPart(textRow(2, ['a']) + textRow(1, ['b'])) })],
  ['a row twice', 'damaged-workbook', workbook({ [SHEET]: sheetPart(textRow(1, ['a']) + textRow(1, ['b'])) })],
  ['a row beyond the last', 'damaged-workbook', workbook({ [SHEET]: sheetPart(textRow(1_048_577, ['a'])) })],
  [
    'a cell in another row',
    'damaged-workbook',
    workbook({ [SHEET]: sheetPart('<row r="1"><c r="A2"><v>1</v></c></row>') }),
  ],
  [
    'a reference that is none',
    'damaged-workbook',
    workbook({ [SHEET]: sheetPart('<row r="1"><c r="1A"><v>1</v></c></row>') }),
  ],
  [
    'a column beyond the last',
    'damaged-workbook',
    workbook({ [SHEET]: sheetPart('<row r="1"><c r="XFE1"><v>1</v></c></row>') }),
  ],
]

/** Text that hardly shrinks, the same each time. */
function randomText(length: number): string {
  let state = 1
  const next = (): string => {
    state = (state * 48_271) % 2_147_483_647
    return String.fromCharCode(97 + (state % 26))
  }
  return Array.from({ length }, next).join('')
}

describe('a file that is not what it should be is refused', () => {
  for (const [title, code, data] of refused) {
    test(title, async () => {
      const started = performance.now()
      const outcome = await stageAll(data)
      assert.deepEqual(outcome.codes, [code])
      assert.ok(!outcome.messages.includes('SECRET'))
      assert.ok(outcome.messages.includes(fileProblems[code]))
      assert.ok(performance.now() - started < 5_000)
    })
  }

  test('shared strings beyond their limit', async () => {
    const data = buildWorkbook({ sheets: small, strings: '<si><t>x</t></si>'.repeat(100) })
    const outcome = await folder.stage(folder.write('extract.xlsx', data), { sharedStringBytes: 1_000 })
    assert.ok(outcome.kind === 'refused')
    assert.deepEqual(
      outcome.problems.map(({ code }) => code),
      ['too-large'],
    )
  })

  test('a workbook cut short anywhere', async () => {
    const whole = workbook({})
    for (let length = 4; length < whole.length; length += 97) {
      assert.deepEqual((await stageAll(whole.subarray(0, length))).codes, ['damaged-zip'], `cut at ${length}`)
    }
  })
})

async function stageAll(data: string | Uint8Array): Promise<{ codes: string[]; messages: string }> {
  const path = folder.write('extract.xlsx', data)
  let outcome = await folder.stage(path)
  if (outcome.kind === 'unpacked') outcome = await folder.stage(outcome.sources[0]!.path, {}, 'refuse', true)
  const problems = outcome.kind === 'refused' ? outcome.problems : []
  return { codes: problems.map(({ code }) => code), messages: problems.map(({ message }) => message).join('\n') }
}

const GIGABYTE = 1_000 * 2 ** 20

/** A sheet of a thousand megabytes, in one megabyte. */
function sheetBomb(claimedBytes: number): ZipPart {
  const [start = '', end = ''] = sheetPart('|').split('|')
  return { name: SHEET, data: '', packed: repeatedDeflate(start, '<a/>'.repeat(262_144), 1_000, end), claimedBytes }
}

const stringsBomb: ZipPart = {
  name: 'xl/sharedStrings.xml',
  data: '',
  packed: repeatedDeflate('<sst>', '<si><t/></si>'.repeat(80_660), 1_000, '</sst>'),
  claimedBytes: 1_000,
}

function rowsOf(count: number, row: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => row(at + 1)).join('')
}

const columnName = (at: number): string =>
  (at < 26 ? '' : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))

/** A row that refers to the first shared string so many times, and then to one that is not there. */
function wideRow(row: number, cells: number): string {
  const cell = (at: number): string => `<c r="${columnName(at - 1)}${row}" t="s"><v>0</v></c>`
  return `<row r="${row}">${rowsOf(cells, cell)}${cells === 66 ? '' : '<c t="s"><v>9</v></c>'}</row>`
}

function longText(rows: string): Buffer {
  return buildWorkbook({ sheets: [{ name: 'S', rows }], strings: `<si><t>${randomText(30_000)}</t></si>` })
}

function lastColumnSheets(sheets: number): Buffer {
  const rows = rowsOf(300_000, (at) => `<row><c r="SR${at}"><v>${(at * 7_919) % 10_007}</v></c></row>`)
  return buildWorkbook({ sheets: Array.from({ length: sheets }, (_, at) => ({ name: `S${at}`, rows })) })
}

const costly: readonly (readonly [string, readonly string[], () => string | Uint8Array])[] = [
  ['a sheet of a gigabyte, declared', ['zip-bomb'], () => withPart(sheetBomb(GIGABYTE))],
  ['a sheet of a gigabyte, declared as a kilobyte', ['damaged-zip'], () => withPart(sheetBomb(1_000))],
  ['a sheet of a gigabyte, declared as just within the limits', ['damaged-zip'], () => withPart(sheetBomb(60_000_000))],
  [
    'shared strings of a gigabyte',
    ['damaged-zip'],
    () =>
      buildZip([
        ...workbookParts({ sheets: small, strings: '' }).filter(({ name }) => name !== stringsBomb.name),
        stringsBomb,
      ]),
  ],
  ['a zipped CSV file of a gigabyte', ['damaged-zip'], () => buildZip([{ ...sheetBomb(2_000), name: 'list.csv' }])],
  [
    'two million shared strings',
    [],
    () =>
      buildWorkbook({
        sheets: small,
        strings: '<si><t/></si>'.repeat(1_000) + rowsOf(2_000_000, (at) => `<si><t>${at}</t></si>`),
      }),
  ],
  [
    'a hundred thousand cells that refer to no text',
    ['too-many-odd-rows'],
    () =>
      workbook({
        [SHEET]: sheetPart(rowsOf(100_000, (at) => `<row r="${at}"><c r="A${at}" t="s"><v>${at}</v></c></row>`)),
      }),
  ],
  [
    'a hundred thousand cells in the last column',
    ['too-many-odd-rows'],
    () =>
      workbook({ [SHEET]: sheetPart(rowsOf(100_000, (at) => `<row r="${at}"><c r="XFD${at}"><v>1</v></c></row>`)) }),
  ],
  [
    'one long text that fills rows beyond their length',
    ['zip-bomb'],
    () => longText(rowsOf(12_000, (at) => wideRow(at, at < 500 ? 500 : 0))),
  ],
  [
    'one long text that fills rows up to their length',
    ['zip-bomb'],
    () => longText(rowsOf(3_000, (at) => wideRow(at, 66))),
  ],
  ['rows of one value in the last column allowed', ['zip-bomb'], () => lastColumnSheets(2)],
  [
    'a million formatted rows without a value',
    [],
    () =>
      workbook({
        [SHEET]: sheetPart(
          textRow(1, ['a', 'b']) +
            rowsOf(1_000_000, (at) => `<row r="${at + 1}" s="1"><c r="A${at + 1}" s="1"/></row>`),
        ),
      }),
  ],
  ['a CSV file of one line', [], () => `id,a\n${'x'.repeat(60_000_000)}`],
  ['a CSV file of quotes', ['too-many-odd-rows'], () => `id,a\n${'"a\n'.repeat(1_000_000)}`],
  [
    'a CSV file of quotes that never meet',
    ['too-many-odd-rows'],
    () => `id,a\n${`1,"${'x'.repeat(40_000)}\n`.repeat(1_000)}${'1,"x\n'.repeat(1_000_000)}`,
  ],
  ['a CSV file of delimiters', [], () => ','.repeat(20_000_000)],
]

describe('a file made to exhaust memory or time is done with in 5 s and 512 MiB', () => {
  for (const [title, codes, make] of costly) {
    test(title, async () => {
      const report = await stageInChild(folder.write('extract.xlsx', make()))
      assert.deepEqual(report.codes, codes)
      assert.ok(report.milliseconds < 5_000, `${report.milliseconds} ms`)
      assert.ok(report.peakMiB < 512, `${report.peakMiB} MiB`)
    })
  }
})

async function stageInChild(path: string): Promise<ChildReport> {
  const script = fileURLToPath(new URL('../../../test/hostile/stage.child.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, path, folder.dir])
  if (process.env.SHOW_COST) console.log(stdout)
  return JSON.parse(stdout)
}
