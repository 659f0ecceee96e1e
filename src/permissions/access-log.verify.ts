import { BEFORE_THE_FIRST, copyFolder, readSeals, sealHash } from '#platform/access-log'
import { type Pool, type Tx, transaction } from '#platform/db'
import { entryOf, SETTLED, type SealRow, sealColumns } from './access-log.rows.ts'
import { listEntries } from './access-log.seal.ts'

/** One thing that is not as it was written. */
export interface Tampering {
  readonly kind: 'changed' | 'missing' | 'added' | 'chain' | 'copy'
  /** The seal where it shows; undefined for an entry that no seal has. */
  readonly seal?: number
  readonly message: string
}

export interface Verified {
  readonly seals: number
  readonly entries: number
  readonly tampering: readonly Tampering[]
}

/**
 * Goes along the chain of an authority and compares it with the log and with the copy off the database: any entry changed,
 * removed or slipped in, any seal changed or removed, and an end that was cut off while the copy still has it.
 *
 * Entries of the last minute that are not sealed yet are not looked at.
 */
export function verifyAccessLog(owner: Pool, authority: string, dataDir: string): Promise<Verified> {
  return transaction(
    owner,
    async (tx) => {
      const tampering: Tampering[] = []
      const chain = await verifyChain(tx, authority, tampering)
      tampering.push(...(await listAdded(tx, authority)))
      tampering.push(...(await compareCopy(chain.hashes, copyFolder(dataDir, authority))))
      return { seals: chain.hashes.size, entries: chain.entries, tampering }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

interface Chain {
  /** Hash of each seal, in hexadecimal, as it is stored. */
  readonly hashes: ReadonlyMap<number, string>
  readonly entries: number
}

async function verifyChain(tx: Tx, authority: string, tampering: Tampering[]): Promise<Chain> {
  const hashes = new Map<number, string>()
  let [entries, last]: [number, SealRow | undefined] = [0, undefined]
  for (;;) {
    const seal: SealRow | undefined = await nextSeal(tx, authority, last?.seal_id ?? 0)
    if (seal === undefined) return { hashes, entries }
    tampering.push(...(await verifySeal(tx, authority, seal, last)))
    hashes.set(seal.seal_id, seal.hash.toString('hex'))
    entries += seal.entry_ids.length
    last = seal
  }
}

function nextSeal(tx: Tx, authority: string, after: number): Promise<SealRow | undefined> {
  return tx.maybe<SealRow>(
    `select ${sealColumns} from access.access_log_seal where authority_id = $1 and seal_id > $2 order by seal_id limit 1`,
    [authority, after],
  )
}

async function verifySeal(tx: Tx, authority: string, seal: SealRow, last: SealRow | undefined): Promise<Tampering[]> {
  const found: Tampering[] = []
  const tell = (kind: Tampering['kind'], message: string) => found.push({ kind, seal: seal.seal_id, message })
  if (seal.seal_id !== (last?.seal_id ?? 0) + 1) tell('chain', 'a seal before this one is missing')
  if (!seal.previous.equals(last?.hash ?? BEFORE_THE_FIRST)) tell('chain', 'it does not follow the seal before it')
  const rows = await listEntries(tx, authority, seal.entry_ids)
  const missing = seal.entry_ids.length - rows.length
  if (missing > 0) tell('missing', `${missing} of its ${seal.entry_ids.length} entries are gone`)
  const { seal_id: sealId, sealed_at: sealedAt, previous, hash } = seal
  if (!sealHash({ authority, sealId, sealedAt, previous }, rows.map(entryOf)).equals(hash) && missing === 0)
    tell('changed', 'its entries, or the seal itself, are not what was sealed')
  return found
}

/** Entries that no seal has though a seal was made more than ten minutes after they say they were written, or after their number. */
async function listAdded(tx: Tx, authority: string): Promise<Tampering[]> {
  const rows = await tx.rows<{ entry_id: number }>(
    `with named as (
         select unnest(entry_ids) as entry_id from access.access_log_seal where authority_id = $1
     ),
     last as (
         select max(sealed_at) - ${SETTLED} as settled_at from access.access_log_seal where authority_id = $1
     ),
     settled as (
         select max(id) as entry_id
         from access.access_log_seal, last, unnest(entry_ids) as id
         where authority_id = $1 and sealed_at <= settled_at
     )
     select entry_id
     from access.access_log
     where authority_id = $1
       and (at < (select settled_at from last) or entry_id <= (select entry_id from settled))
       and not exists (select from named where named.entry_id = access_log.entry_id)
     order by entry_id
     limit 100`,
    [authority],
  )
  return rows.map(({ entry_id }) => ({ kind: 'added', message: `entry ${entry_id} is in no seal` }))
}

async function compareCopy(hashes: ReadonlyMap<number, string>, folder: string): Promise<Tampering[]> {
  const found: Tampering[] = []
  let expected = 1
  for await (const { seal, hash, entries, lines } of readSeals(folder)) {
    if (seal !== expected) found.push({ kind: 'copy', seal: expected, message: 'the copy lacks this seal' })
    if (hashes.get(seal) !== hash)
      found.push({ kind: 'copy', seal, message: 'the database does not have this seal as the copy has it' })
    if (lines.length !== entries) found.push({ kind: 'copy', seal, message: 'the copy lacks entries of this seal' })
    expected = seal + 1
  }
  return found
}
