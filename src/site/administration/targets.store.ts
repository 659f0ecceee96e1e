import type { Tx } from '#platform/db'

/** Who answers for a measure and what it is to reach, as set here. */
export interface MeasureSetting {
  readonly measure: string
  readonly owner: string | null
  readonly target: number | null
}

/** What has been set, for the measures for which something has. */
export function listMeasureSettings(tx: Tx): Promise<readonly MeasureSetting[]> {
  return tx.rows<MeasureSetting>(`
select measure_id as measure, person.name as owner, target.value::float8 as target
from figures.owner
full join figures.target using (authority_id, measure_id)
left join access.person using (authority_id, person_id)
order by measure_id`)
}

/** Until the visit ends nobody else sets the owner or the target of this measure. */
export async function lockMeasure(tx: Tx, measure: string): Promise<void> {
  await tx.run(
    "select pg_advisory_xact_lock(hashtextextended('measure:' || current_setting('app.authority') || ':' || $1, 0))",
    [measure],
  )
}

/** People who may be named as owners: those who may answer for a figure. */
export function listPossibleOwners(
  tx: Tx,
  roles: readonly string[],
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  return tx.rows(
    `select person_id as id, name
    from access.person
    where disabled_at is null
        and exists (
            select from access.person_role as held
            where held.authority_id = person.authority_id and held.person_id = person.person_id
                and held.withdrawn_at is null and held.role = any ($1::text[])
        )
    order by name, person_id`,
    [roles],
  )
}
