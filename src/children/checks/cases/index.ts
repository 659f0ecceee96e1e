import { acrossCases } from './across.cases.ts'
import { careCases } from './care.cases.ts'
import type { CheckCases } from './case.ts'
import { earlyCases } from './early.cases.ts'
import { everyListCases } from './every-list.cases.ts'
import { laterCases } from './later.cases.ts'
import { protectionCases } from './protection.cases.ts'

/** For every check, by its id, records on which it finds nothing and records on which it finds one row. */
export const checkCases: Readonly<Record<string, CheckCases>> = {
  ...everyListCases,
  ...earlyCases,
  ...protectionCases,
  ...careCases,
  ...laterCases,
  ...acrossCases,
}
