import { acrossCases } from './across.cases.ts'
import { careCases } from './care.cases.ts'
import type { CaseRecord, CheckCases } from './case.ts'
import { earlyCases } from './early.cases.ts'
import { edgeCases } from './edge.cases.ts'
import { everyListCases } from './every-list.cases.ts'
import { laterCases } from './later.cases.ts'
import { protectionCases } from './protection.cases.ts'

const plainCases: Readonly<Record<string, CheckCases>> = {
  ...everyListCases,
  ...earlyCases,
  ...protectionCases,
  ...careCases,
  ...laterCases,
  ...acrossCases,
}

/** For every check, by its id, records on which it finds nothing and records on which it finds one row. */
export const checkCases: Readonly<Record<string, CheckCases>> = Object.fromEntries(
  [...new Set([plainCases, ...edgeCases].flatMap(Object.keys))].map((id) => [id, allOf(id)]),
)

function allOf(id: string): CheckCases {
  const found = [plainCases, ...edgeCases].flatMap((cases) => cases[id] ?? [])
  const passes = found.flatMap((each) => each.passes)
  return {
    passes,
    fails: [
      ...found.flatMap((each) => each.fails),
      ...(id.endsWith('-column-empty') ? [] : passes.flatMap(unreadableElsewhere)),
    ],
  }
}

/** Where a cell that could not be read excuses a row, the same cell anywhere else excuses nothing. */
function unreadableElsewhere(record: CaseRecord): CheckCases['fails'] {
  const { cell_problem: [cell, ...more] = [], ...tables } = record
  const rows = Object.values(tables).flat()
  if (!cell || more.length > 0 || rows.length === 0 || rows.length > 2) return []
  const elsewhere = [
    { table_name: 'other' },
    { column_name: 'other' },
    { extract: 'before' },
    { source_file: 'other.csv' },
    { source_sheet: 'other' },
    { source_row: 9 },
  ]
  return elsewhere.map((place) => [{ ...tables, cell_problem: [{ ...cell, ...place }] }, /./])
}
