/**
 * Writes reference/population.csv: residents aged 0 to 17 of each authority, region and England at each mid-year.
 *
 * node scripts/write-population.ts ONS_ESTIMATES.csv[.gz]
 *
 * The file is the table of ONS mid-year population estimates that the Department for Education publishes with Children in
 * need. Authorities go by their three-digit code; regions and England, which have none there, by the codes that the
 * Department uses elsewhere (970, 980 to 990). Cells marked `x` (authorities since abolished) are left out.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { areaOf } from './area-of.ts'

type Row = Readonly<Record<string, string>>

const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error('usage: node scripts/write-population.ts ONS_ESTIMATES.csv[.gz]')
  process.exit(64)
}
const bytes = readFileSync(path)
const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
const rows = (parse(text, { columns: true, bom: true }) as Row[])
  .filter((row) => /^\d+$/.test(row.population_estimate ?? ''))
  .map((row) => [areaOf(row), row.time_period, row.population_estimate].join(','))
  .sort()
writeFileSync(
  new URL('../reference/population.csv', import.meta.url),
  `${['area,mid_year,children', ...new Set(rows)].join('\n')}\n`,
)
console.error(`${rows.length} estimates`)
