import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { annexA } from '#children'
import { type LoadResult, load, openSnapshot, type Stage } from '#imports'
import type { DuckDb } from '#platform/lake'
import { plainDate } from '#values'

/** A data directory of children's services, with a folder beside it for the files that are loaded; remove it when done. */
export class CountyFolder {
  readonly root: string = mkdtempSync(join(tmpdir(), 'county-'))
  readonly dataDir: string = join(this.root, 'data')
  readonly authority: string

  constructor(authority = '936') {
    this.authority = authority
  }

  async load(path: string, asAt: string, stages: readonly Stage[] = []): Promise<LoadResult> {
    const outcome = await load({
      dataDir: this.dataDir,
      authority: this.authority,
      asAt: plainDate(asAt),
      paths: [path],
      format: annexA,
      stages,
      now: '2026-11-22T09:00:00.000Z',
      accept: true,
      threads: 1,
    })
    if (!outcome.ok) assert.fail(`refused: ${JSON.stringify(outcome.problems)}`)
    for (const { table, read, loaded, rejected } of outcome.value.tables) assert.equal(read, loaded + rejected, table)
    return outcome.value
  }

  /** Works with a snapshot, the newest unless told. */
  async open<T>(work: (db: DuckDb, dir: string) => Promise<T>, snapshot?: string): Promise<T> {
    const choice = { dataDir: this.dataDir, authority: this.authority, ...(snapshot ? { snapshot } : {}) }
    const opened = await openSnapshot(choice, annexA, { threads: 1 })
    if (!opened.ok) assert.fail(JSON.stringify(opened.problems))
    try {
      return await work(opened.value.db, opened.value.dir)
    } finally {
      opened.value.db.close()
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
