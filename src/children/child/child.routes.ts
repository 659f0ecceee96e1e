import type { Check } from '#checks'
import { ACCESS_LOG, type Role, roles } from '#permissions'
import { notFound, type PageRequest, page, type Reply, type Route, type Visit } from '#platform/web'
import type { Timescale } from '#timescales'
import { formatMoment } from '#values'
import { type ChildFinding, childPage, type OpenedRecord } from './child.pages.ts'
import {
  type FindingOfChild,
  findChildByRef,
  findOpened,
  getTimeline,
  listDueOfChild,
  listFindingsOfChild,
} from './child.store.ts'
import { type ChildNow, isStrand } from './child.ts'

/** What these routes need of the rest of the house. */
export interface ChildNeeds {
  /** Those in force, with an authority's own limits. */
  readonly timescales: readonly Timescale[]
  readonly checks: readonly Pick<Check, 'id' | 'title' | 'todo'>[]
}

interface Declared {
  readonly timescales: ReadonlyMap<string, Timescale>
  readonly checks: ReadonlyMap<string, Pick<Check, 'id' | 'title' | 'todo'>>
}

/** A child's page. */
export function childRoutes({ timescales, checks }: ChildNeeds): readonly Route[] {
  const declared = {
    timescales: new Map(timescales.map((timescale) => [timescale.id, timescale])),
    checks: new Map(checks.map((check) => [check.id, check])),
  }
  return [
    {
      method: 'GET',
      path: '/children/:ref',
      what: 'child.view',
      namesChildren: true,
      handle: (request, visit) => showChild(request, visit, declared),
    },
  ]
}

/** A child that is not this person's to see is not found: the answer does not say whether there is one. */
async function showChild(request: PageRequest, visit: Visit, declared: Declared): Promise<Reply> {
  const { tx, publication } = visit
  const child = publication && (await findChildByRef(tx, request.params.ref ?? ''))
  if (publication === undefined || child === undefined) return notFound()
  const due = await listDueOfChild(tx, child.child)
  const events = await getTimeline(tx, child.child)
  const findings = await listFindingsOfChild(tx, child.child)
  const opened = await openedOf(visit, child.child)
  visit.looked({ children: [child.child], page: request.path, why: whyLooked(child, opened, visit) })
  return page(
    childPage({
      asAt: publication.asAt,
      child,
      due,
      events,
      findings: findings.map((finding) => described(finding, declared)),
      timescales: declared.timescales,
      ...(opened === undefined ? {} : { opened }),
      strands: request.queryAll('strand').filter(isStrand),
      page: pageNumber(request.query.page),
      ...(visit.may('access-log.view') ? { looksHref: `${ACCESS_LOG}/child/${child.ref}` } : {}),
    }),
  )
}

async function openedOf({ tx }: Visit, child: string): Promise<OpenedRecord | undefined> {
  const opened = await findOpened(tx, child)
  return opened && { until: formatMoment(opened.until), reason: opened.reason }
}

/** By what right: for the access log, which children and families may ask for. */
function whyLooked(child: ChildNow, opened: OpenedRecord | undefined, { person }: Visit): string {
  if (opened !== undefined) return 'opened outside the rules, with a reason'
  if (child.sealed) return 'named for this sealed record'
  const own = person?.worker ?? null
  if (own !== null && child.cases.some(({ worker }) => worker === own)) return 'own case'
  return (person?.roles ?? []).map((role) => roles[role as Role] ?? role).join(', ')
}

/** A check that is declared no more keeps its id for a title. */
function described({ check, severity, detail }: FindingOfChild, { checks }: Declared): ChildFinding {
  const declared = checks.get(check)
  return { title: declared?.title ?? check, severity, detail, todo: declared?.todo ?? '' }
}

function pageNumber(given: string | undefined): number {
  return given !== undefined && /^[1-9]\d{0,3}$/.test(given) ? Number(given) : 1
}
