import { hashSecret } from '#platform/auth'
import type { Tx } from '#platform/db'
import { isMailAddress } from '#platform/notify'

/** Keeps the address that the provider gave at a sign-in, in place of the one before; none that is no address. */
export async function keepAddress(tx: Tx, session: string, email: string | null): Promise<void> {
  const address = email !== null && isMailAddress(email) ? email : null
  await tx.run('select access.keep_address($1, $2)', [hashSecret(session), address])
}

/** Where a person can be reached: as it was set here, else as their provider says; undefined for who cannot sign in. */
export async function findMailAddress(tx: Tx, authority: string, person: number): Promise<string | undefined> {
  const found = await tx.maybe<{ address: string }>(
    `select held.address
     from access.mail_address as held
     join access.person on person.authority_id = held.authority_id and person.person_id = held.person_id
     where held.authority_id = $1 and held.person_id = $2 and (person.disabled_at is null or person.disabled_at > now())
     order by held.given_by = 'local' desc
     limit 1`,
    [authority, person],
  )
  return found?.address
}
