import { openDuckDb, parquetSql, sqlText } from '#platform/lake'

/** A cell in which the two differ: where it is, and what each says. */
export interface Difference {
  readonly cell: string
  readonly ours: string
  readonly theirs: string
}

/** How many cells both have, and the first in which they differ. */
export interface Compared {
  readonly cells: number
  readonly different: number
  readonly first: readonly Difference[]
}

/**
 * Sets the cells that a load left in its snapshot beside those of `analyst.py`, numerator and denominator.
 * A cell that one of them leaves out is nought there: nothing happened.
 */
export async function compareCells(snapshotDir: string, theirs: string): Promise<Compared> {
  const db = await openDuckDb({ threads: 2 })
  try {
    await db.run(`create table pair as ${pairs(snapshotDir, theirs)}`)
    const counts = await db.row<Omit<Compared, 'first'>>(
      `select count(*) as cells, count(*) filter (where ${DIFFERENT}) as different from pair`,
    )
    const first = await db.rows<Difference>(`
      select
          concat_ws(' ', measure, on_date, dimension, value) as cell,
          concat_ws(' of ', our_n, our_d) as ours,
          concat_ws(' of ', their_n, their_d) as theirs
      from pair
      where ${DIFFERENT}
      order by all
      limit 20`)
    return { ...counts, first }
  } finally {
    db.close()
  }
}

const DIFFERENT = 'our_n <> their_n or our_d <> their_d'

function pairs(snapshotDir: string, theirs: string): string {
  return `
    with analyst as (
        select measure, on_date, coalesce(dimension, '') as dimension, coalesce(value, '') as value, numerator, denominator
        from read_csv(${sqlText(theirs)}, header = true, columns = {
            'measure': 'varchar', 'on_date': 'date', 'dimension': 'varchar', 'value': 'varchar',
            'numerator': 'bigint', 'denominator': 'bigint'
        })
    ),
    ours as (
        select * from ${parquetSql(snapshotDir, 'measure_cell')}
        where measure in (select measure from analyst) and kind in ('month', 'snapshot')
            and on_date between (select min(on_date) from analyst) and (select max(on_date) from analyst)
    )
    select
        measure, on_date, dimension, value,
        coalesce(ours.numerator, 0) as our_n, coalesce(ours.denominator, 0) as our_d,
        coalesce(analyst.numerator, 0) as their_n, coalesce(analyst.denominator, 0) as their_d
    from ours full join analyst using (measure, on_date, dimension, value)`
}
