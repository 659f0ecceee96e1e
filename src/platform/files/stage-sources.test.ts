import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { StagingFolder } from '../../../test/hostile/staged.reader.ts'
import { buildWorkbook, textRow } from '../../../test/hostile/workbook.builder.ts'
import { buildZip } from '../../../test/hostile/zip.builder.ts'
import { stageSources } from './index.ts'

const folder = new StagingFolder()
after(() => folder.remove())

const workbook = buildWorkbook({ sheets: [{ name: 'List 3', rows: textRow(1, ['id']) + textRow(2, ['3']) }] })
let made = 0

function newFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = join(folder.dir, `folder-${++made}`)
  mkdirSync(path)
  for (const [name, data] of Object.entries(files)) writeFileSync(join(path, name), data)
  return path
}

describe('stageSources', () => {
  test('reads the workbooks, CSV files and zips of a folder, in the order of their names', async () => {
    const zip = buildZip([
      { name: 'lists/', data: '' },
      { name: 'lists/list 4.csv', data: 'id;a\n4;x\n' },
      { name: 'lists/list 5.xlsx', data: workbook },
      { name: '__MACOSX/lists/._list 4.csv', data: 'noise' },
      { name: 'lists/.DS_Store', data: 'noise' },
    ])
    const path = newFolder({
      'b.csv': 'id\n1\n',
      'a.txt': 'id\tb\n2\t3\n',
      'c.zip': zip,
      '~$b.xlsx': 'lock',
      '.hidden': 'x',
      'Thumbs.db': 'x',
    })
    mkdirSync(join(path, 'deeper'))
    writeFileSync(join(path, 'deeper', 'd.csv'), 'id\n9\n')
    symlinkSync('/etc/passwd', join(path, 'link.csv'))
    const staged = await stageSources([path], { dir: newFolder() })
    assert.ok(staged.ok)
    assert.deepEqual(
      staged.files.map((file) => file.path),
      ['a.txt', 'b.csv', 'lists/list 4.csv', 'lists/list 5.xlsx'],
    )
    assert.deepEqual(
      staged.tables.map(({ file, sheet }) => [file, sheet]),
      [
        ['a.txt', ''],
        ['b.csv', ''],
        ['lists/list 4.csv', ''],
        ['lists/list 5.xlsx', 'List 3'],
      ],
    )
    assert.deepEqual((await folder.readRows(staged.tables[2]!)).get(2), ['4', 'x'])
    assert.deepEqual((await folder.readRows(staged.tables[3]!)).get(2), ['3'])
  })

  test('tells all problems at once, and gives nothing when there is one', async () => {
    const zip = buildZip([
      { name: 'good.csv', data: 'id\n1\n' },
      { name: 'bad.pdf', data: '%PDF-1.4' },
      { name: 'inner.zip', data: buildZip([{ name: 'a.csv', data: 'x' }]) },
    ])
    const path = newFolder({ 'a.csv': 'id\n1\n', 'b.csv': '', 'c.xlsx': '%PDF-1.4', 'd.zip': zip })
    const staged = await stageSources([path, join(path, 'missing.csv'), newFolder()], { dir: newFolder() })
    assert.ok(!staged.ok)
    assert.deepEqual(staged.problems.map(({ code, file }) => [code, file]).toSorted(), [
      ['empty', 'b.csv'],
      ['nested-zip', 'inner.zip'],
      ['not-found', 'missing.csv'],
      ['nothing-to-read', `folder-${made - 1}`],
      ['pdf', 'bad.pdf'],
      ['pdf', 'c.xlsx'],
    ])
    for (const { file, message } of staged.problems) assert.ok(message.startsWith(`${file}: `), message)
  })

  test('reads several large files in two threads and tells how far it has come', async () => {
    const line = 'a line of some length, with "quotes"\n'
    const files = Object.fromEntries(
      [1, 2, 3].map((at) => [`${at}.csv`, `h,i\n${`${at},x${line.slice(0, 10)}\n`.repeat(600_000)}`]),
    )
    const told: number[] = []
    let total = 0
    const onProgress = ({ bytesRead, bytes }: { bytesRead: number; bytes: number }): void => {
      told.push(bytesRead)
      total = bytes
    }
    const staged = await stageSources([newFolder(files)], { dir: newFolder(), onProgress })
    assert.ok(staged.ok)
    assert.deepEqual(
      staged.tables.map(({ file, records }) => [file, records]),
      [
        ['1.csv', 600_001],
        ['2.csv', 600_001],
        ['3.csv', 600_001],
      ],
    )
    assert.ok(told.length > 2)
    assert.deepEqual(
      told,
      told.toSorted((one, other) => one - other),
    )
    assert.equal(told.at(-1), total)
  })

  test('refuses a file that takes too long, and reads on', async () => {
    const path = newFolder({ 'a.csv': `id\n\n${'1\n'.repeat(20_000_000)}`, 'b.csv': '' })
    const staged = await stageSources([path], { dir: newFolder(), limits: { seconds: 1, slowestBytesPerSecond: 1e12 } })
    assert.ok(!staged.ok)
    assert.deepEqual(staged.problems.map(({ code }) => code).includes('time'), true)
    assert.equal(staged.problems.length, 2)
  })

  test('refuses a file that needs too much memory, and reads on', async () => {
    const strings = Array.from({ length: 60_000 }, (_, at) => `<si><t>${at} ${'y'.repeat(200)}</t></si>`).join('')
    const rows = Array.from({ length: 60_000 }, (_, at) => `<row><c t="s"><v>${at}</v></c></row>`).join('')
    const path = newFolder({ 'a.xlsx': buildWorkbook({ sheets: [{ name: 'S', rows }], strings }), 'b.csv': '' })
    const staged = await stageSources([path], { dir: newFolder(), limits: { heapMiB: 16 } })
    assert.ok(!staged.ok)
    assert.deepEqual(
      staged.problems.map(({ code }) => code),
      ['memory', 'empty'],
    )
  })

  test('writes only in the folder it is given, and leaves its sources as they were', async () => {
    const files = { 'a.csv': 'id;b\n1\n', 'b.xlsx': workbook }
    const path = newFolder(files)
    const dir = newFolder()
    const staged = await stageSources([join(path, 'a.csv'), join(path, 'b.xlsx')], { dir })
    assert.ok(staged.ok)
    for (const table of staged.tables) assert.ok(table.csvPath.startsWith(`${dir}/staged-`))
    for (const [name, data] of Object.entries(files))
      assert.deepEqual(readFileSync(join(path, name)), Buffer.from(data))
  })

  test('throws what is no fault of the file', async () => {
    const path = newFolder({ 'a.csv': 'id;b\n1\n' })
    await assert.rejects(stageSources([path], { dir: join(path, 'not-there') }))
  })
})
