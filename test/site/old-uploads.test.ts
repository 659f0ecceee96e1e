import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ensureAuthority } from '#children'
import { transaction } from '#platform/db'
import { removeForgottenUploads, removeOldUploads } from '#site'
import { addPerson } from '../../src/permissions/access.fixture.ts'
import { type TestLedger, withTestLedger } from '../ledger.ts'

const AUTHORITY = '936'
const NOW = new Date()
const DAY_MS = 24 * 60 * 60 * 1000

let ledger: TestLedger
let uploads: string

before(async () => {
  ledger = await withTestLedger()
  uploads = await mkdtemp(join(tmpdir(), 'uploads-'))
  await ensureAuthority(ledger, { code: AUTHORITY, name: 'Somewhere', isExample: false })
  await addPerson(ledger, AUTHORITY, { subject: 'officer', roles: ['director'] })
})
after(async () => {
  await ledger.stop()
  await rm(uploads, { recursive: true, force: true })
})

/** An upload with one file in a folder of its own, which ended so many days ago. @returns the folder */
async function addUpload(name: string, state: string, daysAgo: number): Promise<string> {
  const folder = join(uploads, name.repeat(32))
  await mkdir(folder)
  await writeFile(join(folder, '0'), 'a file')
  await utimes(folder, NOW, new Date(NOW.getTime() - daysAgo * DAY_MS))
  const files = JSON.stringify([{ name: 'extract.csv', path: join(folder, '0'), bytes: 6, sha256: '' }])
  await transaction(ledger.owner, (tx) =>
    tx.run(
      `insert into load.upload (authority_id, person_id, form_key, as_at, files, state, ended_at)
      select $1, person_id, $2, '2026-03-31', $3, $4, $5 from access.person where subject = 'officer'`,
      [AUTHORITY, name, files, state, new Date(NOW.getTime() - daysAgo * DAY_MS).toISOString()],
    ),
  )
  return folder
}

test('files go a month after their load has ended, the row says so, and what waits for a person keeps its own', async () => {
  const gone = [await addUpload('a', 'loaded', 31), await addUpload('b', 'refused', 40)]
  const kept = [await addUpload('c', 'loaded', 29), await addUpload('d', 'held', 90)]
  assert.equal(await removeOldUploads(ledger.owner, uploads, NOW), 2)
  assert.deepEqual(
    [...gone, ...kept].map((folder) => existsSync(folder)),
    [false, false, true, true],
  )
  const rows = await transaction(ledger.owner, (tx) =>
    tx.rows('select form_key as key, files_removed_at is not null as gone from load.upload order by 1'),
  )
  assert.deepEqual(rows, [
    { key: 'a', gone: true },
    { key: 'b', gone: true },
    { key: 'c', gone: false },
    { key: 'd', gone: false },
  ])
  assert.equal(await removeOldUploads(ledger.owner, uploads, NOW), 0)
})

test('files that are noted as removed and still lie there go with what was forgotten', async () => {
  const folder = await addUpload('e', 'loaded', 60)
  await transaction(ledger.owner, (tx) =>
    tx.run("update load.upload set files_removed_at = now() where form_key = 'e'"),
  )
  assert.equal(await removeForgottenUploads(ledger.owner, uploads, NOW), 1)
  assert.ok(!existsSync(folder))
})
