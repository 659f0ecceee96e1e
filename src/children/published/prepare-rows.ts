import { readFile } from 'node:fs/promises'
import { compareFindings, type EarlierFindings } from '#checks'
import { versionTable } from '#imports'
import { compileRowsBehind, type Measure, measureValues } from '#measures'
import type { DuckDb } from '#platform/lake'
import type { Period } from '#values'
import { annexA } from '../annex-a/annex-a.ts'
import { childrenTimescales } from '../timescales/index.ts'
import { type CaseWeights, localCaseWeights } from './case-weights.ts'
import { createReferences } from './child-reference.ts'
import { createCopyMacros } from './copy-lines.ts'

/** What rows are made from, beside the snapshot. */
export interface PrepareRequest {
  readonly measures: readonly Measure[]
  /** The authority's key for the references of children. */
  readonly referenceKey: Uint8Array
  readonly sealed: readonly string[]
  /** What the snapshot before found odd, where there is one. */
  readonly earlier?: EarlierFindings
  readonly weights?: CaseWeights
}

/** Rows behind a figure that are kept; of more the page says how many there are. */
export const MOST_ROWS = 20_000

/**
 * Makes the views `published_child`, `published_timeline`, `published_obligation`, `published_check_run`,
 * `published_finding`, `published_measure_row` and `published_caseload` over a snapshot opened for work, with the facts
 * made and its `event`, `obligation`, `finding`, `check_run`, `measure_cell` and `measure_run` opened.
 */
export async function prepareRows(db: DuckDb, request: PrepareRequest): Promise<void> {
  await createCopyMacros(db)
  await createEveryChild(db)
  await createReferences(db, request.referenceKey)
  await createList(db, 'sealed_child', 'child_id', request.sealed)
  await createList(db, 'adopter_timescale', 'timescale', adopterTimescales())
  await createWeights(db, request.weights ?? localCaseWeights)
  await createTrend(db, request.earlier)
  await createBehind(db, request.measures)
  for (const name of ['case', 'child', 'list', 'caseload']) {
    await db.run(await readFile(new URL(`./rows/${name}.rows.sql`, import.meta.url), 'utf8'))
  }
}

/**
 * `every_child`: the rows of `child`, and children whose rows have all left the record but whose journey is in it, with what
 * the newest of those rows said.
 */
async function createEveryChild(db: DuckDb): Promise<void> {
  const gone = annexA.tables
    .filter(({ columns }) => columns.some(({ name }) => name === 'child_id'))
    .filter(({ columns }) => columns.some(({ name }) => name === 'date_of_birth'))
    .map(({ table, columns }) => {
      const disability = columns.some(({ name }) => name === 'disability') ? 'disability' : 'null'
      return `select child_id, gender, ethnicity, date_of_birth, ${disability} as disability, known_from from ${versionTable(table)}`
    })
  await db.run(`create or replace temp table every_child as
    with gone_child as (
        select distinct child_id from event anti join child using (child_id)
    ),
    gone_row as (
        select * from (${gone.join('\n        union all by name\n        ')}) semi join gone_child using (child_id)
    )
    select child_id, gender, ethnicity, date_of_birth, disability from child
    union all
    select
        child_id,
        arg_max(gender, known_from) filter (where gender is not null),
        arg_max(ethnicity, known_from) filter (where ethnicity is not null),
        arg_max(date_of_birth, known_from) filter (where date_of_birth is not null),
        coalesce(arg_max(disability, known_from) filter (where disability is not null), 'U')
    from gone_child
    left join gone_row using (child_id)
    group by child_id`)
}

/** Timescales whose `child_id` is an adopter's number. */
function adopterTimescales(): string[] {
  return childrenTimescales.filter(({ tables }) => tables[0] === 'adopter').map(({ id }) => id)
}

async function createList(db: DuckDb, table: string, column: string, values: readonly string[]): Promise<void> {
  await db.run(`create or replace temp table ${table} (${column} varchar)`)
  await db.append(table, (appender) => {
    for (const value of values) {
      appender.appendVarchar(value)
      appender.endRow()
    }
  })
}

async function createWeights(db: DuckDb, weights: CaseWeights): Promise<void> {
  await db.run('create or replace temp table case_weight (kind varchar, weight decimal(6, 2))')
  for (const [kind, weight] of Object.entries(weights)) {
    await db.run('insert into case_weight values ($1, $2)', [kind, weight])
  }
}

/** `check_trend` and `new_finding`: how findings changed since the snapshot before; empty where there is none. */
async function createTrend(db: DuckDb, earlier: EarlierFindings | undefined): Promise<void> {
  await db.run(
    'create or replace temp table check_trend (check_id varchar, fresh integer, still integer, mended integer)',
  )
  await db.run('create or replace temp table new_finding (check_id varchar, row_key varchar)')
  if (!earlier) return
  for (const trend of await compareFindings(db, earlier)) {
    const values = [trend.check, trend.new, trend.still, trend.mended]
    await db.run('insert into check_trend values ($1, $2, $3, $4)', values)
  }
  await db.run("insert into new_finding select check_id, row_key from finding_trend where state = 'new'")
}

/** `behind`: the rows behind the newest headline figure of each measure, and in `behind_count` how many there are. */
async function createBehind(db: DuckDb, measures: readonly Measure[]): Promise<void> {
  await db.run(
    `create or replace temp table behind (
        measure_id varchar, row_id bigint, child_id varchar, in_numerator boolean, "key" json, worker varchar, team varchar,
        total bigint
    )`,
  )
  const periods = await newestPeriods(db, measures)
  const kept = await keepRows(db, periods)
  for (const [measure, period] of periods) await addBehind(db, onKept(measure, kept), period)
  for (const table of kept.values()) await db.run(`drop table ${table}`)
  await db.run(
    `create or replace temp table behind_count as
    select measure_id, any_value(total)::integer as rows_behind, count(*)::integer as rows_kept
    from behind
    group by measure_id`,
  )
}

/** The period of the headline figure of each measure that has one. */
async function newestPeriods(db: DuckDb, measures: readonly Measure[]): Promise<ReadonlyMap<Measure, Period>> {
  if (measures.length === 0) return new Map()
  const values = await measureValues(db, measures)
  if (!values.ok) throw new Error('measures refuse their own headline periods')
  const byId = new Map(measures.map((measure) => [measure.id, measure]))
  return new Map(values.value.map(({ measure, period }) => [byId.get(measure)!, period]))
}

/** The rows of each fact in the periods asked for, worked out once for all measures of it. @returns its table by `factKey` */
async function keepRows(db: DuckDb, periods: ReadonlyMap<Measure, Period>): Promise<ReadonlyMap<string, string>> {
  const kept = new Map<string, string>()
  for (const [key, asked] of Map.groupBy(periods, ([measure]) => factKey(measure))) {
    const [view, on] = key.split(' ') as [string, string]
    const own = [...new Map(asked.map(([, period]) => [`${period.from} ${period.to}`, period])).values()]
    const table = `kept_fact_${kept.size}`
    const within = own.map(({ kind }, i) => {
      const [from, to] = [`$${2 * i + 1}`, `$${2 * i + 2}`]
      return kind === 'snapshot' ? `(${on} = ${from} and ${from} = ${to})` : `(${on} >= ${from} and ${on} < ${to})`
    })
    await db.run(
      `create or replace temp table ${table} as select * from ${view} where ${within.join(' or ')}`,
      own.flatMap(({ from, to }) => [from, to]),
    )
    kept.set(key, table)
  }
  return kept
}

function factKey({ of, when }: Measure): string {
  return `${of.view} ${'stock' in when ? when.stock : when.on}`
}

function onKept(measure: Measure, kept: ReadonlyMap<string, string>): Measure {
  return { ...measure, of: { ...measure.of, view: kept.get(factKey(measure))! } }
}

async function addBehind(db: DuckDb, measure: Measure, period: Period): Promise<void> {
  const { sql, values } = compileRowsBehind(measure, { period, by: null })
  const { key, child, worker, team } = measure.of
  const parts = key.map((column) => `'${column}', ${column}`)
  await db.run(
    `insert into behind
    select
        $${values.length + 1}, row_number() over (), ${child ?? 'null'}, in_numerator, json_object(${parts.join(', ')}),
        ${worker ?? 'null'}, ${team ?? 'null'}, count(*) over ()
    from (${sql})
    limit ${MOST_ROWS}`,
    [...values, measure.id],
  )
}
