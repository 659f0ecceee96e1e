import type { DuckDb } from '#platform/lake'

/**
 * Makes the two views that say where work sits, from the authority's own list of workers:
 *
 * - `team_area (team, area, service)`: one row for each team; the area that most of its workers are listed under (ties:
 *   the first by name), and within that area the commonest service;
 * - `worker_area (worker, area, service)`: the same for each worker, for rows whose team the list does not have.
 *
 * Both are empty when no list of workers was supplied. A row's area is `coalesce(team_area.area, worker_area.area)`.
 * Making them again replaces them.
 */
export async function createTeamArea(db: DuckDb): Promise<void> {
  await db.run(placeViewSql('team_area', 'team'))
  await db.run(placeViewSql('worker_area', 'worker'))
}

/** One row of `worker` for each value of `column`: the place that most of its rows name; rows that name one come first. */
function placeViewSql(view: string, column: 'team' | 'worker'): string {
  return `create or replace view ${view} as
    with place as (
        select
            ${column},
            area,
            service,
            count(*) as listed
        from worker
        where ${column} is not null
        group by ${column}, area, service
    ),
    ranked as (
        select
            ${column},
            area,
            service,
            row_number() over (
                partition by ${column}
                order by area is null, listed_in_area desc, area, service is null, listed desc, service
            ) as choice
        from (select place.*, sum(listed) over (partition by ${column}, area) as listed_in_area from place)
    )
    select
        ${column},
        area,
        service
    from ranked
    where choice = 1`
}
