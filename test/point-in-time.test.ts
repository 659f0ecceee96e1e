import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLedger, transaction } from '#platform/db'
import { chooseRunAs } from '../src/platform/db/run-as.ts'
import { ensureLedgerDir } from '../src/platform/db/server.cluster.ts'
import { startServer } from '../src/platform/db/server.process.ts'
import { ledgerFiles } from '../src/platform/db/server-files.ts'
import { proofMigrations } from './faults/run-ledger.ts'
import { testEngines } from './ledger-server.ts'

const engine = testEngines().find(({ bin }) => existsSync(join(bin, 'pg_basebackup')))
const skip = engine ? false : 'no pg_basebackup here'
if (skip) console.warn(`RESTORING TO A MOMENT IS NOT TESTED HERE: ${skip} (apt-get install postgresql).`)

test('a server that archives its log is put back to a moment: what was before is there, what came after is not', {
  skip,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'moment-'))
  chmodSync(root, 0o755)
  const files = ledgerFiles(root)
  const [archive, base] = [join(root, 'wal'), join(root, 'base')]
  try {
    await ensureLedgerDir(files, process.getuid?.() === 0)
    const programs = { bin: engine!.bin }
    const runAs = await chooseRunAs([programs.bin, files.dir], files.data)
    for (const dir of [archive, base]) {
      mkdirSync(dir, { mode: 0o700 })
      if (runAs.user) chownSync(dir, runAs.user.uid, runAs.user.gid)
    }
    const settings = { archive_mode: 'on', archive_command: `test ! -f ${archive}/%f && cp %p ${archive}/%f` }
    const start = () => startServer({ programs, files, runAs, settings })
    const open = async (address: Awaited<ReturnType<typeof start>>['address']) => {
      const { host, user, password, database } = address
      const databaseUrl = `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(host)}`
      return openLedger({ dataDir: root, databaseUrl, migrations: proofMigrations })
    }
    const write = (ledger: Awaited<ReturnType<typeof open>>, number: number) =>
      transaction(ledger.app, (tx) => tx.run('insert into proof.acknowledged (number) values ($1)', [number]))

    const first = await start()
    const before = await open(first.address)
    await write(before, 1)
    const { host, user, password } = first.address
    const [setpriv = '', ...asUser] = [...runAs.prefix, join(programs.bin, 'pg_basebackup')]
    const backup = [
      '-h',
      host,
      '-U',
      user,
      '-D',
      join(base, 'data'),
      '-X',
      'none',
      '--checkpoint=fast',
      '--no-manifest',
    ]
    execFileSync(setpriv, [...asUser, ...backup], { env: { PGPASSWORD: password }, cwd: '/', stdio: 'ignore' })
    await write(before, 2)
    const { moment } = await transaction(before.owner, (tx) =>
      tx.row<{ moment: string }>('select clock_timestamp()::text as moment'),
    )
    await sleep(50)
    await write(before, 3)
    await before.stop()
    // The last piece of the log is archived when the server stops.
    await first.stop()
    assert.ok(readdirSync(archive).length > 0)

    renameSync(files.data, join(root, 'lost'))
    renameSync(join(base, 'data'), files.data)
    const config = join(files.data, 'postgresql.auto.conf')
    appendFileSync(
      config,
      `restore_command = 'cp ${archive}/%f %p'\nrecovery_target_time = '${moment}'\nrecovery_target_action = 'promote'\n`,
    )
    writeFileSync(join(files.data, 'recovery.signal'), '')
    if (runAs.user) chownSync(join(files.data, 'recovery.signal'), runAs.user.uid, runAs.user.gid)
    const second = await start()
    for (const end = Date.now() + 20_000; existsSync(join(files.data, 'recovery.signal')); await sleep(50)) {
      assert.ok(Date.now() < end, 'recovery did not end')
    }
    const after = await open(second.address)
    const found = await transaction(after.app, (tx) =>
      tx.rows<{ number: number }>('select number from proof.acknowledged order by 1'),
    )
    assert.deepEqual(
      found.map(({ number }) => number),
      [1, 2],
    )
    await after.stop()
    await second.stop()
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
