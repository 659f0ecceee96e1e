import { childrenRoutes, publishedFrom } from '#children'
import { ACCESS_LOG, accessLogRoutes, openedRecordsRoutes, SEALED_RECORDS, sealedRecordsRoutes } from '#permissions'
import { askFor } from '#platform/jobs'
import type { NavigationItem, Route, Visit } from '#platform/web'
import {
  administrationRoutes,
  definitionsRoutes,
  figuresRoutes,
  homeRoutes,
  loadRoutes,
  qualityRoutes,
  snapshotRoutes,
  todayInEngland,
} from '#site'
import type { Timescale } from '#timescales'
import { publishJob } from './publish.jobs.ts'
import { slices } from './slices.ts'

const { children } = slices

/** What the routes of the site need of the program. */
export interface SiteNeeds {
  readonly dataDir: string
  /** Those in force, with an authority's own limits. */
  readonly timescales: readonly Timescale[]
  /** How people come in: with an identity provider, or as a person of the example county. */
  readonly signIn: readonly Route[]
}

/** Every route of the site: the one list that composes them. */
export function siteRoutes({ dataDir, timescales, signIn }: SiteNeeds): readonly Route[] {
  const { format, checks, measures, notFed } = children
  return [
    ...signIn,
    ...homeRoutes({ timescales, checks }),
    ...childrenRoutes({ timescales, checks }),
    ...figuresRoutes({ titles: new Map(measures.map(({ id, title }) => [id, title])), publishAgain }),
    ...qualityRoutes(checks, format),
    ...loadRoutes({ dataDir, format, today: () => todayInEngland() }),
    ...snapshotRoutes({ dataDir, needed: publishedFrom }),
    ...definitionsRoutes({ measures, checks, timescales, notFed }),
    ...accessLogRoutes,
    ...openedRecordsRoutes,
    ...sealedRecordsRoutes,
    ...administrationRoutes({ measures, publishAgain, dataDir, declared: children.timescales }),
  ]
}

/** Figures are published again when the transaction that changed something of them has committed. */
async function publishAgain(visit: Visit): Promise<void> {
  await askFor(visit.tx, publishJob, { authority: visit.authority!.code, key: 'current', payload: {} })
}

/** The parts of the site in the order of its navigation. */
export const navigation: readonly NavigationItem[] = [
  { text: 'Home', href: '/', what: 'home.view' },
  { text: 'Today’s list', href: '/worklist', what: 'worklist.view' },
  { text: 'Find a child', href: '/children', what: 'child.search' },
  { text: 'Caseloads', href: '/caseloads', what: 'caseload.view' },
  { text: 'Figures', href: '/figures', what: 'figures.view' },
  { text: 'Briefing', href: '/briefing', what: 'figures.public', unless: 'figures.view' },
  { text: 'Data quality', href: '/data-quality', what: 'quality.view' },
  { text: 'Loads', href: '/loads', what: 'load.view' },
  { text: 'Definitions', href: '/definitions', what: 'definitions.view', unless: 'figures.view' },
  { text: 'Access log', href: ACCESS_LOG, what: 'access-log.view' },
  { text: 'Sealed records', href: SEALED_RECORDS, what: 'child.seal' },
  { text: 'Administration', href: '/administration', what: 'administration.do' },
]
