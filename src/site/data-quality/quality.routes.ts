import { type Check, type CheckFindings, findingsSheets } from '#checks'
import type { ImportFormat } from '#imports'
import { openWorkbook, WORKBOOK_TYPE } from '#platform/spreadsheets'
import {
  download,
  html,
  notFound,
  type PageRequest,
  page,
  pageRows,
  type Reply,
  type Route,
  readListState,
  type Visit,
} from '#platform/web'
import type { PlainDate } from '#values'
import { listName } from '../load/load.words.ts'
import { checkPage, type NameOfList, qualityPage, teamPage, teamsPage } from './quality.pages.ts'
import { countByTeam, countTeamChecks, findCheckRows, listRows, listStands } from './quality.store.ts'
import type { QualityRow } from './quality.ts'

/** The pages of data quality, for the checks that are declared. */
export function qualityRoutes(checks: readonly Check[], format: ImportFormat): readonly Route[] {
  const declared = { checks, nameOf: listNames(format) }
  const rows = { method: 'GET', what: 'quality.rows' } as const
  const sheet = { method: 'GET', what: 'quality.export', namesChildren: true, limit: 'export' } as const
  return [
    {
      method: 'GET',
      path: '/data-quality',
      what: 'quality.view',
      handle: published(async (_, visit, asAt) => {
        return page(qualityPage({ ...declared, stands: await listStands(visit.tx), asAt, visit }))
      }),
    },
    {
      ...rows,
      path: '/data-quality/teams',
      handle: published(async (_, visit, asAt) => page(teamsPage({ teams: await countByTeam(visit.tx), asAt, visit }))),
    },
    { ...rows, path: '/data-quality/team', handle: published((...given) => showTeam(declared, ...given)) },
    {
      ...rows,
      path: '/data-quality/checks/:check',
      namesChildren: true,
      handle: published((...given) => showCheck(declared, ...given)),
    },
    {
      ...sheet,
      path: '/data-quality/checks/:check/sheet',
      handle: published((...given) => sendCheck(checks, ...given)),
    },
    { ...sheet, path: '/data-quality/team/sheet', handle: published((...given) => sendTeam(checks, ...given)) },
  ]
}

interface Declared {
  readonly checks: readonly Check[]
  readonly nameOf: NameOfList
}

function listNames(format: ImportFormat): NameOfList {
  const known = new Set(format.tables.map(({ table }) => table))
  return (table) => (known.has(table) ? listName(format, table) : undefined)
}

type Handle = (request: PageRequest, visit: Visit, asAt: PlainDate) => Promise<Reply>

function published(handle: Handle): Route['handle'] {
  return async (request, visit) => {
    if (visit.publication !== undefined) return handle(request, visit, visit.publication.asAt)
    visit.looked({ children: [], page: request.path })
    return page({
      title: 'Data quality',
      main: html`<h1 class="govuk-heading-l">Data quality</h1>
<p class="govuk-body">Nothing has been loaded yet.</p>`,
    })
  }
}

const teamOf = ({ query }: PageRequest): string | null => query.team || null

async function showTeam(
  { checks, nameOf }: Declared,
  request: PageRequest,
  visit: Visit,
  asAt: PlainDate,
): Promise<Reply> {
  const team = teamOf(request)
  return page(teamPage({ nameOf, team, checks, counts: await countTeamChecks(visit.tx, team), asAt, visit }))
}

const SHAPE = { sorts: {}, sort: 'new', filters: ['team', 'new'] } as const

async function showCheck(
  { checks, nameOf }: Declared,
  request: PageRequest,
  visit: Visit,
  asAt: PlainDate,
): Promise<Reply> {
  const check = checks.find(({ id }) => id === request.params.check)
  if (check === undefined) return notFound()
  const state = readListState(request, SHAPE)
  const choice = { check: check.id, team: state.filters.team, isNew: state.filters.new === 'yes' }
  const found = await findCheckRows(visit.tx, choice, pageRows(state))
  visit.looked({
    children: childrenOf(found.rows),
    page: request.path,
    why: `odd rows of check ${check.id}`,
    rows: found.rows.length,
  })
  return page(checkPage({ nameOf, check, asAt, found, state, visit }))
}

/** The most rows that leave in one workbook. */
const MOST_ROWS = 100_000

async function sendCheck(
  checks: readonly Check[],
  request: PageRequest,
  visit: Visit,
  asAt: PlainDate,
): Promise<Reply> {
  const check = checks.find(({ id }) => id === request.params.check)
  if (check === undefined) return notFound()
  const { team } = request.query
  const rows = await listRows(visit.tx, { check: check.id, team: team || undefined }, MOST_ROWS)
  return send([check], rows, `data-quality-${check.id}-${asAt}.xlsx`, request, visit)
}

async function sendTeam(checks: readonly Check[], request: PageRequest, visit: Visit, asAt: PlainDate): Promise<Reply> {
  const rows = await listRows(visit.tx, { team: teamOf(request) }, MOST_ROWS)
  return send(checks, rows, `data-quality-team-${asAt}.xlsx`, request, visit)
}

async function send(
  checks: readonly Check[],
  rows: readonly QualityRow[],
  filename: string,
  request: PageRequest,
  visit: Visit,
): Promise<Reply> {
  visit.looked({
    children: childrenOf(rows),
    page: request.path,
    why: 'odd rows, as a sheet to send',
    rows: rows.length,
    export: true,
  })
  const findings = findingsOf(checks, rows)
  const named = findings.map(({ check }) => checks.find(({ id }) => id === check)!)
  const body = await openWorkbook(findingsSheets({ findings, checks: named }))
  return download({ filename, type: WORKBOOK_TYPE, body })
}

/** The rows by check, of checks that have any; of a single check also when it has none. */
function findingsOf(checks: readonly Check[], rows: readonly QualityRow[]): CheckFindings[] {
  const byCheck = Map.groupBy(rows, ({ check }) => check)
  return checks
    .filter(({ id }) => byCheck.has(id) || checks.length === 1)
    .map(({ id, title, severity, table }) => {
      const found = byCheck.get(id) ?? []
      return {
        check: id,
        title,
        severity,
        table,
        count: found.length,
        rows: found.map((row) => ({ ...row, detail: row.detail ?? title, key: '' })),
      }
    })
}

function childrenOf(rows: readonly QualityRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ child }) => (child === null ? [] : [child])))]
}
