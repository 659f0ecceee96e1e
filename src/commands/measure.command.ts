import type { OpenSnapshot } from '#imports'
import {
  cellsAnswer,
  type Measure,
  type MeasureQuery,
  type MeasureValue,
  measureValues,
  type RowBehind,
  rowsBehind,
} from '#measures'
import { type Answer, type Call, type Command, textOption } from '#platform/cli'
import { type DuckDb, listSnapshots, type SnapshotManifest } from '#platform/lake'
import type { Outcome, PeriodKind, PlainDate, Problem } from '#values'
import { slices } from '../slices.ts'
import { prepareMeasures } from '../stages.ts'
import {
  againOption,
  chosenAuthority,
  fromPublishedOr,
  snapshotOptions,
  snapshotOptionsDescribed,
  withPublished,
  withSnapshot,
} from './open.ts'

const { children } = slices

const PERIODS = ['month', 'rolling12', 'ytd', 'snapshot'] as const satisfies readonly PeriodKind[]

/** `throughline measure`: figures, with all that makes them figures. */
export const measureCommand: Command = {
  name: 'measure',
  summary: 'Give the figures of measures, with numerator, denominator, period and snapshot',
  usage:
    '[ID...] [--snapshot ID] [--by DIMENSION] [--period month|rolling12|ytd|snapshot] [--from YYYY-MM] [--to YYYY-MM] [--as-first-reported] [--rows] [--count-again]',
  options: {
    ...snapshotOptions,
    by: { type: 'string' },
    period: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    'as-first-reported': { type: 'boolean' },
    rows: { type: 'boolean' },
    ...againOption,
  },
  describe: {
    ...snapshotOptionsDescribed,
    by: 'a breakdown: area, team, worker, age_band, sex, ethnicity, disability; the whole unless given',
    period: `one of ${PERIODS.join(', ')}; each measure's own headline unless given`,
    from: 'the first month in which the periods end; only the latest period unless --from or --to is given',
    to: 'the last month in which the periods end',
    rows: 'opens each figure to the rows behind it; they name children',
    'as-first-reported': 'sets beside each figure what the first snapshot that could give it said',
    'count-again':
      'counts from the stored record, and does not read the cells that were published with the snapshot; the figures are the same',
  },
  words: [0, 500],
  run: runMeasure,
}

async function runMeasure(call: Call): Promise<Answer> {
  const query = queryOf(call)
  if (!query.ok) return query
  const measures = asked(query.value)
  const result = await fromPublishedOr(call, figures(call, measures, query.value), async ({ db }) => {
    const found = await measureValues(db, measures, query.value)
    return found.ok ? { ok: true, value: { values: found.value, notes: await notRun(db, measures) } } : found
  })
  if (!result.ok) return result
  const { values, notes } = result.value
  const all = call.options.rows === true ? await opened(call, measures, values) : { ok: true as const, value: values }
  if (!all.ok) return all
  if (call.options['as-first-reported'] !== true) return { json: all.value, text: table(all.value), notes }
  const beside = await withFirstReported(call, query.value, all.value)
  return beside.ok ? { json: beside.value, text: table(beside.value), notes } : beside
}

/** The tables that figures are made from, as a snapshot keeps them. */
const CELLS = ['population', 'measure_cell', 'measure_run'] as const

/** Where the figures asked for come from: the cells that the snapshot keeps, or its record. */
function figures(call: Call, measures: readonly Measure[], query: MeasureQuery) {
  return {
    tables: CELLS,
    isCurrent: (db: DuckDb) => cellsAnswer(db, measures, query),
    compute: async ({ db, manifest }: OpenSnapshot) => {
      call.progress.at('Counting measures', 0, 0)
      await prepareMeasures(db, manifest.authority, manifest.asAt as PlainDate, measures)
    },
  }
}

/** Each figure with the rows behind it: as many as its denominator, or for a count its numerator. */
function opened(
  call: Call,
  measures: readonly Measure[],
  values: readonly MeasureValue[],
): Promise<Outcome<readonly MeasureValue[]>> {
  const byId = new Map(measures.map((measure) => [measure.id, measure]))
  const work = async ({ db, manifest }: OpenSnapshot) => {
    call.progress.at('Finding the rows behind', 0, 0)
    await prepareMeasures(db, manifest.authority, manifest.asAt as PlainDate, measures)
    const found: (MeasureValue & { readonly rows: readonly RowBehind[] })[] = []
    for (const value of values) {
      found.push({ ...value, rows: await rowsBehind(db, byId.get(value.measure)!, value) })
    }
    return { ok: true, value: found } as const
  }
  return withSnapshot(call, work, { fromFiles: measures.length <= FEW })
}

/** So many measures are sooner opened from the files than from a record read into memory. */
const FEW = 5

/** Those of the measures that could not be computed, which have no figure, and why. */
async function notRun(db: DuckDb, measures: readonly Measure[]): Promise<string[]> {
  const runs = await db.rows<{ measure: string; reason: string }>(
    "select measure, reason from measure_run where status = 'not run' order by measure",
  )
  return runs
    .filter(({ measure }) => measures.some(({ id }) => id === measure))
    .map(({ measure, reason }) => `not computed: ${measure}: ${reason}`)
}

/** The measures asked for, so that no others are counted; all of them when an id is unknown, which is then refused. */
function asked({ ids }: MeasureQuery): readonly Measure[] {
  const found = children.measures.filter(({ id }) => ids?.includes(id))
  return ids && found.length === new Set(ids).size ? found : children.measures
}

function queryOf(call: Call): Outcome<MeasureQuery> {
  const period = textOption(call, 'period')
  const problems: Problem[] = []
  if (period !== undefined && !PERIODS.some((each) => each === period)) {
    problems.push({ code: 'no-such-period', field: 'period', message: `--period takes ${PERIODS.join(', ')}` })
  }
  if (problems.length > 0) return { ok: false, problems }
  const [by, from, to] = ['by', 'from', 'to'].map((name) => textOption(call, name))
  return {
    ok: true,
    value: {
      ...(call.words.length > 0 ? { ids: call.words } : {}),
      ...(by ? { by } : {}),
      ...(period ? { period: period as PeriodKind } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    },
  }
}

/** A figure as known now, beside what was said when it could first be said; null when no earlier snapshot said it. */
export type ValueWithFirst = MeasureValue & {
  readonly firstReported: Pick<
    MeasureValue,
    'numerator' | 'denominator' | 'value' | 'snapshot' | 'asAt' | 'edition'
  > | null
}

/** Sets beside each value that of the earliest snapshot (by as-at day, then load) whose record covered its period. */
async function withFirstReported(
  call: Call,
  query: MeasureQuery,
  values: readonly MeasureValue[],
): Promise<Outcome<readonly ValueWithFirst[]>> {
  const authority = await chosenAuthority(call)
  if (!authority.ok) return authority
  const snapshots = (await listSnapshots(call.dataDir, authority.value)).toSorted((a, b) =>
    a.asAt < b.asAt ? -1 : a.asAt > b.asAt ? 1 : a.sequence - b.sequence,
  )
  const first = new Map<string, MeasureValue>()
  for (const [i, snapshot] of snapshots.entries()) {
    call.progress.at('Reading earlier snapshots', i, snapshots.length)
    for (const value of await reportedBy(call, snapshot, query, values)) {
      if (!first.has(keyOf(value))) first.set(keyOf(value), value)
    }
  }
  return { ok: true, value: values.map((value) => ({ ...value, firstReported: pick(first.get(keyOf(value))) })) }
}

/** What a snapshot said when it was made, from the cells that it keeps. */
async function reportedBy(
  call: Call,
  snapshot: SnapshotManifest,
  query: MeasureQuery,
  values: readonly MeasureValue[],
): Promise<readonly MeasureValue[]> {
  const asked = { ...call, options: { ...call.options, authority: snapshot.authority, snapshot: snapshot.id } }
  const months = values.map(({ period }) => period.to.slice(0, 7)).sort()
  const said = await withPublished(asked, CELLS, async ({ db }) => {
    const runs = await db.rows<{ measure: string; edition: string }>('select measure, edition from measure_run')
    const editions = new Map(runs.map(({ measure, edition }) => [measure, edition]))
    // What was said then stands, in the edition of that day.
    const known = children.measures.flatMap((measure) => {
      const edition = editions.get(measure.id)
      return edition === undefined ? [] : [{ ...measure, edition }]
    })
    return measureValues(db, known, { ...query, from: '1900-01', to: months.at(-1) ?? '9999-12' })
  })
  return said.ok ? said.value : []
}

function keyOf({ measure, period, by }: MeasureValue): string {
  return JSON.stringify([measure, period.kind, period.from, period.to, by?.dimension ?? null, by?.value ?? null])
}

function pick(value: MeasureValue | undefined): ValueWithFirst['firstReported'] {
  if (!value) return null
  const { numerator, denominator, value: figure, snapshot, asAt, edition } = value
  return { numerator, denominator, value: figure, snapshot, asAt, edition }
}

function table(values: readonly (MeasureValue & Partial<ValueWithFirst>)[]): string {
  return values
    .map(({ title, by, period, numerator, denominator, value, unit, firstReported }) => {
      const of = denominator === null ? '' : ` (${numerator ?? '-'} of ${denominator})`
      const first =
        firstReported === undefined
          ? ''
          : `; first reported ${firstReported ? show(firstReported.value, unit) : 'not at all'}`
      return `${title}${by ? `, ${by.dimension} ${by.value || 'not recorded'}` : ''}, ${period.kind} ${period.from} to ${period.to}: ${show(value, unit)}${of}${first}`
    })
    .join('\n')
}

function show(value: number | null, unit: string): string {
  if (value === null) return 'no cases'
  if (unit === 'count') return value.toLocaleString('en-GB')
  return `${value.toFixed(1)}${unit === 'percent' ? '%' : ` ${unit}`}`
}
