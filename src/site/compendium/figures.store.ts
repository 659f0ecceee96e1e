import type { Tx } from '#platform/db'
import type { AttentionPoint, CompendiumMeasure, MeasureSummary } from '#reports'
import type { PlainDate } from '#values'
import type { FirstReported } from './measure.pages.ts'

export type Audience = 'inside' | 'public'

/** What the compendium says beside its measures. */
export interface PublishedCompendium {
  readonly authority: { readonly code: string; readonly name: string }
  readonly comparedAs: { readonly code: string; readonly name: string }
  readonly snapshot: string
  readonly asAt: PlainDate
  readonly attention: readonly AttentionPoint[]
}

/** The compendium of the publication that this transaction reads; undefined before anything has been published. */
export async function findCompendium(tx: Tx, audience: Audience): Promise<PublishedCompendium | undefined> {
  const found = await tx.maybe<{ model: PublishedCompendium }>(
    'select model from published.compendium where audience = $1',
    [audience],
  )
  return found?.model
}

/** The compendium as an .xlsx file, with the snapshot that it was made from; undefined where none was kept. */
export function findWorkbook(
  tx: Tx,
  audience: Audience,
): Promise<{ readonly workbook: Uint8Array; readonly snapshot: string } | undefined> {
  return tx.maybe(
    `select workbook, snapshot
    from published.compendium
    join published.publication using (authority_id, publication_id)
    where audience = $1 and workbook is not null`,
    [audience],
  )
}

/** Summaries of all measures by theme, both in the order of a child's journey. */
export async function listThemes(
  tx: Tx,
  audience: Audience,
): Promise<readonly { readonly title: string; readonly measures: readonly MeasureSummary[] }[]> {
  const rows = await tx.rows<{ theme: string; summary: MeasureSummary }>(
    'select theme, summary from published.measure where audience = $1 order by place',
    [audience],
  )
  return [...Map.groupBy(rows, ({ theme }) => theme)].map(([title, some]) => ({
    title,
    measures: some.map(({ summary }) => summary),
  }))
}

/** Everything published of one measure. */
export interface PublishedMeasure {
  readonly theme: string
  readonly model: CompendiumMeasure
  readonly chart: string | null
  readonly besideChart: string | null
  readonly firstReported: readonly FirstReported[] | null
  readonly comparedAs: { readonly code: string; readonly name: string }
  /** How many rows lie behind the headline, and of how many of them the rows are kept; null where none are. */
  readonly rowsBehind: number | null
  readonly rowsKept: number | null
}

export async function findMeasure(tx: Tx, id: string): Promise<PublishedMeasure | undefined> {
  return tx.maybe<PublishedMeasure>(
    `select
        measure.theme,
        measure.model,
        measure.chart,
        measure.beside_chart as "besideChart",
        measure.first_reported as "firstReported",
        compendium.model -> 'comparedAs' as "comparedAs",
        measure.rows_behind as "rowsBehind",
        measure.rows_kept as "rowsKept"
    from published.measure
    join published.compendium using (authority_id, publication_id, audience)
    where measure.audience = 'inside' and measure.measure_id = $1`,
    [id],
  )
}

/** One row behind a figure. `ref` names the child in addresses; null for rows that are about no child. */
export interface RowBehindFigure {
  readonly child: string | null
  readonly ref: string | null
  readonly inNumerator: boolean
  readonly key: Readonly<Record<string, string | null>>
  readonly worker: string | null
  readonly team: string | null
  readonly area: string | null
}

/** A page of the rows behind a measure's newest figure that this person may see, and how many there are in all. */
export async function listRowsBehind(
  tx: Tx,
  measure: string,
  {
    counted,
    offset,
    limit,
  }: { readonly counted: boolean | undefined; readonly offset: number; readonly limit: number },
): Promise<{ readonly rows: readonly RowBehindFigure[]; readonly total: number }> {
  const rows = await tx.rows<RowBehindFigure & { total: number }>(
    `select
        child_id as child,
        ref,
        in_numerator as "inNumerator",
        key,
        worker,
        team,
        area,
        count(*) over () as total
    from published.measure_row
    where measure_id = $1 and ($2::boolean is null or in_numerator = $2)
    order by row_id
    limit $3 offset $4`,
    [measure, counted ?? null, limit, offset],
  )
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}
