import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { code, date, ethnicity, gender, integer, text } from '../columns.ts'

/**
 * Prospective adopters in touch with the agency in the last twelve months. Often kept by the regional adoption agency,
 * so an extract without it is complete.
 */
export const adopter = {
  table: 'adopter',
  title: 'Prospective and approved adopters',
  list: 11,
  grain: 'one adopter; a couple is two rows with one family identifier',
  names: { sheet: ['Adopters'], file: ['adopter'] },
  columns: [
    text('adopter_id', 'Individual adopter identifier', { headers: ['AdopterID'], required: true }),
    text('adoptive_family_id', 'Family identifier', {
      note: 'The adoptive family, which joins Lists 10 and 11; not the birth family.',
    }),
    gender,
    ethnicity,
    code('disability', 'Disability', codeSets.disability, {
      headers: ['Does the adopter have a disability', 'HasDisability'],
      required: true,
    }),
    code('fostering_for_adoption', 'Is the (prospective) adopter fostering for adoption?', codeSets.yesNo, {
      headers: ['AdoptedByCarer'],
      required: true,
    }),
    date('enquiry_received', 'Date enquiry received', { headers: ['EnquiryDate'], required: true }),
    date('stage_1_start', 'Date Stage 1 started', { headers: ['Stage1StartDate'] }),
    date('stage_1_end', 'Date Stage 1 ended', { headers: ['Stage1EndDate'] }),
    date('stage_2_start', 'Date Stage 2 started', { headers: ['Stage2StartDate'] }),
    date('stage_2_end', 'Date Stage 2 ended', { headers: ['Stage2EndDate'] }),
    date('application_submitted', 'Date application submitted', { headers: ['ApplicationDate'] }),
    date('application_approved', 'Date application approved', { headers: ['ApplicationApprDate'] }),
    date('matched', 'Date adopter matched with child(ren)', { headers: ['MatchedDate'] }),
    date('placed', 'Date child/children placed with adopter(s)', { headers: ['PlacedDate'] }),
    integer('children_placed', 'No. of children placed', { headers: ['NumSiblingsPlaced'] }),
    date('adoption_order', 'Date of Adoption Order', { headers: ['AdoptionOrderDate'] }),
    date('left_process', 'Date of leaving adoption process', { headers: ['AdoptionLeaveDate'] }),
    code('leaving_reason', 'Reason for leaving adoption process', codeSets.adopterLeavingReason, {
      headers: ['AdoptingLeaveReason'],
    }),
  ],
  key: ['adopter_id'],
  window: {
    kind: 'open',
    from: 'enquiry_received',
    to: 'left_process',
    orEnds: 'adoption_order',
    mayLapse: true,
    months: 12,
  },
  optional: true,
} as const satisfies TableFormat
