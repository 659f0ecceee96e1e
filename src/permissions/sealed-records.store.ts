import type { Tx } from '#platform/db'

/** A sealed record, and who may open it. */
export interface SealedRecord {
  readonly id: number
  readonly child_id: string
  readonly sealed_at: string
  readonly sealed_by: string
  readonly reason: string
  readonly people: readonly { readonly id: number; readonly name: string }[]
}

const SEALED = `select seal_id as id, child_id, sealed_at, person.name as sealed_by, reason,
    coalesce(
        (
            select jsonb_agg(jsonb_build_object('id', named.person_id, 'name', who.name) order by who.name, named.person_id)
            from access.sealed_child_person as named
            join access.person as who on who.authority_id = named.authority_id and who.person_id = named.person_id
            where named.authority_id = sealed.authority_id and named.child_id = sealed.child_id
        ),
        '[]'
    ) as people
 from access.sealed_child as sealed
 join access.person on person.authority_id = sealed.authority_id and person.person_id = sealed.sealed_by`

/** Every sealed record, the newest first. There are few. */
export function listSealedRecords(tx: Tx): Promise<SealedRecord[]> {
  return tx.rows<SealedRecord>(`${SEALED} order by seal_id desc`)
}

export function findSealedRecord(tx: Tx, id: number): Promise<SealedRecord | undefined> {
  return tx.maybe<SealedRecord>(`${SEALED} where seal_id = $1`, [id])
}

/**
 * Seals a record for all but the people named, in what is published and what will be; sealed already, the reason and the
 * people become these. Only while doing `child.seal`.
 * @returns how addresses name the seal; undefined when the newest publication has no such child
 */
export async function sealRecord(
  tx: Tx,
  child: string,
  given: { readonly reason: string; readonly people: readonly number[] },
): Promise<number | undefined> {
  const { ref } = await tx.row<{ ref: string | null }>('select access.ref_of_child($1) as ref', [child])
  if (ref === null) return undefined
  await tx.run('select access.seal($1, $2, $3)', [child, given.reason, given.people])
  const { id } = await tx.row<{ id: number }>('select seal_id as id from access.sealed_child where child_id = $1', [
    child,
  ])
  return id
}

/** The seal of a child's record; undefined where there is none. */
export async function findSealOf(tx: Tx, child: string): Promise<number | undefined> {
  const found = await tx.maybe<{ id: number }>('select seal_id as id from access.sealed_child where child_id = $1', [
    child,
  ])
  return found?.id
}

/** Until the visit ends nobody else seals or unseals a record, or names people for one. */
export async function lockSeals(tx: Tx): Promise<void> {
  await tx.run("select pg_advisory_xact_lock(hashtextextended('seals:' || access.in_authority(), 0))")
}

/** Opens a record again to everyone who answers for the child. Only while doing `child.seal`. */
export async function unsealRecord(tx: Tx, child: string): Promise<void> {
  await tx.run('select access.unseal($1)', [child])
}
