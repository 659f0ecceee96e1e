import { notFound, type PageRequest, page, type Reply, type Route, type Visit } from '#platform/web'
import { notLoadedPage } from '../not-loaded.pages.ts'
import { type CaseWeights, localCaseWeights } from '../published/case-weights.ts'
import { CASELOADS, type CaseloadPage, teamPage, teamsPage, workerPage } from './caseload.pages.ts'
import { listCaseloads } from './caseload.store.ts'
import type { WorkerCaseload } from './caseload.ts'

/** Caseloads by team and by worker. They count children and name none. */
export function caseloadRoutes(weights: CaseWeights = localCaseWeights): readonly Route[] {
  return [
    {
      method: 'GET',
      path: CASELOADS,
      what: 'caseload.view',
      handle: (request, visit) => showTeams(request, visit, weights),
    },
    {
      method: 'GET',
      path: `${CASELOADS}/worker`,
      what: 'caseload.view',
      handle: (request, visit) => showWorker(request, visit, weights),
    },
  ]
}

/** Who answers for one team lands on it at once. */
async function showTeams({ query }: PageRequest, visit: Visit, weights: CaseWeights): Promise<Reply> {
  if (visit.publication === undefined) return page(notLoadedPage('Caseloads'))
  const asked = query.team?.trim()
  const workers = await listCaseloads(visit.tx, asked ? { team: asked } : {})
  if (asked && workers.length === 0) return notFound()
  const shown = pageOf(visit, workers, weights)
  const only = asked || onlyTeam(workers)
  return page(only ? teamPage(shown, only, Boolean(asked)) : teamsPage(shown))
}

function onlyTeam(workers: readonly WorkerCaseload[]): string | null {
  const teams = new Set(workers.map(({ team }) => team))
  return teams.size === 1 ? (workers[0]?.team ?? null) : null
}

async function showWorker({ query }: PageRequest, visit: Visit, weights: CaseWeights): Promise<Reply> {
  const worker = query.worker?.trim() ?? ''
  const workers = worker === '' ? [] : await listCaseloads(visit.tx, { worker })
  const own = workers[0]
  return own === undefined ? notFound() : page(workerPage(pageOf(visit, workers, weights), own))
}

function pageOf(visit: Visit, workers: readonly WorkerCaseload[], weights: CaseWeights): CaseloadPage {
  if (visit.publication === undefined) throw new Error('caseloads are read of a publication, and there is none')
  return { asAt: visit.publication.asAt, workers, weights, mayOpenList: visit.may('worklist.view') }
}
