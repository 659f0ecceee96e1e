import { hashSecret, newSecret } from '#platform/auth'
import { type Ledger, type Tx, transaction } from '#platform/db'

/** Someone of the staff who is signed in, and what they have to look at. */
export interface StaffMember {
  readonly authority: string
  readonly person: number
  readonly role: StaffRole
  readonly session: string
  readonly csrf: string
  /** Children they answer for, some of them: what addresses call them, their number and their birthday. */
  readonly children: readonly (readonly [ref: string, id: string, born: string | null])[]
}

/** A question about a measure that waits for an answer. */
export interface OpenQuestion {
  readonly authority: string
  readonly id: number
  version: number
}

export interface Staff {
  readonly people: readonly StaffMember[]
  /** Measures whose figures and rows there are to look at. */
  readonly measures: readonly string[]
  readonly questions: readonly OpenQuestion[]
}

/** How many in a hundred of the staff have each role; the rest are workers. */
const shares = { manager: 14, serviceManager: 2, quality: 3, analyst: 2, director: 1 } as const

export type StaffRole = keyof typeof shares | 'worker'

/** What this bench writes is told by it, and removed at the next beginning. */
const ISSUER = 'throughline:bench'
export const BREAK_GLASS_REASON = 'Measured: a record opened by the bench of pages'

/** Signs `count` people of each authority in, with real caseloads, teams and areas, in place of those of an earlier run. */
export async function seedStaff(ledger: Pick<Ledger, 'owner'>, count: number): Promise<Staff> {
  return transaction(ledger.owner, async (tx) => {
    await tx.run(
      'delete from access.notice where break_glass_id in (select break_glass_id from access.break_glass where reason = $1)',
      [BREAK_GLASS_REASON],
    )
    await tx.run('delete from access.break_glass where reason = $1', [BREAK_GLASS_REASON])
    const authorities = await tx.rows<{ code: string; publication: number }>(
      'select authority_id as code, publication_id as publication from access.authority where publication_id is not null',
    )
    const people: StaffMember[] = []
    const questions: OpenQuestion[] = []
    for (const { code, publication } of authorities) {
      people.push(...(await seedAuthority(tx, { code, publication, count })))
      questions.push(...(await seedQuestions(tx, code)))
    }
    const measures = await tx.rows<{ id: string }>(
      `select distinct measure_id as id from published.measure where audience = 'inside' and rows_behind > 0`,
    )
    return { people, questions, measures: measures.map(({ id }) => id).sort() }
  })
}

interface Seeding {
  readonly code: string
  readonly publication: number
  readonly count: number
}

async function seedAuthority(tx: Tx, { code, publication, count }: Seeding): Promise<StaffMember[]> {
  const roles = rolesOf(count)
  await tx.run(PEOPLE_SQL, [code, publication, ISSUER, roles])
  await tx.run(ROLES_SQL, [code, ISSUER, roles])
  await tx.run(PLACES_SQL, [code, publication, ISSUER, roles])
  await tx.run('delete from access.session where authority_id = $1', [code])
  const secrets = roles.map(() => ({ session: newSecret(), csrf: newSecret() }))
  await tx.run(SESSIONS_SQL, [
    code,
    ISSUER,
    secrets.map(({ session }) => hashSecret(session)),
    secrets.map(({ csrf }) => csrf),
  ])
  const holders = await tx.rows<{ n: number; person: number; children: StaffMember['children'] | null }>(REACH_SQL, [
    code,
    publication,
    ISSUER,
    roles,
  ])
  return holders.flatMap(({ n, person, children }) => {
    const { session, csrf } = secrets[n - 1]!
    return [{ authority: code, person, role: roles[n - 1]!, session, csrf, children: children ?? [] }]
  })
}

/** The role of each, spread evenly. */
function rolesOf(count: number): StaffRole[] {
  const others = Object.entries(shares).flatMap(([role, share]) => Array<StaffRole>(share).fill(role as StaffRole))
  return Array.from({ length: count }, (_, n) => others[(n * 37) % 100] ?? 'worker')
}

const ROLE_STEP = `role as (
    select subject, role, row_number() over (partition by role order by subject) as nth
    from unnest($4::text[]) with ordinality as given (role, subject)
)`

/** Workers by name of the published caseloads, one after another and round again. */
const PEOPLE_SQL = `with ${ROLE_STEP},
worker as (
    select worker, row_number() over (order by md5(worker)) as nth, count(*) over () as workers
    from published.caseload
    where authority_id = $1 and publication_id = $2 and cases > 0
)
insert into access.person as person (authority_id, issuer, subject, name, worker)
select $1, $3, role.subject::text, 'Measured person ' || role.subject, worker.worker
from role
left join worker on role.role = 'worker' and worker.nth = 1 + (role.nth - 1) % worker.workers
on conflict (authority_id, issuer, subject) do update set worker = excluded.worker`

const ROLES_SQL = `insert into access.person_role (authority_id, person_id, role)
select person.authority_id, person.person_id, ($3::text[])[person.subject::integer]
from access.person
where authority_id = $1 and issuer = $2 and subject::integer <= cardinality($3::text[])
on conflict do nothing`

/** Teams to managers and areas to service managers, one after another and round again. */
const PLACES_SQL = `with ${ROLE_STEP},
place as (
    select kind, place, row_number() over (partition by kind order by md5(place)) as nth, count(*) over (partition by kind) as places
    from (
        select distinct 'team' as kind, team as place from published.caseload
        where authority_id = $1 and publication_id = $2 and team is not null
        union
        select distinct 'area', area from published.caseload
        where authority_id = $1 and publication_id = $2 and area is not null
    ) as one
)
insert into access.person_place (authority_id, person_id, kind, place)
select $1, person.person_id, place.kind, place.place
from role
join place
    on place.kind = case role.role when 'manager' then 'team' when 'serviceManager' then 'area' end
    and place.nth = 1 + (role.nth - 1) % place.places
join access.person on person.authority_id = $1 and person.issuer = $3 and person.subject = role.subject::text
on conflict do nothing`

const SESSIONS_SQL = `insert into access.session (authority_id, session_hash, person_id, csrf)
select person.authority_id, given.hash, person.person_id, given.csrf
from unnest($3::bytea[], $4::text[]) with ordinality as given (hash, csrf, subject)
join access.person on person.authority_id = $1 and person.issuer = $2 and person.subject = given.subject::text`

/** Up to thirty children of each: own, of the team, of the area, or of the authority; those with something open. */
const REACH_SQL = `with ${ROLE_STEP},
person as (
    select
        person.person_id, role.subject,
        case
            when role.role = 'worker' then 'w:' || person.worker
            when place.place is not null then left(place.kind, 1) || ':' || place.place
            else '*'
        end as holder
    from role
    join access.person on person.authority_id = $1 and person.issuer = $3 and person.subject = role.subject::text
    left join access.person_place as place
        on place.authority_id = person.authority_id and place.person_id = person.person_id
),
open_child as (
    select holder, json_build_array(ref, child_id, date_of_birth) as child,
        row_number() over (partition by holder order by md5(child_id)) as nth
    from published.child
    cross join lateral unnest(holders) as holder
    where authority_id = $1 and publication_id = $2 and status <> 'closed'
),
chosen as (
    select holder, json_agg(child) as children
    from open_child
    where nth <= 30
    group by holder
)
select person.subject as n, person.person_id as person, chosen.children
from person
left join chosen using (holder)
order by person.subject`

/** Asks about forty measures, so that there is something to answer. */
async function seedQuestions(tx: Tx, code: string): Promise<OpenQuestion[]> {
  await tx.run(
    `insert into figures.narrative (authority_id, measure_id, since, question)
     select authority_id, measure_id, date '2025-10-01', 'What lies behind it, and what is being done?'
     from published.measure join access.authority using (authority_id, publication_id)
     where authority_id = $1 and audience = 'inside' order by place limit 40
     on conflict on constraint narrative_once do nothing`,
    [code],
  )
  return tx.rows<OpenQuestion>(
    'select authority_id as authority, narrative_id as id, version from figures.narrative where authority_id = $1',
    [code],
  )
}
