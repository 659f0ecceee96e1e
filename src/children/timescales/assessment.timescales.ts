import type { Timescale } from '#timescales'
import { documents } from './sources.ts'
import { CASE_CLOSURE_STEP } from './steps.ts'

/** A referral further back than this before an assessment is taken to have been about something else. */
export const REFERRAL_BEFORE_ASSESSMENT_DAYS = 31

const assessment = {
  kind: 'statutory-guidance',
  source: { document: documents.workingTogether, paragraph: 'assessment: at most 45 working days from the referral' },
  verified: 'secondary',
  limit: { value: 45, unit: 'workingDays' },
  appliesTo: 'Every continuous (single) assessment',
  meets: 'A manager authorises the completed assessment',
} as const

export const assessmentTimescales = [
  {
    id: 'assessment-45',
    title: 'Assessment within 45 working days of the referral',
    ...assessment,
    starts: 'The referral that led to the assessment',
    proxy:
      `Annex A does not join assessments to referrals: the newest referral of the child in the ${REFERRAL_BEFORE_ASSESSMENT_DAYS} days up ` +
      'to the start of the assessment, other than one that needed no further action, is taken; without one, the start of the assessment.',
    tables: ['assessment'],
    sql: `
    with ${CASE_CLOSURE_STEP},
    leading_referral as (
        select child_id, date_of_referral
        from referral
        where referral_nfa is distinct from 'Y' and date_of_referral is not null
    ),
    begun as (
        select
            assessment.*,
            case when assessment_start_date - date_of_referral <= ${REFERRAL_BEFORE_ASSESSMENT_DAYS}
                then date_of_referral
                else assessment_start_date
            end as began_on
        from assessment_known as assessment
        asof left join leading_referral as referral
            on referral.child_id = assessment.child_id
            and referral.date_of_referral <= assessment.assessment_start_date
    )
    select
        begun.child_id,
        assessment_start_date::varchar as item_key,
        began_on as started_on,
        authorisation_date as met_on,
        least(case_closure.closed_on, gone_on) as closed_on,
        allocated_worker as worker,
        allocated_team as team
    from begun
    asof left join case_closure
        on case_closure.child_id = begun.child_id and case_closure.closed_on >= begun.assessment_start_date`,
  },
  {
    id: 'assessment-45-from-start',
    title: 'Assessment within 45 working days of its own start',
    ...assessment,
    starts: 'The start of the assessment: a shorter clock than the guidance has, and a kinder figure',
    tables: ['assessment'],
    sql: `
    with ${CASE_CLOSURE_STEP}
    select
        assessment.child_id,
        assessment_start_date::varchar as item_key,
        assessment_start_date as started_on,
        authorisation_date as met_on,
        least(case_closure.closed_on, gone_on) as closed_on,
        allocated_worker as worker,
        allocated_team as team
    from assessment_known as assessment
    asof left join case_closure
        on case_closure.child_id = assessment.child_id and case_closure.closed_on >= assessment.assessment_start_date`,
  },
] as const satisfies readonly Timescale[]
