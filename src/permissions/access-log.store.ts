import type { Tx } from '#platform/db'
import { PAGE_ROWS } from '#platform/web'
import type { PlainDate } from '#values'

/** One line of the log, as its pages and files show it. */
export interface Looked {
  readonly entryId: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly personId: number
  readonly personName: string
  readonly what: string
  readonly page: string
  readonly children: readonly string[]
  readonly why: string | null
  readonly isExport: boolean
}

export interface Looks {
  readonly total: number
  readonly looks: readonly Looked[]
}

/** Which part of the log: days as people in England have them, both within. */
export interface LogSpan {
  readonly from?: PlainDate | undefined
  readonly to?: PlainDate | undefined
  readonly limit: number
  readonly offset: number
}

interface LookRow {
  readonly entry_id: number
  readonly at: string
  readonly person_id: number
  readonly person_name: string
  readonly what: string
  readonly page: string
  readonly children: readonly string[]
  readonly why: string | null
  readonly is_export: boolean
  readonly total: number
}

const COLUMNS = 'entry_id, at, person_id, person_name, what, page, children, why, is_export, total'
const dayStart = (place: number) => `coalesce($${place}::date::timestamp at time zone 'Europe/London', '-infinity')`
const dayEnd = (place: number) => `coalesce(($${place}::date + 1)::timestamp at time zone 'Europe/London', 'infinity')`

/** Who has looked at a child, newest first. */
export async function listChildLooks(tx: Tx, child: string, span: LogSpan): Promise<Looks> {
  const rows = await tx.rows<LookRow>(
    `select ${COLUMNS} from access.child_looks($1, ${dayStart(2)}, ${dayEnd(3)}, $4, $5)`,
    [child, span.from ?? null, span.to ?? null, span.limit, span.offset],
  )
  return looksOf(rows)
}

/** What a person has looked at, newest first. */
export async function listPersonLooks(tx: Tx, person: number, span: LogSpan): Promise<Looks> {
  const rows = await tx.rows<LookRow>(
    `select entry_id, at, person_id, person.name as person_name, what, page, children, why, is_export,
         count(*) over () as total
     from access.access_log
     join access.person using (authority_id, person_id)
     where person_id = $1 and at >= ${dayStart(2)} and at < ${dayEnd(3)}
     order by entry_id desc
     limit $4 offset $5`,
    [person, span.from ?? null, span.to ?? null, span.limit, span.offset],
  )
  return looksOf(rows)
}

function looksOf(rows: readonly LookRow[]): Looks {
  const looks = rows.map(({ entry_id: entryId, person_id: personId, person_name: personName, ...row }) => ({
    entryId,
    at: row.at,
    personId,
    personName,
    what: row.what,
    page: row.page,
    children: row.children,
    why: row.why,
    isExport: row.is_export,
  }))
  return { total: rows[0]?.total ?? 0, looks }
}

/** Which entry of the log names a child: an address can then say "the second child of that entry" and no number. */
export interface ChildPlace {
  readonly entryId: number
  readonly place: number
}

/** The newest entry that names a child; undefined when nobody has looked. */
export async function findChildPlace(tx: Tx, child: string): Promise<ChildPlace | undefined> {
  const { looks } = await listChildLooks(tx, child, { limit: 1, offset: 0 })
  const [look] = looks
  return look && { entryId: look.entryId, place: look.children.indexOf(child) }
}

/** The number of the child at a place of an entry; undefined where there is none. */
export async function findChildAt(tx: Tx, { entryId, place }: ChildPlace): Promise<string | undefined> {
  const row = await tx.maybe<{ child: string | null }>(
    'select children[$2::integer + 1] as child from access.access_log where entry_id = $1',
    [entryId, place],
  )
  return row?.child ?? undefined
}

/** The number of the child that an address of the site names; undefined for none. */
export async function findChildOfRef(tx: Tx, ref: string): Promise<string | undefined> {
  return (await tx.row<{ child: string | null }>('select access.child_of_ref($1) as child', [ref])).child ?? undefined
}

export interface PersonRow {
  readonly id: number
  readonly name: string
  readonly roles: readonly string[]
  readonly disabled: boolean
}

const PERSON = `select person_id as id, name, disabled_at is not null as disabled,
    array(
        select role from access.person_role as held
        where held.authority_id = person.authority_id and held.person_id = person.person_id and withdrawn_at is null
        order by role
    ) as roles
 from access.person`

/** People by name, or part of one, 50 to a page, and how many there are. */
export async function listPeople(
  tx: Tx,
  name: string,
  offset: number,
): Promise<{ total: number; people: PersonRow[] }> {
  const pattern = `%${name.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
  const people = await tx.rows<PersonRow>(
    `${PERSON} where name ilike $1 order by name, person_id limit ${PAGE_ROWS} offset $2`,
    [pattern, offset],
  )
  const { total } = await tx.row<{ total: number }>('select count(*) as total from access.person where name ilike $1', [
    pattern,
  ])
  return { total, people }
}

export function findPerson(tx: Tx, id: number): Promise<PersonRow | undefined> {
  return tx.maybe<PersonRow>(`${PERSON} where person_id = $1`, [id])
}
