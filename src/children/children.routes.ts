import type { Route } from '#platform/web'
import { caseloadRoutes } from './caseload/caseload.routes.ts'
import { breakGlassRoutes } from './child/break-glass.routes.ts'
import { type ChildNeeds, childRoutes } from './child/child.routes.ts'
import { searchRoutes } from './child/search.routes.ts'
import type { CaseWeights } from './published/case-weights.ts'
import { worklistRoutes } from './worklist/worklist.routes.ts'

/** What the pages of children's social care need of the rest of the house. */
export interface ChildrenRouteNeeds extends ChildNeeds {
  /** What the published caseloads were weighted by; the local weights unless given. */
  readonly weights?: CaseWeights
}

/** Today's list, a child, finding a child, opening a record outside the rules, and caseloads. */
export function childrenRoutes({ weights, ...needs }: ChildrenRouteNeeds): readonly Route[] {
  return [
    ...worklistRoutes(needs.timescales),
    ...searchRoutes,
    ...childRoutes(needs),
    ...breakGlassRoutes,
    ...caseloadRoutes(weights),
  ]
}
