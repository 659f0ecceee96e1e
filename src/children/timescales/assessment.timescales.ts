import type { Timescale } from '#timescales'
import { documents } from './sources.ts'

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
    with leading_referral as (
        select child_id, date_of_referral
        from referral
        where referral_nfa is distinct from 'Y' and date_of_referral is not null
    ),
    led_to as (
        select
            assessment.*,
            case when assessment.started_on - date_of_referral <= ${REFERRAL_BEFORE_ASSESSMENT_DAYS}
                then date_of_referral
                else assessment.started_on
            end as began_on
        from assessment_period as assessment
        asof left join leading_referral as referral
            on referral.child_id = assessment.child_id and referral.date_of_referral <= assessment.started_on
    )
    select
        child_id,
        started_on::varchar as item_key,
        began_on as started_on,
        authorised_on as met_on,
        closed_on,
        worker,
        team
    from led_to`,
  },
  {
    id: 'assessment-45-from-start',
    title: 'Assessment within 45 working days of its own start',
    ...assessment,
    starts: 'The start of the assessment: a shorter clock than the guidance has, and a kinder figure',
    tables: ['assessment'],
    sql: `
    select
        child_id,
        started_on::varchar as item_key,
        started_on,
        authorised_on as met_on,
        closed_on,
        worker,
        team
    from assessment_period`,
  },
] as const satisfies readonly Timescale[]
