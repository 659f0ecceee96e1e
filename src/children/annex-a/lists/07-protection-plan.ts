import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { allocation, childWithDisability, code, date, integer } from '../columns.ts'

/** Child protection plans open at any time in the last six months; not the temporary plans of other authorities. */
export const protectionPlan = {
  table: 'protection_plan',
  title: 'Child protection plans',
  list: 7,
  grain: 'one child protection plan',
  names: { sheet: ['Child Protection', 'CPP'], file: ['child protection', 'cpp'] },
  columns: [
    ...childWithDisability,
    date('plan_start_date', 'Child Protection Plan Start Date', { required: true }),
    code('initial_category', 'Initial Category of Abuse', codeSets.abuseCategory, { required: true }),
    code('latest_category', 'Latest Category of Abuse', codeSets.abuseCategory, { required: true }),
    date('last_statutory_visit', 'Date of the Last Statutory Visit', { headers: ['DateOfLastStatutoryVisit'] }),
    code('seen_alone', 'Was the Child Seen Alone?', codeSets.yesNoUnknown, { headers: ['ChildSeenAlone'] }),
    date('latest_review_conference', 'Date of latest review conference', {
      headers: ['DateOfLatestReviewConf'],
      note: 'Only the latest review is given.',
    }),
    date('plan_end_date', 'Child Protection Plan End Date'),
    code(
      'epo_or_police_protection',
      'Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)',
      codeSets.yesNo,
      { headers: ['ProtectionLastSixMonths'], pattern: /\bsubject to emergency protection order\b/, required: true },
    ),
    integer('previous_plans', 'Number of Previous Child Protection Plans', { required: true }),
    ...allocation,
  ],
  key: ['child_id', 'plan_start_date'],
  window: { kind: 'open', from: 'plan_start_date', to: 'plan_end_date', months: 6 },
} as const satisfies TableFormat
