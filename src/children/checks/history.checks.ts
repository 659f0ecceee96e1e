import type { Check } from '#checks'
import type { TableFormat } from '#imports'
import { listed } from './listed.ts'
import { asAt, describeRow, HOUSE_RULE, quoted } from './row-check.ts'

const lists = listed.map((each) => each.list)

/** The versions of every list that ended for one reason; `t` is the version. A list never supplied has none. */
function endedRows(of: readonly TableFormat[], endedBy: string, also: string, detail: string): string {
  return of
    .map(
      (list) => `select
    ${describeRow(list)},
    ${detail} as detail
from ${list.table}_version as t
where t.ended_by = ${quoted(endedBy)}${also}`,
    )
    .join('\nunion all by name\n')
}

const readsOf = (of: readonly TableFormat[]) =>
  Object.fromEntries(of.map((list) => [`${list.table}_version`, list.key]))

const listsWithEnd = lists.filter((list) => list.window.kind === 'open')
const onePerChild = listsWithEnd.filter((list) => list.onePerChild)
const extractDay = `strftime(t.known_to, '%-d %B %Y')`

const withdrawn: Check = {
  id: 'row-withdrawn',
  title: 'A row of the extract before is gone, though the list still reaches it',
  severity: 'query',
  table: 'any',
  needs: {},
  uses: readsOf(lists),
  why: 'Figures published earlier counted it. Rows vanish when records are deleted or merged, or a key date is corrected.',
  todo: 'Nothing, if the record was corrected; otherwise look why the report leaves it out.',
  source: HOUSE_RULE,
  sql: endedRows(
    lists,
    'withdrawn',
    ` and t.known_to = ${asAt}`,
    `concat('In earlier extracts, not in that of ', ${extractDay})`,
  ),
}

const endUnseen: Check = {
  id: 'row-superseded-without-end',
  title: 'An open row was replaced by a newer one and its end was never seen',
  severity: 'query',
  table: 'any',
  needs: {},
  uses: readsOf(onePerChild),
  why: 'The list holds a child’s latest row only, so when the earlier one ended is not known; its length is not counted.',
  todo: 'Load the extract of a day between the two, if there is one.',
  source: HOUSE_RULE,
  sql: endedRows(
    onePerChild,
    'superseded',
    '',
    `concat('Open until the extract of ', ${extractDay}, ' showed a newer row')`,
  ),
}

const endInGap: Check = {
  id: 'row-ended-in-gap',
  title: 'An open row disappeared between extracts that lie too far apart',
  severity: 'warning',
  table: 'any',
  needs: {},
  uses: readsOf(listsWithEnd),
  why: 'It ended at a time that no extract shows; how many were open in between is not known.',
  todo: 'Load an extract of the time between, so that every list overlaps with the one before.',
  source: HOUSE_RULE,
  sql: endedRows(listsWithEnd, 'gap', '', `concat('Open before, and gone from the extract of ', ${extractDay})`),
}

const listLeftOut: Check = {
  id: 'list-not-in-latest-extract',
  title: 'A list that was supplied before is not in the latest extract',
  severity: 'warning',
  table: 'any',
  needs: {},
  uses: { extract_day: ['as_at', 'table_name'] },
  why: 'Its rows are as old as the last extract that had it, and everything that is open in it looks overdue.',
  todo: 'Load the list for the day of the extract.',
  source: HOUSE_RULE,
  sql: `select
    table_name,
    concat('Last supplied for ', strftime(max(as_at), '%-d %B %Y')) as detail,
    table_name as row_key
from extract_day
group by table_name
having max(as_at) < ${asAt}`,
}

export const historyChecks: readonly Check[] = [withdrawn, endUnseen, endInGap, listLeftOut]
