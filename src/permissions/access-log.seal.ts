import {
  appendLines,
  BEFORE_THE_FIRST,
  copyFolder,
  entryLine,
  lastSeal,
  sealHash,
  sealLine,
} from '#platform/access-log'
import { type Pool, type Tx, transaction } from '#platform/db'
import { ENTRY_COLUMNS, type EntryRow, entryOf, MOMENT, SETTLED, type SealRow, sealColumns } from './access-log.rows.ts'

/** Entries in one seal at most: what is held in memory at once. */
const BATCH = 5_000

/** Any number that nothing else of ours takes: one process seals at a time. */
const ADVISORY_LOCK = 7_420_261_209

/**
 * Seals all entries that no seal has yet, of every authority, and adds what has been sealed to the copy off the database:
 * `<dataDir>/access-log/<authority>/<day>.ndjson`. Whatever stopped it before, it goes on where seals and copy are.
 *
 * @param owner pool of the owner's role
 * @returns how many entries were sealed
 */
export async function sealAccessLog(owner: Pool, dataDir: string): Promise<number> {
  const authorities = await transaction(owner, (tx) =>
    tx.rows<{ authority_id: string }>('select authority_id from access.authority order by authority_id'),
  )
  let sealed = 0
  for (const { authority_id: authority } of authorities) {
    for (let found = BATCH; found === BATCH; sealed += found) found = await sealBatch(owner, authority)
    await copySeals(owner, authority, copyFolder(dataDir, authority))
  }
  return sealed
}

/** Seals and copies every `everyMs`, until stopped; 20 seconds, so that an entry is off the database within a minute. */
export function keepSealing(
  owner: Pool,
  dataDir: string,
  report: (error: unknown) => void,
  everyMs = 20_000,
): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    running = sealAccessLog(owner, dataDir)
      .catch(report)
      .finally(() => {
        isBusy = false
      })
  }, everyMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

function sealBatch(owner: Pool, authority: string): Promise<number> {
  return transaction(owner, async (tx) => {
    await lock(tx)
    const entries = await listUnsealed(tx, authority)
    if (entries.length > 0) await addSeal(tx, authority, entries)
    return entries.length
  })
}

function lock(tx: Tx): Promise<number> {
  return tx.run('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK])
}

/**
 * Entries that can be seen and that no seal names. Only those above a floor are looked at. A page takes seconds, so what
 * was numbered below the last entry of a seal had been committed ten minutes later, and the next seal had it: the floor is
 * the last entry of the seals up to ten minutes before the newest.
 */
function listUnsealed(tx: Tx, authority: string): Promise<EntryRow[]> {
  return tx.rows<EntryRow>(
    `with settled as (
         select sealed_at
         from access.access_log_seal
         where authority_id = $1
           and sealed_at <= (
               select max(sealed_at) - ${SETTLED} from access.access_log_seal where authority_id = $1
           )
         order by seal_id desc
         limit 1
     ),
     recent as (
         select entry_ids, sealed_at <= (select sealed_at from settled) as is_settled
         from access.access_log_seal
         where authority_id = $1
           and sealed_at >= coalesce((select sealed_at - ${SETTLED} from settled), '-infinity')
     ),
     floor as (
         select coalesce(max(id), 0) as entry_id from recent, unnest(entry_ids) as id where is_settled
     )
     select ${ENTRY_COLUMNS}
     from access.access_log
     where authority_id = $1 and entry_id > (select entry_id from floor)
       and entry_id not in (select id from recent, unnest(entry_ids) as id)
     order by entry_id
     limit ${BATCH}`,
    [authority],
  )
}

async function addSeal(tx: Tx, authority: string, entries: readonly EntryRow[]): Promise<void> {
  const last = await tx.maybe<SealRow>(
    `select ${sealColumns} from access.access_log_seal where authority_id = $1 order by seal_id desc limit 1`,
    [authority],
  )
  const { at: sealedAt } = await tx.row<{ at: string }>(`select ${MOMENT('clock_timestamp()')} as at`)
  const header = { authority, sealId: (last?.seal_id ?? 0) + 1, sealedAt, previous: last?.hash ?? BEFORE_THE_FIRST }
  await tx.run(
    `insert into access.access_log_seal (authority_id, seal_id, entries, entry_ids, sealed_at, previous, hash)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      authority,
      header.sealId,
      entries.length,
      entries.map(({ entry_id }) => entry_id),
      sealedAt,
      header.previous,
      sealHash(header, entries.map(entryOf)),
    ],
  )
}

/** Adds to the copy what it does not have yet, seal by seal. The lock keeps two processes from adding the same. */
function copySeals(owner: Pool, authority: string, folder: string): Promise<void> {
  return transaction(owner, async (tx) => {
    await lock(tx)
    const copied = (await lastSeal(folder))?.seal ?? 0
    const missing = await tx.rows<SealRow>(
      `select ${sealColumns} from access.access_log_seal where authority_id = $1 and seal_id > $2 order by seal_id`,
      [authority, copied],
    )
    for (const seal of missing) await copySeal(tx, authority, folder, seal)
  })
}

async function copySeal(tx: Tx, authority: string, folder: string, seal: SealRow): Promise<void> {
  const entries = await listEntries(tx, authority, seal.entry_ids)
  const { seal_id, sealed_at: sealedAt, entries: count, hash } = seal
  const last = sealLine({ seal: seal_id, sealedAt, entries: count, hash: hash.toString('hex') })
  await appendLines(folder, sealedAt.slice(0, 10), [...entries.map((row) => entryLine(entryOf(row))), last])
}

/** Entries by number, in the order of their numbers. */
export function listEntries(tx: Tx, authority: string, ids: readonly number[]): Promise<EntryRow[]> {
  return tx.rows<EntryRow>(
    `select ${ENTRY_COLUMNS} from access.access_log
     where authority_id = $1 and entry_id = any ($2::bigint[]) order by entry_id`,
    [authority, ids],
  )
}
