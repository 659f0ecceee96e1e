import { openPublished } from '#imports'
import { type MeasureValue, measureValues } from '#measures'
import { listSnapshots, type SnapshotManifest } from '#platform/lake'
import type { CompendiumMeasure, CompendiumModel, Figure } from '#reports'
import type { PlainDate } from '#values'
import { slices } from './slices.ts'

const { children } = slices

/** A figure as the first snapshot said it that could. */
export interface FirstReported {
  readonly figure: Figure
  readonly snapshot: string
  readonly asAt: PlainDate
}

/** What was first said, by measure and then by period. */
type FirstFigures = ReadonlyMap<string, ReadonlyMap<string, FirstReported>>

/**
 * What was first said of every figure that a compendium shows, by measure, earliest period first.
 *
 * @param said what the publication before holds of it: nothing else has to be read then. Without it every snapshot before
 *   this one is asked, from the cells that it keeps.
 */
export async function firstReported(
  { themes, snapshot, asAt }: CompendiumModel,
  said: ReadonlyMap<string, readonly FirstReported[]> | undefined,
  lake: { readonly dataDir: string; readonly manifest: SnapshotManifest },
): Promise<ReadonlyMap<string, readonly FirstReported[]>> {
  const measures = themes.flatMap((theme) => theme.measures)
  const first = said ? byPeriod(said) : await readSnapshots(lake.dataDir, lake.manifest, earliestMonth(measures))
  return new Map(
    measures.map((measure) => [
      measure.id,
      shownFigures(measure).map(
        (figure) => first.get(measure.id)?.get(periodKey(figure)) ?? { figure, snapshot, asAt },
      ),
    ]),
  )
}

/** The series and the headline, where that is not in it. */
function shownFigures({ series, headline }: CompendiumMeasure): readonly Figure[] {
  const keys = new Set(series.map(periodKey))
  return headline === null || keys.has(periodKey(headline)) ? series : [...series, headline]
}

/** The month in which the earliest period begins that is shown: what ended before it need not be asked. */
function earliestMonth(measures: readonly CompendiumMeasure[]): string {
  const days = measures.flatMap(shownFigures).map(({ period }) => period.from)
  return [LAST_MONTH, ...days].toSorted()[0]!.slice(0, 7)
}

function byPeriod(said: ReadonlyMap<string, readonly FirstReported[]>): FirstFigures {
  return new Map(
    [...said].map(([measure, figures]) => [measure, new Map(figures.map((each) => [periodKey(each.figure), each]))]),
  )
}

/** What each snapshot before this one said when it was made, the earliest as-at day first. */
async function readSnapshots(dataDir: string, manifest: SnapshotManifest, from: string): Promise<FirstFigures> {
  const first = new Map<string, Map<string, FirstReported>>()
  const before = (await listSnapshots(dataDir, manifest.authority))
    .filter(({ sequence, tables }) => sequence < manifest.sequence && CELLS.every((table) => tables.includes(table)))
    .toSorted((a, b) => (a.asAt < b.asAt ? -1 : a.asAt > b.asAt ? 1 : a.sequence - b.sequence))
  for (const earlier of before) {
    for (const value of await valuesOf(dataDir, earlier, from)) {
      const own = first.get(value.measure) ?? new Map<string, FirstReported>()
      const said = saidBy(value)
      if (!own.has(periodKey(said.figure))) own.set(periodKey(said.figure), said)
      first.set(value.measure, own)
    }
  }
  return first
}

function saidBy({ period, numerator, denominator, value, snapshot, asAt }: MeasureValue): FirstReported {
  return { figure: { period, numerator, denominator, value }, snapshot, asAt }
}

const CELLS = ['population', 'measure_cell', 'measure_run'] as const
const LAST_MONTH = '9999-12'

/** Headlines and months, from a month on, of every measure that the snapshot counted, in the edition of that day. */
async function valuesOf(
  dataDir: string,
  { authority, id }: SnapshotManifest,
  from: string,
): Promise<readonly MeasureValue[]> {
  const opened = await openPublished({ dataDir, authority, snapshot: id }, CELLS, { threads: 1 })
  if (!opened.ok) return []
  const { db } = opened.value
  try {
    const runs = await db.rows<{ measure: string; edition: string }>('select measure, edition from measure_run')
    const editions = new Map(runs.map(({ measure, edition }) => [measure, edition]))
    // What was said then stands, in the edition of that day.
    const known = children.measures.flatMap((measure) => {
      const edition = editions.get(measure.id)
      return edition === undefined ? [] : [{ ...measure, edition }]
    })
    const monthly = known.filter(({ periods, headline }) => periods.includes('month') && headline !== 'month')
    const found = [
      await measureValues(db, known, { from, to: LAST_MONTH }),
      await measureValues(db, monthly, { period: 'month', from, to: LAST_MONTH }),
    ]
    return found.flatMap((values) => (values.ok ? values.value.filter(({ by }) => by === null) : []))
  } finally {
    db.close()
  }
}

function periodKey({ period }: Figure): string {
  return `${period.kind} ${period.from} ${period.to}`
}
