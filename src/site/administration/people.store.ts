import type { Tx } from '#platform/db'
import type { Outcome } from '#values'

/** A person as who administers sees them. */
export interface Person {
  readonly id: number
  readonly name: string
  readonly worker: string | null
  readonly disabled: boolean
  readonly roles: readonly string[]
  readonly teams: readonly string[]
  readonly areas: readonly string[]
  readonly version: number
}

// Row-level security keeps each of these to the visit's authority, and the changes to those who administer.

const PERSON_SQL = `
select
    person.person_id as id,
    person.name,
    person.worker,
    person.disabled_at is not null as disabled,
    array(
        select role from access.person_role as held
        where held.authority_id = person.authority_id and held.person_id = person.person_id and held.withdrawn_at is null
        order by role
    ) as roles,
    array(
        select place from access.person_place as held
        where held.authority_id = person.authority_id and held.person_id = person.person_id and held.kind = 'team'
        order by place
    ) as teams,
    array(
        select place from access.person_place as held
        where held.authority_id = person.authority_id and held.person_id = person.person_id and held.kind = 'area'
        order by place
    ) as areas,
    person.version
from access.person`

/** Everyone who has ever signed in, by name. */
export function listPeople(tx: Tx): Promise<readonly Person[]> {
  return tx.rows<Person>(`${PERSON_SQL} order by person.disabled_at is not null, person.name, person.person_id`)
}

/** The person of that number; undefined where there is none. */
export function findPerson(tx: Tx, id: number): Promise<Person | undefined> {
  return tx.maybe<Person>(`${PERSON_SQL} where person.person_id = $1`, [id])
}

/** Teams and areas that the newest snapshot knows, and workers, for the choices of a form. */
export function getPlaces(tx: Tx): Promise<{ readonly teams: readonly string[]; readonly areas: readonly string[] }> {
  return tx.row('select teams, areas from access.places()')
}

/** What a form says of a person. */
export interface PersonChange {
  readonly id: number
  readonly version: number
  readonly worker: string | null
  readonly disabled: boolean
  readonly roles: readonly string[]
  readonly teams: readonly string[]
  readonly areas: readonly string[]
}

/**
 * Makes a person what the form says. A role that the identity provider gives and that is taken away here stays taken away.
 *
 * @returns a refusal `changed` when someone else has changed the person meanwhile: nothing is overwritten
 */
export async function changePerson(tx: Tx, change: PersonChange): Promise<Outcome<void>> {
  const touched = await tx.run(
    `update access.person
    set worker = $3, disabled_at = case when $4 then coalesce(disabled_at, now()) end, version = version + 1
    where person_id = $1 and version = $2`,
    [change.id, change.version, change.worker, change.disabled],
  )
  if (touched !== 1) {
    return { ok: false, problems: [{ code: 'changed', message: 'Someone else changed this person meanwhile' }] }
  }
  await tx.run(
    `update access.person_role set withdrawn_at = now()
    where person_id = $1 and withdrawn_at is null and role <> all ($2::text[])`,
    [change.id, change.roles],
  )
  await tx.run(
    `insert into access.person_role (authority_id, person_id, role)
    select current_setting('app.authority'), $1, role from unnest($2::text[]) as given (role)
    on conflict (authority_id, person_id, role) do update set withdrawn_at = null`,
    [change.id, change.roles],
  )
  await replacePlaces(tx, change)
  return { ok: true, value: undefined }
}

async function replacePlaces(tx: Tx, { id, teams, areas }: PersonChange): Promise<void> {
  const kinds = [...teams.map(() => 'team'), ...areas.map(() => 'area')]
  const places = [...teams, ...areas]
  await tx.run(
    `delete from access.person_place as held
    where person_id = $1
        and not exists (select from unnest($2::text[], $3::text[]) as given (kind, place)
            where given.kind = held.kind and given.place = held.place)`,
    [id, kinds, places],
  )
  await tx.run(
    `insert into access.person_place (authority_id, person_id, kind, place)
    select current_setting('app.authority'), $1, given.kind, given.place
    from unnest($2::text[], $3::text[]) as given (kind, place)
    on conflict do nothing`,
    [id, kinds, places],
  )
}

/** What a claim of the identity provider (an app role or a group) gives: a role, and perhaps a team or an area. */
export interface RoleMapping {
  readonly claim: string
  readonly role: string
  readonly team: string
  readonly area: string
}

/** The mappings, by claim. */
export function listRoleMappings(tx: Tx): Promise<readonly RoleMapping[]> {
  return tx.rows<RoleMapping>(
    'select claim, role, team, area from access.role_mapping order by claim, role, team, area',
  )
}

/** Adds a mapping; one that is there already stays as it is. */
export async function addRoleMapping(tx: Tx, { claim, role, team, area }: RoleMapping): Promise<void> {
  await tx.run(
    `insert into access.role_mapping (authority_id, claim, role, team, area)
    values (current_setting('app.authority'), $1, $2, $3, $4)
    on conflict do nothing`,
    [claim, role, team, area],
  )
}

/** Removes a mapping. People lose what it gave when they next sign in. */
export async function removeRoleMapping(tx: Tx, { claim, role, team, area }: RoleMapping): Promise<void> {
  await tx.run('delete from access.role_mapping where claim = $1 and role = $2 and team = $3 and area = $4', [
    claim,
    role,
    team,
    area,
  ])
}
