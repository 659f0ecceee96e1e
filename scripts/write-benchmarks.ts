/**
 * Writes reference/authorities.csv and reference/benchmarks/ from the files that the Department for Education publishes.
 *
 * node scripts/write-benchmarks.ts LAIT_LONG.csv[.gz] --dictionary DICTIONARY.csv --neighbours 2021=FILE.xlsx
 *   --neighbours 2025=FILE.xlsx --authorities CODE_LIST.xlsx --population ONS_ESTIMATES.csv[.gz]
 *   --requests EHC_REQUESTS.csv[.gz] --reviews EHC_ANNUAL_REVIEWS.csv[.gz]
 *
 * Which series, their titles in our words and the measures of ours that they match are in reference/benchmarks/selection.csv,
 * kept by hand, and so is published-series.csv: series of statistical releases that LAIT does not carry. Their figures are in
 * published.csv, of which this script writes the series named in `releases` and leaves the rest. Everything else there is
 * written by this script. Run scripts/write-population.ts first.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { readYearType } from '../src/measures/benchmarks/benchmark-period.ts'
import type { BenchmarkSeries, BenchmarkTable } from '../src/measures/benchmarks/benchmark-table.ts'
import { loadLait } from '../src/measures/benchmarks/lait.reader.ts'
import type { Polarity } from '../src/measures/measure.ts'
import { areaOf } from './area-of.ts'
import { readSheet } from './read-sheet.ts'

type Row = Readonly<Record<string, string>>

const LICENCE = 'Open Government Licence v3.0'
const SMALL_BELOW = 10_000

/**
 * Reorganisations since 2019: the day they took effect, who ended and who began.
 * @source Bournemouth, Dorset and Poole (Structural Changes) Order 2018 (SI 2018/648); Northamptonshire (Structural Changes)
 * Order 2020 (SI 2020/156); Cumbria (Structural Changes) Order 2022 (SI 2022/331)
 */
const reorganisations = [
  { on: '2019-04-01', ended: ['835', '836', '837'], began: ['838', '839'] },
  { on: '2021-04-01', ended: ['928'], began: ['940', '941'] },
  { on: '2023-04-01', ended: ['909'], began: ['942', '943'] },
] as const

/** Who follows whom where it is not simply all of the new ones. */
const successors: Readonly<Record<string, string>> = {
  835: '838 839',
  836: '839',
  837: '839',
  928: '940 941',
  909: '942 943',
}

const types: Readonly<Record<string, string>> = {
  SC: 'county',
  UA: 'unitary',
  MD: 'metropolitan',
  ILB: 'inner London',
  OLB: 'outer London',
}

/** Names of ours where the file's name is one that nobody uses. */
const renamed: Readonly<Record<string, string>> = {
  835: 'Dorset (to March 2019)',
  836: 'Poole',
  837: 'Bournemouth',
}

const otherNames: Readonly<Record<string, string>> = {
  801: 'Bristol',
  810: 'Kingston upon Hull; Hull',
  835: 'Dorset (Pre LG)',
  836: 'Poole (Pre LG)',
  837: 'Bournemouth (Pre LG)',
  840: 'County Durham',
  822: 'Bedford',
  987: 'Inner London',
  988: 'Outer London',
}

/** Series taken from the statistical release on education, health and care plans: the table, and the column of the figures. */
const releases = [
  { series: 'dfe:ehc-requests', table: 'requests', column: 'requests_received_in_year' },
  { series: 'dfe:ehc-6w', table: 'requests', column: 'request_outcome_six_weeks_pc' },
  { series: 'dfe:ehcp-review-decision-4w', table: 'reviews', column: 'pc_decsion_4weeks' },
] as const

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dictionary: { type: 'string' },
    neighbours: { type: 'string', multiple: true },
    authorities: { type: 'string' },
    population: { type: 'string' },
    requests: { type: 'string' },
    reviews: { type: 'string' },
  },
})
const [laitPath] = positionals
const { dictionary, neighbours, authorities, population, requests, reviews } = options
if (!laitPath || !dictionary || !neighbours || !authorities || !population || !requests || !reviews) {
  console.error('usage: see the top of scripts/write-benchmarks.ts')
  process.exit(64)
}

await writeAuthorities(authorities, population)
for (const given of neighbours) await writeNeighbours(given)
await writeSeries(laitPath, dictionary)
writePublished({ requests: readCsv(requests), reviews: readCsv(reviews) })

async function writeAuthorities(codeListPath: string, populationPath: string): Promise<void> {
  const [, ...list] = await readSheet(readFileSync(codeListPath))
  const estimates = readCsv(populationPath)
  const ons = new Map(estimates.map((row) => [row.old_la_code ?? '', row.new_la_code ?? '']))
  const small = smallAreas(estimates)
  const regions = new Map(
    list.filter(([, , region]) => region === 'NA').map(([code = '', name = '']) => [regionKey(name), code]),
  )
  const rows = list
    .filter(([code]) => code !== '1000')
    .map(([code = '', name = '', region = '', type = '']) => ({
      code,
      ons_code: ons.get(code) ?? '',
      name: renamed[code] ?? name,
      aliases: otherNames[code] ?? '',
      type: types[type] ?? (code === '970' ? 'country' : 'region'),
      region: region === 'NA' ? '' : (regions.get(regionKey(region)) ?? fail(`no region ${region}`)),
      ofsted_region: region === 'NA' ? '' : ofstedRegion(region),
      formed_on: reorganisations.find(({ began }) => (began as readonly string[]).includes(code))?.on ?? '',
      abolished_on: reorganisations.find(({ ended }) => (ended as readonly string[]).includes(code))?.on ?? '',
      successors: successors[code] ?? '',
      small: small.has(code) ? 'Y' : 'N',
    }))
    .sort((a, b) => a.code.localeCompare(b.code))
  write('authorities.csv', rows)
}

/** Authorities with fewer than 10,000 children in the newest estimate. */
function smallAreas(estimates: readonly Row[]): ReadonlySet<string> {
  const newest = estimates
    .map((row) => row.time_period ?? '')
    .sort()
    .at(-1)
  const rows = estimates.filter((row) => row.time_period === newest && row.old_la_code)
  return new Set(
    rows.filter((row) => Number(row.population_estimate) < SMALL_BELOW).map((row) => row.old_la_code ?? ''),
  )
}

/** `Inner London` and `London (Inner)` are one region, and `Yorkshire and The Humber` is spelt two ways. */
function regionKey(name: string): string {
  return (name.toLowerCase().match(/[a-z]+/g) ?? []).sort().join(' ')
}

/** @source Ofsted, local authority inspection outcomes as at 31 March 2025: eight regions */
function ofstedRegion(region: string): string {
  if (/London/.test(region)) return 'London'
  return /^(North East|Yorkshire)/.test(region) ? 'North East, Yorkshire and the Humber' : region
}

async function writeNeighbours(given: string): Promise<void> {
  const [edition = '', path = ''] = given.split('=')
  const sheet = await readSheet(readFileSync(path))
  const header = sheet.find((row) => row[0] === 'LA num') ?? fail(`${path} has no header row`)
  const places = header.flatMap((name, column) =>
    /^SN\d+$/.test(name) ? [{ place: Number(name.slice(2)), column }] : [],
  )
  const rows = sheet
    .filter((row) => /^\d{3}$/.test(row[0] ?? ''))
    .flatMap((row) =>
      places.map(({ place, column }) => ({
        authority: row[0] ?? '',
        place: String(place),
        neighbour: row[column] ?? '',
        closeness: (row[column + 1] ?? '').trim().toLowerCase(),
      })),
    )
    .filter((row) => /^\d{3}$/.test(row.neighbour))
    .sort((a, b) => a.authority.localeCompare(b.authority) || Number(a.place) - Number(b.place))
  write(`benchmarks/neighbours-${edition}.csv`, rows)
}

async function writeSeries(path: string, dictionaryPath: string): Promise<void> {
  const dictionary = new Map(
    readCsv(dictionaryPath)
      .toReversed()
      .map((row) => [row.Measure_short ?? '', row]),
  )
  const series = readReference('benchmarks/selection.csv').map((row) => toSeries(row, dictionary))
  const loaded = await loadLait(path, { series })
  if (!loaded.ok) fail(JSON.stringify(loaded.problems))
  else
    writeTable(
      loaded.value,
      series.map((one) => one.id),
    )
}

function writeTable(table: BenchmarkTable, order: readonly string[]): void {
  const inOrder = table.series.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
  write('benchmarks/series.csv', [...inOrder.map(seriesRow), ...readReference('benchmarks/published-series.csv')])
  const areas = readReference('authorities.csv').map((row) => row.code ?? '')
  const lines = inOrder.flatMap((one) =>
    table.rows(one.id).map((row) => {
      const cells = areas
        .map((area) => row.cells.get(area))
        .map((cell) => (cell === undefined ? '' : (cell.value ?? cell.mark)))
      return [quote(one.id), row.period.label, ...cells].join(',')
    }),
  )
  const text = `${[['series', 'period', ...areas].join(','), ...lines].join('\n')}\n`
  writeFileSync(reference('benchmarks/values.csv.gz'), gzipSync(text, { level: 9 }))
  write(
    'benchmarks/oddities.csv',
    table.oddities.map((one) => ({ ...one, count: String(one.count) })),
    'code,series,text,count',
  )
  console.error(`${inOrder.length} series, ${lines.length} periods`)
}

function writePublished(tables: Readonly<Record<'requests' | 'reviews', readonly Row[]>>): void {
  const written = new Set<string>(releases.map((one) => one.series))
  const kept = readReference('benchmarks/published.csv').filter((row) => !written.has(row.series ?? ''))
  const rows = releases.flatMap(({ series, table, column }) =>
    tables[table]
      .filter((row) => row.breakdown_topic?.startsWith('All ') && row[column] !== undefined)
      .map((row) => ({ series, area: areaOf(row), year: row.time_period ?? '', value: row[column] ?? '' }))
      .sort((a, b) => a.area.localeCompare(b.area) || a.year.localeCompare(b.year)),
  )
  write('benchmarks/published.csv', [...kept, ...rows])
}

function toSeries(row: Row, dictionary: ReadonlyMap<string, Row>): BenchmarkSeries {
  const entry = dictionary.get(row.lait ?? '') ?? fail(`${row.lait} is not in the dictionary`)
  const code = entry.Measure_code ?? ''
  return {
    id: `lait:${row.lait}`,
    ...(code === 'NA' ? {} : { laitCode: code }),
    laitShort: row.lait ?? '',
    ...(row.measure ? { measure: row.measure } : {}),
    title: row.title ?? '',
    unit: row.unit ?? '',
    polarity: row.direction === 'neither' ? 'neither' : polarityOf(entry.Polarity ?? ''),
    publishedPolarity: entry.Polarity ?? '',
    decimals: entry.dps === 'NA' ? 1 : Number(entry.dps),
    yearType: readYearType(entry.Year_Type ?? '') ?? fail(`${row.lait}: year type ${entry.Year_Type}`),
    topic: entry.Topic ?? '',
    source: `Department for Education, Local Authority Interactive Tool, from ${(entry['Hyperlink(s)'] ?? '').split(/\s/)[0]}`,
    licence: LICENCE,
    edition: '',
  }
}

function polarityOf(word: string): Polarity {
  return word === 'High' ? 'higher' : word === 'Low' ? 'lower' : 'neither'
}

function seriesRow(one: BenchmarkSeries): Row {
  return {
    series: one.id,
    lait_code: one.laitCode ?? '',
    lait_short: one.laitShort ?? '',
    measure: one.measure ?? '',
    title: one.title,
    unit: one.unit,
    polarity: one.polarity,
    published_polarity: one.publishedPolarity,
    decimals: String(one.decimals),
    year_type: one.yearType,
    topic: one.topic,
    source: one.source,
    licence: one.licence,
    edition: one.edition,
  }
}

function readReference(path: string): readonly Row[] {
  return parse(readFileSync(reference(path)), { columns: true, skip_empty_lines: true })
}

function readCsv(path: string): readonly Row[] {
  const bytes = readFileSync(path)
  return parse(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, bom: true })
}

function write(path: string, rows: readonly Row[], header = Object.keys(rows[0] ?? {}).join(',')): void {
  const lines = rows.map((row) => Object.values(row).map(quote).join(','))
  writeFileSync(reference(path), `${[header, ...lines].join('\n')}\n`)
}

function quote(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function reference(path: string): URL {
  return new URL(`../reference/${path}`, import.meta.url)
}

function fail(message: string): never {
  throw new Error(message)
}
