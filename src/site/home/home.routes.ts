import type { Check } from '#checks'
import { childrenOf, findOverview } from '#children'
import { listNarratives, type Narrative } from '#figures'
import { page, type Reply, type Route, type Visit } from '#platform/web'
import type { AttentionPoint } from '#reports'
import type { Timescale } from '#timescales'
import { findCompendium, listThemes } from '../compendium/figures.store.ts'
import { homePage } from './home.pages.ts'
import { getDataState, getSetUp, listOpened } from './home.store.ts'
import { type AttentionWithAnswer, type Home, keyFigures, listViewFor, type Section, sectionsFor } from './home.ts'

/** What the first page needs of the rest of the house. */
export interface HomeNeeds {
  /** Those in force, with an authority's own limits. */
  readonly timescales: readonly Timescale[]
  readonly checks: readonly Pick<Check, 'id' | 'severity'>[]
}

/** Lines of today's list on a first page. */
const MOST_LINES = 10

/** The first page: for each person what they come for. */
export function homeRoutes({ timescales, checks }: HomeNeeds): readonly Route[] {
  const byId = new Map(timescales.map((timescale) => [timescale.id, timescale]))
  const handle = async (_: unknown, visit: Visit): Promise<Reply> => {
    const home = await homeOf(visit, checks)
    const lines = home.list?.overview.first ?? []
    visit.looked({ children: childrenOf(lines), page: '/', why: 'first page', rows: lines.length })
    return page(homePage(home, byId))
  }
  return [{ method: 'GET', path: '/', what: 'home.view', namesChildren: true, handle }]
}

async function homeOf(visit: Visit, checks: HomeNeeds['checks']): Promise<Home> {
  const held = visit.person?.roles ?? []
  let home: Home = {
    authority: visit.authority?.name ?? '',
    mayLoad: visit.may('load.do'),
    mayReadNotices: visit.may('notice.view'),
    ...(visit.publication === undefined ? {} : { asAt: visit.publication.asAt }),
  }
  for (const section of sectionsFor(held)) home = { ...home, ...(await partOf(section, visit, held, checks)) }
  return home
}

/** What one part says; parts that show what was loaded are left out before anything was. */
async function partOf(
  section: Section,
  visit: Visit,
  held: readonly string[],
  checks: HomeNeeds['checks'],
): Promise<Partial<Home>> {
  const { tx, publication } = visit
  if (section === 'setUp') return { setUp: await getSetUp(tx, publication !== undefined) }
  if (section === 'breakGlass') return { opened: await listOpened(tx) }
  if (publication === undefined) return {}
  switch (section) {
    case 'list':
      return { list: { view: listViewFor(held), overview: await findOverview(tx, publication.asAt, MOST_LINES) } }
    case 'attention':
      return { attention: { points: await attentionOf(visit) } }
    case 'data':
      return { data: await getDataState(tx, checks, visit.may('load.view')) }
    case 'figures':
      return { figures: keyFigures(await listThemes(tx, 'public')) }
    default: {
      const never: never = section
      throw new Error(`a first page has no part ${never}`)
    }
  }
}

async function attentionOf({ tx }: Visit): Promise<readonly AttentionWithAnswer[]> {
  const compendium = await findCompendium(tx, 'inside')
  const narratives = await listNarratives(tx)
  return (compendium?.attention ?? []).map((point) => withAnswer(point, narratives))
}

/** The newest question about the measure, with its answer where there is one. */
function withAnswer(point: AttentionPoint, narratives: readonly Narrative[]): AttentionWithAnswer {
  const own = narratives.filter(({ measure }) => measure === point.measure)
  const newest = own.toSorted((a, b) => (a.since < b.since ? 1 : -1))[0]
  return newest === undefined ? point : { ...point, narrative: newest }
}
