/** Grows by one whenever the same snapshot is to be published differently. */
export const READ_MODEL = 2

/** What a load keeps with a snapshot, and a publication is made from. */
export const publishedFrom: readonly string[] = [
  'event',
  'obligation',
  'timescale_run',
  'timescale_limit',
  'finding',
  'check_run',
  'measure_cell',
  'measure_run',
]

/** How a column is written for COPY: text that may hold anything; days, numbers and truths; JSON; arrays of text; or ready,
 * where the view has it as COPY takes it. */
type ColumnKind = 'text' | 'plain' | 'json' | 'array' | 'ready'

/** A published table: the DuckDB view that its rows come from, and its columns beside authority and publication. */
export interface PublishedTable {
  readonly table: string
  readonly from: string
  readonly columns: Readonly<Record<string, ColumnKind>>
  /** In the order of its key, which makes the index quick to build; none where the rows nearly are, and sorting takes memory. */
  readonly order?: string
  /** Made in so many spans of children, one after another: all journeys at once would take a gigabyte. */
  readonly parts?: number
}

const guarded = { holders: 'array', sealed: 'plain' } as const
const placed = { worker: 'text', team: 'text', area: 'text' } as const

/** Tables whose rows DuckDB makes from a snapshot. */
export const snapshotTables: readonly PublishedTable[] = [
  {
    table: 'published.child',
    from: 'published_child',
    columns: {
      child_id: 'text',
      ref: 'text',
      date_of_birth: 'plain',
      sex: 'text',
      ethnicity: 'text',
      disability: 'text',
      status: 'text',
      since: 'plain',
      ...placed,
      overdue: 'plain',
      due_soon: 'plain',
      last_event_on: 'plain',
      cases: 'json',
      ...guarded,
    },
    order: 'child_id',
  },
  {
    table: 'published.timeline',
    from: 'published_timeline',
    columns: { child_id: 'text', events: 'json', holders: 'ready', sealed: 'plain' },
    parts: 12,
  },
  {
    table: 'published.obligation',
    from: 'published_obligation',
    columns: {
      obligation_id: 'plain',
      child_id: 'text',
      ref: 'text',
      adopter_id: 'text',
      timescale: 'text',
      started_on: 'plain',
      due_on: 'plain',
      met_on: 'plain',
      state: 'text',
      to_do: 'plain',
      days_over: 'plain',
      reason: 'text',
      ...placed,
      provisional: 'plain',
      ...guarded,
    },
    order: 'obligation_id',
  },
  {
    table: 'published.check_run',
    from: 'published_check_run',
    columns: { check_id: 'text', found: 'plain', not_run: 'text', fresh: 'plain', still: 'plain', mended: 'plain' },
    order: 'check_id',
  },
  {
    table: 'published.finding',
    from: 'published_finding',
    columns: {
      finding_id: 'plain',
      check_id: 'text',
      severity: 'text',
      child_id: 'text',
      ref: 'text',
      table_name: 'text',
      detail: 'text',
      file: 'text',
      sheet: 'text',
      row: 'plain',
      ...placed,
      is_new: 'plain',
      ...guarded,
    },
    order: 'finding_id',
  },
  {
    table: 'published.measure_row',
    from: 'published_measure_row',
    columns: {
      measure_id: 'text',
      row_id: 'plain',
      child_id: 'text',
      ref: 'text',
      in_numerator: 'plain',
      key: 'json',
      ...placed,
      holders: 'ready',
      sealed: 'plain',
    },
  },
  {
    table: 'published.caseload',
    from: 'published_caseload',
    columns: {
      worker: 'text',
      team: 'text',
      area: 'text',
      service: 'text',
      cases: 'plain',
      weighted: 'plain',
      assessing: 'plain',
      in_need: 'plain',
      on_plan: 'plain',
      in_care: 'plain',
      leavers: 'plain',
      overdue: 'plain',
      due_soon: 'plain',
      history: 'json',
      holders: 'array',
    },
    order: 'worker',
  },
]

/** Every published table, in the order in which rows of an old publication are removed. */
export const publishedTables: readonly string[] = [
  ...snapshotTables.map(({ table }) => table),
  'published.measure',
  'published.compendium',
  'published.publication',
]
