import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { age, childId, code, date, dateOfBirth, disability, ethnicity, gender, text } from '../columns.ts'

/**
 * Children adopted in the last twelve months, with a decision for adoption not yet carried out, or whose decision was
 * reversed.
 */
export const adoption = {
  table: 'adoption',
  title: 'Children: adoption',
  list: 10,
  grain: 'one child',
  names: { sheet: ['Adoption'], file: ['adoption'] },
  columns: [
    childId,
    text('adoptive_family_id', 'Family identifier', {
      headers: ['FamilyID'],
      note: 'The adoptive family, which joins Lists 10 and 11; not the birth family.',
    }),
    gender,
    ethnicity,
    dateOfBirth,
    age,
    disability,
    date('entered_care', 'Date the Child Entered Care', { headers: ['EnteredCareDate'], required: true }),
    date('adoption_decision', 'Date of Decision that Child Should be Placed for Adoption', {
      headers: ['ADMSHOBPADecisionDate'],
      required: true,
    }),
    date('placement_order', 'Date of Placement Order', { headers: ['PlacementOrderDate'] }),
    date('matched', 'Date of Matching Child and Prospective Adopters', { headers: ['MatchedForAdoptionDate'] }),
    date('placed', 'Date Placed for Adoption', { headers: ['PlacedForAdoptionDate'] }),
    date('adoption_order', 'Date of Adoption Order', { headers: ['AdoptionOrderDate'] }),
    date('decision_reversed', 'Date of Decision that Child Should No Longer be Placed for Adoption', {
      headers: ['DecisionReversedDate'],
    }),
    code('reversal_reason', 'Reason Why Child No Longer Placed for Adoption', codeSets.reasonNoLongerAdoption, {
      headers: ['DecisionReversedReason'],
    }),
    date('ffa_placement', 'Date the child was placed for fostering in FFA or concurrent planning placement', {
      headers: ['DateFFAConsurrencyPlacement'],
    }),
  ],
  key: ['child_id', 'adoption_decision'],
  window: { kind: 'open', from: 'adoption_decision', to: 'adoption_order', orEnds: 'decision_reversed', months: 12 },
  onePerChild: true,
} as const satisfies TableFormat
