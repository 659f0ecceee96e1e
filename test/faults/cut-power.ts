import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertLakeIsWhole } from './lake-is-whole.ts'
import { AUTHORITY, startLoad, writeSmallExtract } from './run-load.ts'

/** How the cuts went. */
export interface Cuts {
  /** Cuts in the middle of a load. */
  during: number
  /** Cuts right after a load said that it was done. */
  acknowledged: number
}

/** Why power cannot be cut here, or undefined when it can: that takes root, ext4 and a loop device. */
export function cannotCut(): string | undefined {
  if (process.getuid?.() !== 0) return 'not root'
  if (spawnSync('mkfs.ext4', ['-V']).error) return 'no mkfs.ext4'
  const root = mkdtempSync(join(tmpdir(), 'cut-try-'))
  try {
    const disk = new Disk(root)
    disk.unmount()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** A file with an ext4 file system in it, mounted. What the kernel has not written to the file is lost in a cut. */
export class Disk {
  readonly image: string
  readonly at: string

  constructor(root: string, image = join(root, 'disk.img'), megabytes = 128) {
    this.image = image
    this.at = mkdtempSync(join(root, 'mount-'))
    if (!existsSync(image)) {
      writeFileSync(image, '')
      truncateSync(image, megabytes * 1024 * 1024)
      run('mkfs.ext4', ['-q', '-F', image])
    }
    // Nothing is written back but what is flushed: the journal's own commits wait longer than any cut.
    run('mount', ['-o', 'loop,commit=300', image, this.at])
  }

  /** The disk as it would be found after the power went this moment. */
  cut(root: string): Disk {
    const image = join(root, `cut-${Math.random().toString(36).slice(2)}.img`)
    copyFileSync(this.image, image)
    return new Disk(root, image)
  }

  unmount(): void {
    run('umount', [this.at])
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}: ${stderr.trim()}`)
}

/**
 * Cuts the power while loads run, and right after they have said that they are done: the file system's image is copied
 * as it stands, with nothing that was not flushed, and mounted again. The lake in it must be whole; what was acknowledged
 * must be there, to the byte.
 */
export async function cutPower(times: number, say: (line: string) => void = () => {}): Promise<Cuts> {
  const root = mkdtempSync(join(tmpdir(), 'cuts-'))
  const disk = new Disk(root)
  const dataDir = join(disk.at, 'data')
  const cuts: Cuts = { during: 0, acknowledged: 0 }
  let lasts = 0
  try {
    for (let i = 0; i < times; i++) {
      const before = await assertLakeIsWhole(dataDir, AUTHORITY)
      const started = performance.now()
      const { child, ended } = startLoad(dataDir, writeSmallExtract(root, i))
      if (i > 0) {
        await Promise.race([sleep(lasts * Math.random()), ended])
        child.kill('SIGSTOP')
        await lookAfterCut(root, disk, async (found) => {
          for (const [id, digest] of before.digests) assert.equal(found.digests.get(id), digest, `${id} after a cut`)
        })
        child.kill('SIGCONT')
        cuts.during++
      }
      const { code, stderr } = await ended
      assert.equal(code, 0, stderr)
      lasts = performance.now() - started
      await lookAfterCut(root, disk, async (found) => {
        const now = await assertLakeIsWhole(dataDir, AUTHORITY)
        assert.deepEqual([found.newest, found.digests], [now.newest, now.digests], 'what was acknowledged was lost')
      })
      cuts.acknowledged++
      say(`${i + 1} loads: cut ${cuts.during} times during one and ${cuts.acknowledged} times after; nothing was lost`)
    }
    return cuts
  } finally {
    disk.unmount()
    rmSync(root, { recursive: true, force: true })
  }
}

type LakeState = Awaited<ReturnType<typeof assertLakeIsWhole>>

async function lookAfterCut(root: string, disk: Disk, look: (found: LakeState) => Promise<void>): Promise<void> {
  const unflushed = `unflushed-${Math.random()}`
  writeFileSync(join(disk.at, unflushed), 'lost')
  const found = disk.cut(root)
  try {
    assert.ok(!existsSync(join(found.at, unflushed)), 'the cut loses nothing, so it proves nothing')
    const dataDir = join(found.at, 'data')
    mkdirSync(join(dataDir, 'lake'), { recursive: true })
    await look(await assertLakeIsWhole(dataDir, AUTHORITY))
  } finally {
    found.unmount()
    rmSync(found.image)
  }
}
