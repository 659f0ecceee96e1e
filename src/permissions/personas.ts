import type { Tx } from '#platform/db'
import { type Role, roles } from './policy.ts'

/** The issuer of people who are signed in as without a provider: of the example county alone. */
export const PERSONAS = 'throughline:personas'

interface Persona {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** What they come for, for the page where one is chosen. */
  readonly comesTo: string
}

/** The people of the example county, and what each comes for. */
export const personas = [
  {
    id: 'manager',
    name: 'Priya Nair',
    role: 'manager',
    comesTo: 'see what is due and late for the children of the team',
  },
  { id: 'worker', name: 'Tom Ellery', role: 'worker', comesTo: 'see what is due and late for their own children' },
  {
    id: 'service-manager',
    name: 'Grace Adeyemi',
    role: 'serviceManager',
    comesTo: 'see how the teams of an area are doing',
  },
  { id: 'analyst', name: 'Daniel Weir', role: 'analyst', comesTo: 'load an extract, fix the data, explain a number' },
  { id: 'quality', name: 'Ruth Callow', role: 'quality', comesTo: 'look for themes and where practice slips' },
  {
    id: 'director',
    name: 'Margaret Oyelaran',
    role: 'director',
    comesTo: 'see three things that need attention, and what is being done',
  },
  { id: 'member', name: 'Councillor Alan Pike', role: 'member', comesTo: 'read figures they can trust' },
  {
    id: 'data-protection',
    name: 'Helen Marsh',
    role: 'dataProtection',
    comesTo: 'ask who has looked at a child, and review opened records',
  },
  { id: 'administrator', name: 'Joe Farrant', role: 'administrator', comesTo: 'look after people, teams and targets' },
] as const satisfies readonly Persona[]

/** What a persona's row on the sign-in page says. */
export interface PersonaChoice {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly comesTo: string
}

interface Placed {
  readonly worker: string
  readonly team: string | null
  readonly area: string | null
}

/**
 * Makes the personas of the example authority and gives them their places: a worker of a team with many kinds of work, that
 * team and its area. A place that an administrator has set is kept, as long as the record knows it. Done as the owner after
 * each publication of the example county.
 *
 * @throws Error for an authority that is not an example: nobody is signed in there without a provider
 */
export async function seedPersonas(tx: Tx, authority: string): Promise<void> {
  const found = await tx.maybe<{ is_example: boolean }>(
    'select is_example from access.authority where authority_id = $1',
    [authority],
  )
  if (found?.is_example !== true) throw new Error('personas are of an example authority only')
  const placed = await findPlace(tx, authority)
  for (const persona of personas) await seedPersona(tx, authority, persona, placed)
}

/** A worker with much to do, in a team of several that does many kinds of work: children in need, on plans and in care. */
function findPlace(tx: Tx, authority: string): Promise<Placed | undefined> {
  return tx.maybe<Placed>(
    `with worker as (
         select caseload.worker, caseload.team, caseload.area, caseload.overdue, caseload.cases,
             sum(caseload.overdue) over (partition by caseload.team) as team_overdue,
             count(*) over (partition by caseload.team) as team_workers,
             max(sign(in_need)) over (partition by caseload.team) + max(sign(on_plan)) over (partition by caseload.team)
                 + max(sign(in_care)) over (partition by caseload.team) as team_kinds
         from published.caseload
         join access.authority using (authority_id, publication_id)
         where authority_id = $1
     )
     select worker, team, area
     from worker
     order by team is null, area is null, team_workers < 3, team_kinds desc, team_overdue desc, overdue desc, cases desc, worker
     limit 1`,
    [authority],
  )
}

async function seedPersona(tx: Tx, authority: string, persona: Persona, placed: Placed | undefined): Promise<void> {
  const { person_id: id } = await tx.row<{ person_id: number }>(
    `insert into access.person as person (authority_id, issuer, subject, name, worker)
     values ($1, $2, $3, $4, $5)
     on conflict (authority_id, issuer, subject) do update
     set name = excluded.name,
         worker = case
             when exists (${IN_RECORD} and caseload.worker = person.worker) then person.worker
             else excluded.worker
         end
     returning person_id`,
    [authority, PERSONAS, persona.id, persona.name, persona.role === 'worker' ? (placed?.worker ?? null) : null],
  )
  await tx.run(
    'insert into access.person_role (authority_id, person_id, role) values ($1, $2, $3) on conflict do nothing',
    [authority, id, persona.role],
  )
  const kind = persona.role === 'manager' ? 'team' : persona.role === 'serviceManager' ? 'area' : undefined
  const place = kind && placed?.[kind]
  if (kind !== undefined && place) await givePlace(tx, authority, id, { kind, place })
}

/** The caseloads that readers see. */
const IN_RECORD = `select from published.caseload
     join access.authority using (authority_id, publication_id)
     where authority_id = $1`

/** Gives a person a place, unless they have one that the record knows; one that it no longer knows is taken away. */
async function givePlace(
  tx: Tx,
  authority: string,
  person: number,
  { kind, place }: { readonly kind: 'team' | 'area'; readonly place: string },
): Promise<void> {
  await tx.run(
    `delete from access.person_place as held
     where authority_id = $1 and person_id = $2
         and not exists (${IN_RECORD} and case held.kind when 'team' then caseload.team else caseload.area end = held.place)`,
    [authority, person],
  )
  await tx.run(
    `insert into access.person_place (authority_id, person_id, kind, place)
     select $1, $2, $3, $4
     where not exists (select from access.person_place where authority_id = $1 and person_id = $2)`,
    [authority, person, kind, place],
  )
}

/** The personas that can be signed in as, of every example authority of the ledger, in the order of `personas`. */
export async function listPersonas(tx: Tx): Promise<(PersonaChoice & { authority: string })[]> {
  const rows = await tx.rows<{ authority_id: string; subject: string; name: string }>(
    'select authority_id, subject, name from access.personas($1)',
    [PERSONAS],
  )
  return personas.flatMap((persona) =>
    rows
      .filter(({ subject }) => subject === persona.id)
      .map(({ authority_id: authority, name }) => ({
        authority,
        id: persona.id,
        name,
        role: roles[persona.role],
        comesTo: persona.comesTo,
      })),
  )
}
