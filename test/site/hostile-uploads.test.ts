import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { listSnapshots } from '#platform/lake'
import { buildWorkbook, sheetPart, textRow } from '../hostile/workbook.builder.ts'
import { buildZip, repeatedDeflate, type ZipPart } from '../hostile/zip.builder.ts'
import { AUTHORITY, type Files, listCsv, mainOf, referrals, TestSite } from './site.fixture.ts'

const SHEET = 'xl/worksheets/sheet1.xml'
const rows = textRow(1, ['Child Unique ID', 'Date of referral']) + textRow(2, ['C1', '2026-03-01'])

function workbook(parts: Record<string, string | Uint8Array>): Buffer {
  return buildWorkbook({ sheets: [{ name: 'List 3', rows }], parts })
}

const laughs = `<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${sheetPart('<row><c><v>&b;</v></c></row>')}`

/** What strangers send. Each is refused in words, within seconds, and nothing of it is loaded. */
const hostile: readonly (readonly [string, Files])[] = [
  ['an empty file', { 'List 3.csv': '' }],
  ['a PDF called a workbook', { 'extract.xlsx': '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n' }],
  ['a web page called a workbook', { 'extract.xlsx': '<html><body><table><tr><td>1</td></tr></table></body></html>' }],
  ['zero bytes', { 'List 3.csv': new Uint8Array(10_000) }],
  [
    'a zip in a zip',
    { 'a.zip': buildZip([{ name: 'b.zip', data: buildZip([{ name: 'List 3.csv', data: 'a,b\n' }]) }]) },
  ],
  ['an empty zip', { 'a.zip': buildZip([]) }],
  ['a zip whose entry would climb out', { 'a.zip': buildZip([{ name: '../../List 3.csv', data: 'a,b\n1,2\n' }]) }],
  ['a workbook with entities that grow', { 'a.xlsx': workbook({ [SHEET]: laughs }) }],
  ['a zip that unpacks to a thousand times its size', { 'a.zip': buildZip([bomb()]) }],
  ['a list of another kind of thing', { 'shopping.csv': 'item,price\napples,2\n' }],
  ['a header without rows of its key', { 'List 3.csv': 'Gender,Ethnicity\nM,WBRI\n' }],
  [
    'a picture',
    { 'List 3.csv': Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex') },
  ],
]

/** A gigabyte of small cells, which claims to be a thousand bytes. */
function bomb(): ZipPart {
  const packed = repeatedDeflate('a,b\n', '0,0\n'.repeat(262_144), 1_000, '')
  return { name: 'List 3.csv', data: '', packed, claimedBytes: 1_000 }
}

describe('what strangers send through the form', { concurrency: false }, () => {
  let site: TestSite
  before(async () => {
    site = await TestSite.open()
  })
  after(() => site?.close())

  const LONGEST_MS = 30_000

  for (const [name, files] of hostile) {
    test(`${name} is refused in plain words, and nothing is loaded`, async () => {
      const began = Date.now()
      const { page } = await site.load(files, '2026-03-31')
      assert.match(mainOf(page), /The extract was not loaded\. What was shown before still is\./)
      assert.match(mainOf(page), /What is wrong|things are wrong/)
      assert.doesNotMatch(page, /\/tmp\/|\bat file:|node_modules/)
      assert.ok(Date.now() - began < LONGEST_MS, `${Date.now() - began} ms`)
      assert.deepEqual(await listSnapshots(site.dataDir, AUTHORITY), [])
    })
  }

  test('names that would climb out, or that are markup, are only names', async () => {
    const files = { '../../<img src=x onerror=alert(1)>List 3.csv': listCsv('referral', referrals(3)) }
    const { page } = await site.load(files, '2026-03-31')
    assert.match(mainOf(page), /3 rows read = 3 loaded/)
    assert.doesNotMatch(page, /<img/)
    assert.deepEqual((await readdir(site.root)).sort(), ['data'])
  })

  test('a gigabyte is refused before any of it is stored', async () => {
    const before = await readdir(join(site.dataDir, 'uploads'))
    const answer = await site.app.inject({
      method: 'POST',
      url: '/loads',
      headers: {
        cookie: `throughline-session=${site.sessionOf('ana')}`,
        'sec-fetch-site': 'same-origin',
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': String(2 ** 30),
      },
      payload: Buffer.alloc(10),
    })
    assert.equal(answer.statusCode, 413)
    assert.deepEqual(await readdir(join(site.dataDir, 'uploads')), before)
  })
})
