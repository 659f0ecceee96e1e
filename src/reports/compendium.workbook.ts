import { type SheetCell, type SheetColumn, type WorkbookSheet, writeWorkbook } from '#platform/spreadsheets'
import { formatDate, type PeriodKind } from '#values'
import { publishedWords } from './compendium.chart.ts'
import type { CompendiumMeasure, CompendiumModel, CompendiumTheme, Figure } from './compendium.ts'
import { amountWords, directionWords, lastDay, periodWords, targetState, valueWords } from './figure.words.ts'

/** A sheet and a sentence about it for the contents. */
interface DescribedSheet extends WorkbookSheet {
  readonly about: string
}

/**
 * Writes the compendium as a workbook: contents, what needs attention, a tidy sheet for each theme (one row a figure), published
 * figures, control limits, timescales, definitions, data quality, and what could not be computed.
 *
 * It holds every figure of the page and no other. Values are numbers as computed; beside each stands what the page shows.
 *
 * @throws the system's error when `path` cannot be written; then what was there is as it was
 */
export async function writeCompendiumWorkbook(model: CompendiumModel, path: string): Promise<void> {
  const sheets = [
    attentionSheet(model),
    ...model.themes.map(themeSheet),
    publishedSheet(model),
    limitsSheet(model),
    definitionsSheet(model),
    ...(model.audience === 'inside' ? [timescalesSheet(model), qualitySheet(model)] : []),
    notRunSheet(model),
  ]
  await writeWorkbook(path, [contentsSheet(model, sheets), ...sheets])
}

function contentsSheet(model: CompendiumModel, sheets: readonly DescribedSheet[]): WorkbookSheet {
  const facts: SheetCell[][] = [
    ['Performance compendium', `${model.authority.name} (${model.authority.code})`],
    ['As at', formatDate(model.asAt)],
    ['Snapshot', model.snapshot],
    [
      'For',
      model.audience === 'inside'
        ? 'Use inside the authority: it shows small numbers'
        : 'The public: small numbers are hidden',
    ],
    ...(model.simulated ? [['Simulated example data', 'No child, family or worker in it is real']] : []),
    ...model.sources.map((source) => [`Made from ${source.name}`, source.detail]),
  ]
  const list = sheets.map((sheet) => [sheet.name, sheet.about])
  return { name: 'Contents', columns: columns('Sheet or fact:40', 'What it is:90'), rows: [...facts, [], ...list] }
}

function attentionSheet(model: CompendiumModel): DescribedSheet {
  return {
    name: 'Needs attention',
    about: 'The measures that someone should look at now, and why',
    columns: columns('Measure:30', 'Title:44', 'Why:110'),
    rows: model.attention.map((point) => [point.measure, point.title, point.sentence]),
  }
}

const FIGURE_COLUMNS = columns(
  'Measure:26',
  'Title:44',
  'What:14',
  'Breakdown:16',
  'Group:26',
  'Period kind:12',
  'Period:26',
  'From:12:date',
  'To:12:date',
  'Counted:12:integer',
  'Out of:12:integer',
  'Value:12',
  'Unit:12',
  'Shown as:18',
  'Direction of good:34',
  'Note:60',
)

function themeSheet(theme: CompendiumTheme): DescribedSheet {
  return {
    name: theme.title,
    about: `Figures of ${theme.measures.length} measures, one to a row: newest, a year before, over time and by group`,
    columns: FIGURE_COLUMNS,
    rows: theme.measures.flatMap(measureRows),
  }
}

/** Every figure of a measure, one to a row; a row that says why where there is none. */
function measureRows(measure: CompendiumMeasure): SheetCell[][] {
  if (measure.unavailable !== null)
    return [[measure.id, measure.title, 'not available', ...Array(12).fill(null), measure.unavailable]]
  const row = (what: string, figure: Figure, note: string | null = null, by: readonly [string, string] | null = null) =>
    figureRow(measure, what, figure, by, note)
  return [
    ...(measure.headline ? [row('newest', measure.headline, targetState(measure)?.distance)] : []),
    ...(measure.yearBefore ? [row('year before', measure.yearBefore)] : []),
    ...measure.series.map((figure) => row('over time', figure, signalOf(measure, figure))),
    ...measure.breakdowns.flatMap((breakdown) =>
      breakdown.rows.map((group) => row('by group', group.figure, null, [breakdown.title, group.label])),
    ),
  ]
}

function figureRow(
  measure: CompendiumMeasure,
  what: string,
  figure: Figure,
  by: readonly [string, string] | null,
  note: string | null,
): SheetCell[] {
  const { period, numerator, denominator, value } = figure
  return [
    measure.id,
    measure.title,
    what,
    by?.[0],
    by?.[1],
    PERIOD_KINDS[period.kind],
    periodWords(period),
    period.from,
    lastDay(period),
    numerator,
    denominator,
    value,
    measure.unit,
    valueWords(figure, measure),
    directionWords(measure.polarity),
    note,
  ]
}

const PERIOD_KINDS = {
  month: 'month',
  rolling12: '12 months',
  ytd: 'year to date',
  snapshot: 'day',
} as const satisfies Record<PeriodKind, string>

function signalOf(measure: CompendiumMeasure, figure: Figure): string | null {
  return measure.control?.signals.find((signal) => signal.from === figure.period.from)?.words ?? null
}

function publishedSheet(model: CompendiumModel): DescribedSheet {
  return {
    name: 'Published figures',
    about: 'Figures published for this authority, its region, England and its statistical neighbours, by year',
    columns: columns(
      'Measure:26',
      'Series:26',
      'Title:44',
      'Year:12',
      'Area:34',
      'Value:12',
      'Unit:14',
      'Shown as:14',
      'Neighbour set:14',
      'Rank, newest year:44',
      'Source:44',
      'Edition:24',
    ),
    rows: measuresOf(model).flatMap((measure) => publishedRows(measure, model)),
  }
}

function publishedRows(measure: CompendiumMeasure, model: CompendiumModel): SheetCell[][] {
  const { beside } = measure
  if (beside === null) return []
  return beside.years.flatMap((year) => {
    const areas = [
      [model.comparedAs.name, year.authority, null],
      ['England', year.england, null],
      [beside.regionName, year.region, null],
      ['Statistical neighbours', year.neighbours, year.edition],
    ] as const
    const rank = (area: string): string | null =>
      area === model.authority.name && year.year === beside.latest.year ? beside.rankWords : null
    return areas.map(([area, value, edition]) => [
      measure.id,
      beside.series,
      beside.title,
      year.year,
      area,
      value,
      beside.unit,
      value === null ? 'not published' : publishedWords(value, beside),
      edition,
      rank(area),
      beside.source,
      beside.edition,
    ])
  })
}

function limitsSheet(model: CompendiumModel): DescribedSheet {
  return {
    name: 'Control limits',
    about: 'Mean and natural limits of each series, by stretch, and what they say of its newest figure',
    columns: columns(
      'Measure:26',
      'Title:44',
      'From:12:date',
      'To:12:date',
      'Mean:12',
      'Lower limit:12',
      'Upper limit:12',
      'Mean shown as:16',
      'Limits shown as:28',
      'Why a new baseline:40',
      'Verdict:70',
    ),
    rows: measuresOf(model).flatMap((measure) =>
      (measure.control?.stretches ?? []).map((one) => [
        measure.id,
        measure.title,
        one.from,
        one.to,
        one.mean,
        one.lower,
        one.upper,
        amountWords(one.mean, measure),
        `${amountWords(one.lower, measure)} and ${amountWords(one.upper, measure)}`,
        one.reason,
        measure.control?.verdict,
      ]),
    ),
  }
}

function timescalesSheet(model: CompendiumModel): DescribedSheet {
  return {
    name: 'Timescales',
    about: 'How many obligations of each timescale are overdue, due soon, met in time and met late',
    columns: columns(
      'Timescale:26',
      'Title:60',
      'Limit:24',
      'Overdue:12:integer',
      'Due soon:12:integer',
      'Met in time, 12 months:14:integer',
      'Met late, 12 months:14:integer',
      'Source:80',
    ),
    rows: model.timescales.map((one) => [
      one.id,
      one.title,
      one.limit,
      one.overdue,
      one.due,
      one.metInTime,
      one.metLate,
      one.source,
    ]),
  }
}

function definitionsSheet(model: CompendiumModel): DescribedSheet {
  const rows = model.themes.flatMap((theme) =>
    theme.measures.map((measure) => {
      const { definition: is } = measure
      const target = measure.target && amountWords(measure.target.value, measure)
      return [
        measure.id,
        measure.title,
        theme.title,
        is.grain,
        is.numerator,
        is.denominator,
        measure.unit,
        directionWords(measure.polarity),
        target,
        measure.target?.source,
        is.owner,
        is.source,
        is.edition,
        is.notes,
      ]
    }),
  )
  return {
    name: 'Definitions',
    about: 'What each measure counts, out of what, which way is good, its target, owner, source and edition',
    columns: columns(
      'Measure:26',
      'Title:44',
      'Theme:22',
      'One row counted:34',
      'Counted:60',
      'Out of:60',
      'Unit:12',
      'Direction of good:34',
      'Target:12',
      'Who set it:34',
      'Owner:30',
      'Source:80',
      'Edition:14',
      'Note:80',
    ),
    rows,
  }
}

function qualitySheet(model: CompendiumModel): DescribedSheet {
  return {
    name: 'Data quality',
    about: 'What each check of the data found, why it matters and what to do',
    columns: columns(
      'Check:30',
      'Title:60',
      'Severity:12',
      'List:18',
      'Rows:12:integer',
      'Why it matters:80',
      'What to do:80',
    ),
    rows: model.quality.map((one) => [one.id, one.title, one.severity, one.table, one.count, one.why, one.todo]),
  }
}

function notRunSheet(model: CompendiumModel): DescribedSheet {
  return {
    name: 'Not computed',
    about: 'Measures, checks, timescales and comparisons that could not be computed, and why',
    columns: columns('Kind:14', 'Title:60', 'Reason:90'),
    rows: model.notRun.map((one) => [one.kind, one.title, one.reason]),
  }
}

function measuresOf(model: CompendiumModel): readonly CompendiumMeasure[] {
  return model.themes.flatMap((theme) => theme.measures)
}

/** Columns written short: header, width in characters, and a format where it is not text. */
function columns(...written: readonly string[]): SheetColumn[] {
  return written.map((text) => {
    const [header = '', width, format] = text.split(':')
    const column = { header, width: Number(width) }
    return format === 'date' || format === 'integer' ? { ...column, format } : column
  })
}
