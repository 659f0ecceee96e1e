import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '#platform/db'
import { listCsv, mainOf, referrals, TestSite } from '../site/site.fixture.ts'
import { LedgerSite } from './ledger-away.ts'

/** Why no small disk can be made here, or undefined when it can. */
export function cannotFill(): string | undefined {
  if (process.getuid?.() !== 0) return 'not root'
  try {
    new SmallDisk(4).remove()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** A file system of its own with little room. */
class SmallDisk {
  readonly at: string

  constructor(megabytes: number) {
    this.at = mkdtempSync(join(tmpdir(), 'small-'))
    const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.at], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`mount: ${stderr?.trim()}`)
    chmodSync(this.at, 0o755)
  }

  /** Takes all the room there is but some bytes. */
  fill(leaving = 0): void {
    const { bavail, bsize } = statfsSync(this.at)
    const bytes = Math.max(0, bavail * bsize - leaving)
    spawnSync('dd', ['if=/dev/zero', `of=${join(this.at, 'full')}`, 'bs=64k', `count=${Math.ceil(bytes / 65_536)}`])
  }

  free(): void {
    rmSync(join(this.at, 'full'), { force: true })
  }

  /** Does `work` while temporary folders, and so the data directories of tests, are made here. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    const before = process.env.TMPDIR
    process.env.TMPDIR = this.at
    try {
      return await work()
    } finally {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
    }
  }

  remove(): void {
    spawnSync('umount', ['-l', this.at])
    rmSync(this.at, { recursive: true, force: true })
  }
}

/** Fills the disk of uploads and of the lake: an upload is refused with a page that says why, and taken when there is room again. */
export async function fillUploads(): Promise<void> {
  const disk = new SmallDisk(24)
  const site = await disk.within(() => TestSite.open({ works: false }))
  try {
    const csv = listCsv('referral', referrals(20_000))
    disk.fill(512 * 1024)
    const { statusCode, body } = await site.send({ 'List 3.csv': csv }, '2026-03-31')
    assert.equal(statusCode, 507, mainOf(body))
    assert.match(mainOf(body), /no room/i)
    assert.equal((await site.ledger.owner.query('select from load.upload')).rowCount, 0)
    assert.deepEqual(filesOf(join(site.dataDir, 'uploads')), [])
    assert.equal((await site.get('/loads')).statusCode, 200)
    disk.free()
    const sent = await site.send({ 'List 3.csv': csv }, '2026-03-31')
    assert.equal(sent.statusCode, 303, mainOf(sent.body))
    assert.equal((await site.ledger.owner.query('select from load.upload')).rowCount, 1)
  } finally {
    await site.close()
    disk.remove()
  }
}

function filesOf(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}

const BACK_MS = 30_000

/** Fills the disk of the ledger while it is written to. @returns how many writes it had acknowledged; none is lost */
export async function fillLedger(): Promise<{ acknowledged: number; refused: number }> {
  const disk = new SmallDisk(160)
  const site = await disk.within(() => LedgerSite.open())
  try {
    await transaction(site.ledger.owner, async (tx) => {
      await tx.run('create schema proof')
      await tx.run('create table proof.written (number integer, filler text)')
    })
    disk.fill(6 * 2 ** 20)
    const acknowledged: number[] = []
    let refused = 0
    for (let number = 0; number < 4_000 && refused < 3; number++) {
      await write(site, number).then(
        () => acknowledged.push(number),
        (error: { status?: number }) => {
          assert.equal(error.status, 503, String(error))
          refused++
        },
      )
    }
    assert.ok(refused > 0, 'the disk was never full')
    const { statusCode, body } = await site.get()
    assert.ok(
      statusCode === 200 || (statusCode === 503 && /<h1 class="govuk-heading-l">/.test(body)),
      String(statusCode),
    )
    disk.free()
    const from = Date.now()
    while (
      !(await write(site, -1).then(
        () => true,
        () => false,
      ))
    ) {
      assert.ok(Date.now() - from < BACK_MS, 'it did not recover by itself')
      await sleep(200)
    }
    const rows = await transaction(site.ledger.owner, (tx) =>
      tx.rows<{ number: number }>('select number from proof.written'),
    )
    const found = new Set(rows.map(({ number }) => number))
    assert.equal(acknowledged.filter((number) => !found.has(number)).length, 0, 'what was acknowledged was lost')
    assert.equal((await site.get()).statusCode, 200)
    return { acknowledged: acknowledged.length, refused }
  } finally {
    disk.free()
    await site.close()
    disk.remove()
  }
}

/** What does not compress: the ledger must find room for all of it. */
const FILLER = 16_384

function write({ ledger }: LedgerSite, number: number): Promise<number> {
  return transaction(ledger.owner, (tx) =>
    tx.run(
      `insert into proof.written (number, filler)
      select $1, string_agg(md5(random()::text), '') from generate_series(1, $2)`,
      [number, FILLER / 32],
    ),
  )
}
