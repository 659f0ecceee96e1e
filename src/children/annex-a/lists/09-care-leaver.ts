import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { allocation, child, code, date, disability, text } from '../columns.ts'

/**
 * Everyone entitled to leaving care services on the day. The template of 2018 had 13 of these columns, so columns are
 * known by header and never by place.
 */
export const careLeaver = {
  table: 'care_leaver',
  title: 'Care leavers',
  list: 9,
  grain: 'one young person',
  names: { sheet: ['Care Leavers', 'Leaving Care'], file: ['care leaver', 'leaving care'] },
  columns: [
    ...child,
    code(
      'uasc_or_former',
      'Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)',
      codeSets.yesNo,
      {
        headers: ['UASC'],
        pattern: /\bunaccompanied asylum seeking child\b/,
        required: true,
        note: 'Not in the template of 2018.',
      },
    ),
    disability,
    ...allocation,
    text('personal_adviser', 'Allocated Personal Advisor', {
      headers: ['Allocated Personal Adviser'],
      required: true,
      note: 'Not in the template of 2018.',
    }),
    code('eligibility', 'Eligibility Category', codeSets.eligibilityCategory, {
      headers: ['Eligibity Category'],
      required: true,
    }),
    date('pathway_plan_review', 'Latest Pathway Plan Review Date', {
      headers: ['LatestPathwayPlan'],
      note: 'Not in the template of 2018.',
    }),
    code('in_touch', 'LA in Touch', codeSets.laInTouch, { required: true }),
    date('latest_contact', 'Latest Date of Contact', {
      headers: ['LatestContact'],
      note: 'Not in the template of 2018.',
    }),
    code('accommodation', 'Type of Accommodation', codeSets.accommodation),
    code('accommodation_suitability', 'Suitability of Accommodation', codeSets.accommodationSuitability, {
      headers: ['Suitability of Accomodation'],
    }),
    code('activity', 'Activity Status', codeSets.activityStatus),
  ],
  key: ['child_id'],
  window: { kind: 'current' },
  onePerChild: true,
} as const satisfies TableFormat
