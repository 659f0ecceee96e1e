import type { Check } from '#checks'
import type { Tx } from '#platform/db'
import type { DataState, OpenedOutside, SetUp } from './home.ts'

/** How far the data of the publication can be trusted; `held` uploads are counted for who may see loads. */
export async function getDataState(
  tx: Tx,
  checks: readonly Pick<Check, 'id' | 'severity'>[],
  maySeeLoads: boolean,
): Promise<DataState> {
  const found = await tx.row<Omit<DataState, 'held'> & { readonly held: number }>(DATA_STATE_SQL, [
    checks.map(({ id }) => id),
    checks.map(({ severity }) => severity),
  ])
  return { ...found, held: maySeeLoads ? found.held : null }
}

const DATA_STATE_SQL = `
with run as (
    select check_run.found, check_run.not_run, check_run.fresh, check_run.mended, declared.severity
    from published.check_run
    left join unnest($1::text[], $2::text[]) as declared (id, severity) on declared.id = check_run.check_id
)
select
    publication.snapshot,
    publication.loaded_at as "loadedAt",
    (select coalesce(sum(found), 0)::integer from run where severity = 'error') as errors,
    (select coalesce(sum(found), 0)::integer from run where severity = 'warning') as warnings,
    (select coalesce(sum(found), 0)::integer from run where severity = 'query') as queries,
    (select coalesce(sum(fresh), 0)::integer from run) as fresh,
    (select coalesce(sum(mended), 0)::integer from run) as mended,
    (select count(*) from run where not_run is not null) as "notRun",
    (
        select count(*)
        from load.upload
        where authority_id = (select access.in_authority()) and state = 'held'
    ) as held
from published.publication
where publication_id = (select access.in_publication())`

/** The most opened records that a first page lists. */
const MOST_OPENED = 20

/** Records opened outside the rules that this person is told of, newest first. */
export async function listOpened(tx: Tx): Promise<readonly OpenedOutside[]> {
  return tx.rows<OpenedOutside>(
    `select by_name as "by", told_at as "at", reason, reviewed_at is not null as "isReviewed"
    from access.notices($1)
    where kind = 'break-glass'
    order by notice_id desc`,
    [MOST_OPENED],
  )
}

/** What the authority has of people and data. */
export async function getSetUp(tx: Tx, hasPublication: boolean): Promise<SetUp> {
  const counts = await tx.row<Omit<SetUp, 'hasPublication'>>(SET_UP_SQL)
  return { ...counts, hasPublication }
}

const SET_UP_SQL = `
with someone as (
    select
        person.person_id,
        array(
            select role
            from access.person_role
            where
                person_role.authority_id = person.authority_id
                and person_role.person_id = person.person_id
                and person_role.withdrawn_at is null
        ) as roles,
        exists (
            select from access.person_place
            where
                person_place.authority_id = person.authority_id
                and person_place.person_id = person.person_id
                and person_place.kind = 'team'
        ) as has_team,
        person.worker is not null as is_worker
    from access.person
    where person.disabled_at is null
)
select
    count(*) as people,
    count(*) filter (where cardinality(roles) = 0) as "withoutRole",
    count(*) filter (where 'manager' = any (roles) and not has_team and not is_worker) as "managersWithoutTeam"
from someone`
