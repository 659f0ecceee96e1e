import type { Check } from '#checks'
import { contact } from '../annex-a/lists/01-contact.ts'
import { listed } from './listed.ts'
import { listSource, quoted } from './row-check.ts'

/** What each kind of unreadable cell is called, and the types of column that it can stand in. */
const kinds = [
  {
    id: 'cell-date-unreadable',
    type: 'date',
    title: 'A date could not be read',
    todo: 'Write the day as 06/02/2018. A day that does not exist, such as 31/02, was mistyped at its source.',
  },
  {
    id: 'cell-code-unknown',
    type: 'code',
    title: 'A value is not one that the column allows',
    todo: 'Use a value of the standard’s list, or have the spelling added to the mapping of the report.',
  },
  {
    id: 'cell-number-unreadable',
    type: 'integer',
    title: 'A number could not be read',
    todo: 'Write a whole number in figures.',
  },
  {
    id: 'cell-postcode-unreadable',
    type: 'postcode',
    title: 'A postcode could not be read',
    todo: 'Write the whole postcode, or leave it empty where the placement is confidential.',
  },
  {
    id: 'cell-text-unreadable',
    type: 'text',
    title: 'A text could not be read',
    todo: 'Shorten it to 500 characters; export identifiers as text, so that the spreadsheet keeps their digits.',
  },
] as const

/** How much of what the cell holds is shown: enough to find it. */
const SHOWN = 40

const columnsOf = (type: string) =>
  listed.flatMap(({ list }) =>
    list.columns.filter((column) => column.type === type).map((column) => ({ table: list.table, ...column })),
  )

/**
 * Cells that could not be read, by kind: their rows were loaded with the cell empty. The reason is the loader's; what
 * kind of column the cell stands in comes from the lists.
 */
export const cellChecks: readonly Check[] = kinds.map(({ id, type, title, todo }) => ({
  id,
  title,
  severity: 'error',
  table: 'any',
  needs: {},
  uses: { cell_problem: ['table_name', 'child_id', 'column_name', 'raw_value', 'reason'] },
  why: 'The row is loaded as if the cell were empty, so it drops out of what is counted and timed by it.',
  todo,
  source: listSource(contact).replace(/, List 1$/, ''),
  sql: `with list_column as (
    select unnest([${columnsOf(type)
      .map(
        ({ table, name, header }) =>
          `{'table_name': ${quoted(table)}, 'name': ${quoted(name)}, 'header': ${quoted(header.trim())}}`,
      )
      .join(',\n        ')}], recursive := true)
)
select
    cell_problem.child_id,
    cell_problem.table_name,
    concat(list_column.header, ' holds ', left(cell_problem.raw_value, ${SHOWN}), case when length(cell_problem.raw_value) > ${SHOWN} then '…' end,
        ': ', cell_problem.reason) as detail,
    cell_problem.source_file,
    cell_problem.source_sheet,
    cell_problem.source_row,
    cell_problem.extract,
    concat_ws('|', cell_problem.table_name, cell_problem.column_name, coalesce(cell_problem.child_id, ''), md5(cell_problem.raw_value)) as row_key
from cell_problem
join list_column on list_column.table_name = cell_problem.table_name and list_column.name = cell_problem.column_name`,
}))
