import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { allocation, childWithDisability, code, date } from '../columns.ts'

/** Continuous (single) assessments that were open at any time in the last six months. */
export const assessment = {
  table: 'assessment',
  title: 'Assessments',
  list: 4,
  grain: 'one assessment of a child',
  names: { sheet: ['Assessments'], file: ['assessment'] },
  columns: [
    ...childWithDisability,
    date('assessment_start_date', 'Continuous Assessment Start Date', {
      headers: ['ContinuousAssessmentStart'],
      required: true,
    }),
    code('child_seen', 'Child Seen During Continuous Assessment', codeSets.yesNoUnknown, {
      headers: ['ContinuousAssessmentChildSeen'],
    }),
    date('authorisation_date', 'Continuous Assessment Date of Authorisation', {
      headers: ['ContinuousAssessmentAuthDate'],
      note: 'Empty while open.',
    }),
    code(
      'requires_support',
      "Was the child assessed as requiring LA children's social care support?",
      codeSets.yesNoUnknown,
      { headers: ['CSCSupportRequired'], pattern: /\bchild assessed\b.*\bsocial care support\b/ },
    ),
    ...allocation,
  ],
  key: ['child_id', 'assessment_start_date'],
  window: { kind: 'open', from: 'assessment_start_date', to: 'authorisation_date', months: 6 },
} as const satisfies TableFormat
