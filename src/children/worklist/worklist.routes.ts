import { download, type PageRequest, page, type Reply, type Route, type Visit } from '#platform/web'
import type { Timescale } from '#timescales'
import { notLoadedPage } from '../not-loaded.pages.ts'
import { readFilter } from './worklist.filter.ts'
import { WORKLIST, worklistPage } from './worklist.pages.ts'
import { findWorklist, listWorklist } from './worklist.store.ts'
import type { WorklistLine } from './worklist.ts'
import { MOST_LINES, worklistWorkbook } from './worklist.workbook.ts'

/** Today's list and the same as a spreadsheet. `timescales` are those in force, with an authority's own limits. */
export function worklistRoutes(timescales: readonly Timescale[]): readonly Route[] {
  const byId = new Map(timescales.map((timescale) => [timescale.id, timescale]))
  return [
    {
      method: 'GET',
      path: WORKLIST,
      what: 'worklist.view',
      namesChildren: true,
      handle: (request, visit) => showList(request, visit, byId),
    },
    {
      method: 'GET',
      path: `${WORKLIST}/export`,
      what: 'worklist.export',
      namesChildren: true,
      limit: 'export',
      handle: (request, visit) => exportList(request, visit, byId),
    },
  ]
}

type Timescales = ReadonlyMap<string, Timescale>

async function showList({ query, path }: PageRequest, visit: Visit, timescales: Timescales): Promise<Reply> {
  if (visit.publication === undefined) return nothingLoaded(visit, path)
  const { asAt } = visit.publication
  const { filter, problems } = readFilter(query)
  const list = await findWorklist(visit.tx, filter, asAt)
  visit.looked({ children: childrenOf(list.lines), page: path, why: 'list of what is due', rows: list.lines.length })
  return page(
    worklistPage({
      asAt,
      filter,
      typedDueBy: query.dueBy ?? '',
      problems,
      list,
      timescales,
      showWorker: list.choices.workers.length > 1,
      showTeam: list.choices.teams.length > 1,
      mayExport: visit.may('worklist.export'),
    }),
  )
}

async function exportList({ query, path }: PageRequest, visit: Visit, timescales: Timescales): Promise<Reply> {
  if (visit.publication === undefined) return nothingLoaded(visit, path)
  const { asAt } = visit.publication
  const { filter } = readFilter(query)
  const lines = await listWorklist(visit.tx, filter, asAt, MOST_LINES)
  visit.looked({
    children: childrenOf(lines),
    page: path,
    why: 'list of what is due, as a spreadsheet',
    rows: lines.length,
    export: true,
  })
  return download({
    filename: `due-as-at-${asAt}.xlsx`,
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: await worklistWorkbook(lines, { asAt, filter, timescales }),
  })
}

function nothingLoaded(visit: Visit, path: string): Reply {
  visit.looked({ children: [], page: path })
  return page(notLoadedPage('Today’s list'))
}

/** Adopters are no children: a line without a reference is theirs. */
export function childrenOf(lines: readonly WorklistLine[]): readonly string[] {
  return lines.flatMap(({ ref, child }) => (ref === null ? [] : [child]))
}
