import type { Measure } from '#measures'
import { slices } from '../src/slices.ts'

/** The measures that `analyst.py` counts too: from seven lists, by month and at the end of months. */
const ids = [
  'contacts',
  'contacts-to-referral',
  'referrals',
  're-referrals-12m',
  'referrals-nfa',
  'assessments-started',
  'assessments-completed',
  'assessments-45wd',
  'assessment-child-seen',
  'assessment-needs-support',
  's47-number',
  's47-to-icpc',
  'icpc-number',
  'icpc-15wd',
  'icpc-to-plan',
  'cin-ended',
  'cin-number',
  'cpp-started',
  'cpp-repeat',
  'cpp-ended',
  'cpp-2y-closed',
  'cpp-number',
  'lac-started',
  'lac-number',
]

/** The 24 measures as declared. @throws Error when one is declared no longer */
export function measures24(): readonly Measure[] {
  return ids.map((id) => {
    const found = slices.children.measures.find((measure) => measure.id === id)
    if (!found) throw new Error(`${id} is not a measure`)
    return found
  })
}
