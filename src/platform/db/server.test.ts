import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { proofMigrations, startLedgerRun } from '../../../test/faults/run-ledger.ts'
import { DatabaseFault, LedgerInUse, openLedger, transaction } from './index.ts'
import { isAlive, readMark } from './orphan.ts'
import { chooseRunAs, mayPass } from './run-as.ts'
import { serverSettings, settingArguments } from './server.settings.ts'
import { embeddedPrograms, ledgerFiles } from './server-files.ts'

const root = mkdtempSync(join(tmpdir(), 'embedded-'))
chmodSync(root, 0o755)
after(() => rmSync(root, { recursive: true, force: true }))

const newDir = (): string => mkdtempSync(join(root, 'd-'))
/** Most tests go on with one data directory: each leaves it stopped. */
const dataDir = newDir()
/** A copy of it, since making one takes a second. */
function copyTo(dir: string): string {
  mkdirSync(dir, { recursive: true })
  execFileSync('cp', ['-a', join(dataDir, 'ledger'), dir])
  return dir
}
const open = (dataDir: string) => openLedger({ dataDir, migrations: proofMigrations })
const pidIn = async (dataDir: string): Promise<number> => (await readMark(ledgerFiles(dataDir).data))!.pid

/** Waits for something that must come within the ten seconds that a restart may take. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await isSo()); await sleep(20)) assert.ok(Date.now() < end, 'too late')
}

async function numbersIn(dataDir: string): Promise<Set<number>> {
  const ledger = await open(dataDir)
  const rows = await transaction(ledger.app, (tx) =>
    tx.rows<{ number: number }>('select number from proof.acknowledged'),
  )
  await ledger.stop()
  return new Set(rows.map(({ number }) => number))
}

describe('the embedded server', () => {
  let next = 0

  test('it listens to nobody but its socket, which only its own user may reach, and flushes what it acknowledges', async () => {
    const ledger = await open(dataDir)
    const settings = await transaction(ledger.owner, (tx) =>
      tx.rows<{ name: string; setting: string }>(
        `select name, setting from pg_settings where name = any($1) order by name`,
        [['fsync', 'full_page_writes', 'listen_addresses', 'server_encoding', 'synchronous_commit', 'TimeZone']],
      ),
    )
    const found = Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))
    assert.deepEqual(found, {
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
      TimeZone: 'UTC',
    })
    const files = ledgerFiles(dataDir)
    assert.equal(statSync(files.socket).mode & 0o777, 0o700)
    assert.equal(statSync(files.data).mode & 0o777, 0o700)
    assert.equal(statSync(files.password).mode & 0o777, 0o600)
    assert.ok(!existsSync(join(files.dir, 'password.initdb')))
    assert.doesNotMatch(readFileSync(join(files.data, 'pg_hba.conf'), 'utf8'), /^[^#].*\btrust\b/m)
    await ledger.stop()
  })

  test('names sort and fold by the rules that come with it, whatever the machine has', async () => {
    const ledger = await open(dataDir)
    const { folded } = await transaction(ledger.app, (tx) => tx.row<{ folded: string }>("select lower('ÉÑ') as folded"))
    assert.equal(folded, 'éñ')
    const names = await transaction(ledger.app, (tx) =>
      tx.rows<{ name: string }>(
        `select name from unnest(array['Zoe', 'Élodie', 'eve']) as name order by name collate "en-x-icu"`,
      ),
    )
    assert.deepEqual(
      names.map(({ name }) => name),
      ['Élodie', 'eve', 'Zoe'],
    )
    await ledger.stop()
  })

  test('a second process on the same data directory is refused with the number of the first', async () => {
    const run = startLedgerRun(dataDir, next)
    await run.opened
    await assert.rejects(open(dataDir), (error) => {
      assert.ok(error instanceof LedgerInUse)
      assert.match(error.message, new RegExp(`already runs on the data directory .* \\(process ${run.child.pid}\\)`))
      return true
    })
    next += 1_000_000
    const pid = await pidIn(dataDir)
    run.child.kill('SIGTERM')
    assert.equal((await run.ended).signal, 'SIGTERM')
    assert.ok(!isAlive(pid), 'the program ended before its server')
    assert.equal(await readMark(ledgerFiles(dataDir).data), undefined)
  })

  test('a program killed at once takes its server with it, and the next start has all that was acknowledged', async () => {
    const run = startLedgerRun(dataDir, next)
    await run.opened
    next += 1_000_000
    const pid = await pidIn(dataDir)
    run.child.kill('SIGKILL')
    await run.ended
    const found = await numbersIn(dataDir)
    assert.ok(run.acknowledged.length > 0)
    assert.deepEqual(
      run.acknowledged.filter((number) => !found.has(number)),
      [],
    )
    await until(() => !isAlive(pid))
  })

  test('a server killed at once is started again by itself, and has all that was acknowledged', async () => {
    const run = startLedgerRun(dataDir, next)
    await run.opened
    next += 1_000_000
    const pid = await pidIn(dataDir)
    process.kill(pid, 'SIGKILL')
    const before = run.acknowledged.length
    for (const until = Date.now() + 10_000; run.acknowledged.length <= before + 5 && Date.now() < until; )
      await sleep(20)
    assert.ok(
      run.acknowledged.length > before + 5,
      (await Promise.race([run.ended, sleep(0)]))?.stderr ?? 'not started',
    )
    assert.notEqual(await pidIn(dataDir), pid)
    run.child.kill('SIGTERM')
    await run.ended
    const found = await numbersIn(dataDir)
    assert.deepEqual(
      run.acknowledged.filter((number) => !found.has(number)),
      [],
    )
  })

  test('a server that was left running is stopped by the next start, which has all that it was told', async () => {
    const files = ledgerFiles(realpathSync(dataDir))
    const { prefix } = await chooseRunAs([files.data], files.data)
    // As on a machine whose kernel does not tell a server that its program is gone.
    const plain = prefix.filter((word, i) => word !== '--pdeathsig' && prefix[i - 1] !== '--pdeathsig')
    mkdirSync(files.socket, { recursive: true })
    chownSync(files.socket, statSync(files.data).uid, statSync(files.data).gid)
    const [first = '', ...rest] = [...plain, join(embeddedPrograms().bin, 'postgres'), '-D', files.data]
    const args = [...rest, ...settingArguments({ ...serverSettings, unix_socket_directories: files.socket })]
    const left = spawn(first, args, { cwd: '/', detached: true, stdio: 'ignore' })
    left.unref()
    await until(async () => (await readMark(files.data))?.isReady === true)
    const ledger = await open(dataDir)
    assert.notEqual(await pidIn(dataDir), left.pid)
    assert.ok(!isAlive(left.pid!) || left.exitCode !== null)
    await ledger.stop()
  })

  test('a mark that names a process which is no server of ours does not keep it from starting', async () => {
    await (await open(dataDir)).stop()
    const { data } = ledgerFiles(dataDir)
    writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n0\n5432\n/tmp\n\n0 0\nready\n`)
    await (await open(dataDir)).stop()
    assert.ok(isAlive(process.pid))
  })

  test('a first start cut off in the middle begins again', async () => {
    const cutOff = newDir()
    const files = ledgerFiles(cutOff)
    mkdirSync(join(files.newData, 'base'), { recursive: true })
    await (await open(cutOff)).stop()
    assert.ok(!existsSync(files.newData))
  })

  test('a data directory with a path too long for a socket works', async () => {
    const long = copyTo(join(newDir(), 'x'.repeat(120)))
    const ledger = await open(long)
    assert.equal((await transaction(ledger.app, (tx) => tx.row<{ one: number }>('select 1 as one'))).one, 1)
    const { socketDir } = (await readMark(ledgerFiles(long).data))!
    assert.equal(statSync(socketDir).mode & 0o777, 0o700)
    await ledger.stop()
    assert.ok(!existsSync(socketDir))
  })

  test('a data directory in a folder closed to all but root works when root starts it', async () => {
    const closed = newDir()
    chmodSync(closed, 0o700)
    const ledger = await open(copyTo(closed))
    assert.equal((await transaction(ledger.app, (tx) => tx.row<{ one: number }>('select 1 as one'))).one, 1)
    const pid = await pidIn(closed)
    if (existsSync(`/proc/${pid}/status`) && process.getuid?.() === 0) {
      assert.doesNotMatch(readFileSync(`/proc/${pid}/status`, 'utf8'), /^Uid:\s+0\b/m)
    }
    await ledger.stop()
  })

  test('its log holds no value of a row that was refused', async () => {
    const ledger = await open(dataDir)
    const insert = "insert into proof.note (authority_id, said, said_on) values ('936', 'Ann Example', $1)"
    await assert.rejects(
      transaction(ledger.owner, (tx) => tx.run(insert, ['Ann Example was born'])),
      DatabaseFault,
    )
    await assert.rejects(
      transaction(ledger.owner, (tx) =>
        tx.copyIn('proof.note', ['authority_id', 'said', 'said_on'], ['936\tAnn Example\tx\n']),
      ),
      DatabaseFault,
    )
    await ledger.stop()
    const log = readFileSync(ledgerFiles(dataDir).log, 'utf8')
    assert.match(log, /ready to accept connections/)
    assert.doesNotMatch(log, /Ann|ERROR/)
  })
})

describe('whether a user may pass a folder', () => {
  const user = { uid: 10, gid: 20 }
  const cases = [
    ['its own, with the bit', { uid: 10, gid: 1, mode: 0o700 }, true],
    ['its own, without', { uid: 10, gid: 20, mode: 0o077 }, false],
    ["of its group, with the group's bit", { uid: 1, gid: 20, mode: 0o710 }, true],
    ['of its group, without', { uid: 1, gid: 20, mode: 0o701 }, false],
    ["another's, open to all", { uid: 1, gid: 1, mode: 0o711 }, true],
    ["another's, closed", { uid: 0, gid: 0, mode: 0o700 }, false],
  ] as const
  for (const [title, folder, may] of cases) test(title, () => assert.equal(mayPass(folder, user), may))
})
