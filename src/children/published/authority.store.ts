import { randomBytes } from 'node:crypto'
import { transaction } from '#platform/db'
import { beAuthority, type PublishingLedger } from './write-publication.ts'

/** What the ledger holds of an authority before something is published for it. */
export interface Standing {
  readonly referenceKey: Uint8Array
  readonly sealed: readonly string[]
  /** What readers see now; undefined before the first. */
  readonly current: { readonly publication: number; readonly snapshot: string; readonly edition: string } | undefined
}

const KEY_BYTES = 32

/** Enters an authority in the ledger when it is first met, with a key of its own; one that is there stays as it is. */
export async function ensureAuthority(
  { owner }: PublishingLedger,
  authority: { readonly code: string; readonly name: string; readonly isExample: boolean },
): Promise<void> {
  await transaction(owner, (tx) =>
    tx.run(
      `insert into access.authority (authority_id, name, is_example, reference_key)
      values ($1, $2, $3, $4)
      on conflict (authority_id) do nothing`,
      [authority.code, authority.name, authority.isExample, randomBytes(KEY_BYTES)],
    ),
  )
}

/** How an authority stands. @throws Error when it was never entered */
export async function getStanding({ publisher }: PublishingLedger, authority: string): Promise<Standing> {
  return transaction(publisher, async (tx) => {
    await beAuthority(tx, authority)
    const { reference_key: referenceKey, ...rest } = await tx.row<StandingRow>(
      `select
          authority.reference_key,
          array(select child_id from access.sealed_child where authority_id = $1) as sealed,
          publication.publication_id as publication,
          publication.snapshot,
          publication.edition
      from access.authority
      left join published.publication
          on publication.authority_id = authority.authority_id
          and publication.publication_id = authority.publication_id
      where authority.authority_id = $1`,
      [authority],
    )
    const { publication, snapshot, edition } = rest
    const current = publication === null ? undefined : { publication, snapshot: snapshot!, edition: edition! }
    return { referenceKey, sealed: rest.sealed, current }
  })
}

interface StandingRow {
  readonly reference_key: Uint8Array
  readonly sealed: readonly string[]
  readonly publication: number | null
  readonly snapshot: string | null
  readonly edition: string | null
}
