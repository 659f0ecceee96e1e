import { type DuckDb, sqlName } from '#platform/lake'
import type { TableFormat } from './format.ts'
import { arrived } from './read-table.ts'

/**
 * Rejects rows that repeat the key of another row of the same extract, so that each key stands once.
 *
 * The fullest row is kept (most cells filled, then the highest values column by column, then the earlier row), whatever
 * the order of the file. A repeat that says the same in every column is told apart from one that differs.
 *
 * @returns how many rows were moved to `reject`, by file and sheet
 */
export async function rejectRepeats(db: DuckDb, table: TableFormat): Promise<Map<string, number>> {
  if (!(await hasRepeats(db, table))) return new Map()
  const key = table.key.map(sqlName).join(', ')
  const columns = table.columns.map((column) => sqlName(column.name))
  const filled = columns.map((name) => `(${name} is not null)::integer`).join(' + ')
  await db.run(`create temp table ranked as
    select
        rowid as arrived_row,
        row_number() over ranking as place,
        first_value(source_row) over ranking as kept_row,
        row(${columns.join(', ')}) is not distinct from first_value(row(${columns.join(', ')})) over ranking as same
    from ${arrived(table)}
    window ranking as (
        partition by ${key}
        order by ${filled} desc, ${columns.map((name) => `${name} desc nulls last`).join(', ')}, source_file, source_sheet, source_row
        rows between unbounded preceding and unbounded following
    )`)
  await db.run(
    `insert into reject
    select source_file, source_sheet, source_row, $1, ${sqlName(table.key[0]!)},
        case when same then 'says the same as row ' || kept_row || ', which is loaded'
        else 'has the same ' || $2 || ' as row ' || kept_row || ', which is fuller and is loaded' end
    from ranked join ${arrived(table)} on ${arrived(table)}.rowid = ranked.arrived_row
    where place > 1
    order by source_file, source_sheet, source_row`,
    [headerOf(table, table.key[0]!), table.key.map((name) => headerOf(table, name)).join(', ')],
  )
  const counts = await db.rows<{ source: string; n: number }>(`select
        source_file || chr(10) || source_sheet as source, count(*) as n
    from ranked join ${arrived(table)} on ${arrived(table)}.rowid = ranked.arrived_row
    where place > 1 group by all`)
  await db.run(`delete from ${arrived(table)} where rowid in (select arrived_row from ranked where place > 1)`)
  await db.run('drop table ranked')
  return new Map(counts.map(({ source, n }) => [source, n]))
}

async function hasRepeats(db: DuckDb, table: TableFormat): Promise<boolean> {
  const key = table.key.map(sqlName).join(', ')
  const found = await db.rows(`select 1 as found from ${arrived(table)} group by ${key} having count(*) > 1 limit 1`)
  return found.length > 0
}

function headerOf(table: TableFormat, name: string): string {
  return table.columns.find((column) => column.name === name)?.header ?? name
}
