import type { Measure } from '#measures'
import { adoptionMeasures } from './adoption.measures.ts'
import { assessmentMeasures } from './assessment.measures.ts'
import { careLeaverMeasures } from './care-leaver.measures.ts'
import { caseloadMeasures, childInNeedMeasures } from './child-in-need.measures.ts'
import { planFlowMeasures, planStockMeasures, section47Measures } from './child-protection.measures.ts'
import { careFlowMeasures, careStockMeasures, careTimelinessMeasures } from './children-in-care.measures.ts'
import { earlyHelpMeasures } from './early-help.measures.ts'
import { contactMeasures } from './front-door.measures.ts'
import { referralMeasures } from './referral.measures.ts'

/** Every measure of children's social care over Annex A, along the journey. Needs the views of `createFacts`. */
export const childrenMeasures: readonly Measure[] = [
  ...contactMeasures,
  ...earlyHelpMeasures,
  ...referralMeasures,
  ...assessmentMeasures,
  ...section47Measures,
  ...planFlowMeasures,
  ...planStockMeasures,
  ...childInNeedMeasures,
  ...careFlowMeasures,
  ...careStockMeasures,
  ...careTimelinessMeasures,
  ...careLeaverMeasures,
  ...adoptionMeasures,
  ...caseloadMeasures,
]
