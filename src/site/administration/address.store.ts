import type { Tx } from '#platform/db'

/** Where a person is told of things by mail. */
export interface PersonAddress {
  /** What the identity provider said at the last sign-in. */
  readonly provider: string | null
  /** What was set here, which is used in its place. */
  readonly local: string | null
}

// Row-level security keeps these to the visit's authority, and to those who administer.

export function getAddress(tx: Tx, person: number): Promise<PersonAddress> {
  return tx.row<PersonAddress>(
    `select max(address) filter (where given_by = 'provider') as provider,
         max(address) filter (where given_by = 'local') as local
     from access.mail_address where person_id = $1`,
    [person],
  )
}

/** Sets an address here; none gives way to what the provider says. */
export async function setAddress(tx: Tx, person: number, address: string): Promise<void> {
  if (address === '') {
    await tx.run("delete from access.mail_address where person_id = $1 and given_by = 'local'", [person])
    return
  }
  await tx.run(
    `insert into access.mail_address (authority_id, person_id, given_by, address)
     values (access.in_authority(), $1, 'local', $2)
     on conflict (authority_id, person_id, given_by) do update set address = excluded.address`,
    [person, address],
  )
}
