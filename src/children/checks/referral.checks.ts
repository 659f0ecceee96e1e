import type { Check } from '#checks'
import { referral } from '../annex-a/lists/03-referral.ts'
import { asAt, day, HOUSE_RULE, listSource, rowCheck, words } from './row-check.ts'

/** Below this many rows nothing is said of how the authority counts. */
const ENOUGH_ROWS = 20

/**
 * `counted`: each referral whose last twelve months the record covers, with the earlier referrals that the record knows;
 * `convention`: how much higher the authority counts as a rule, 0 or 1 (1 when it counts the referral itself).
 */
const counting = `covered as (
    select min(covered_from) as covered_from from coverage where table_name = 'referral'
),
counted as (
    select
        child_id,
        date_of_referral,
        referrals_last_12_months as said,
        count(*) over (
            partition by child_id
            order by date_of_referral
            range between interval 12 months preceding and interval 1 day preceding
        ) as earlier
    from referral
    where date_of_referral <= ${asAt}
),
comparable as (
    select child_id, date_of_referral, said, earlier
    from counted
    cross join covered
    where date_of_referral >= add_months(covered.covered_from, 12) and said is not null
),
convention as (
    select
        case when count(*) >= ${ENOUGH_ROWS} and count(*) filter (where said = earlier + 1) * 2 > count(*)
            then 1 else 0 end as added,
        count(*) as row_count,
        count(*) filter (where said = earlier + 1) as one_more
    from comparable
)`

const reads = ['referrals_last_12_months'] as const

/** One finding for the authority, since thousands of rows that all count one more are one convention, not as many slips. */
const countsItself: Check = {
  id: 'referral-counts-itself',
  title: 'The number of referrals in the last 12 months counts the referral itself',
  severity: 'query',
  table: referral.table,
  needs: { referral: ['child_id', 'date_of_referral', ...reads] },
  why: 'Tools that take any number above 0 for a re-referral would take every referral for one. We count for ourselves.',
  todo: 'Tell whoever makes the report: the column means earlier referrals, without this one.',
  source: listSource(referral),
  sql: `with ${counting}
select
    concat('In ', one_more, ' of ', row_count, ' referrals the number is one more than the earlier referrals known') as detail,
    'referrals_last_12_months' as row_key
from convention
where added = 1`,
}

const countDiffers = rowCheck(
  referral,
  {
    reads,
    steps: counting,
    join: `join comparable on comparable.child_id = t.child_id and comparable.date_of_referral = t.date_of_referral
cross join convention`,
    where: 'comparable.said <> comparable.earlier + convention.added',
    detail: words`The file says ${'comparable.said'}; the record has ${'comparable.earlier'} earlier in the 12 months before${`case when convention.added = 1 then ', and this authority counts the referral itself' else '' end`}`,
  },
  {
    id: 'referral-count-differs',
    title: 'The number of referrals in the last 12 months is not what the record counts',
    severity: 'warning',
    why: 'Re-referrals are a headline measure; whoever reads the file gets another figure than ours.',
    todo: 'Look for referrals merged, deleted or recorded twice, or for a report that counts back from another day.',
    source: listSource(referral),
  },
)

const nfaThenAssessed = rowCheck(
  referral,
  {
    reads: ['referral_nfa'],
    needs: { assessment: ['child_id', 'assessment_start_date'] },
    steps: `span as (
    select
        child_id,
        date_of_referral,
        coalesce(lead(date_of_referral) over (partition by child_id order by date_of_referral), date '9999-12-31') as next_referral
    from referral
),
soonest as (
    select span.child_id, span.date_of_referral, min(assessment.assessment_start_date) as assessed_on
    from span
    join assessment
        on assessment.child_id = span.child_id
        and assessment.assessment_start_date between span.date_of_referral and span.date_of_referral + 10
        and assessment.assessment_start_date < span.next_referral
    group by span.child_id, span.date_of_referral
)`,
    join: 'join soonest on soonest.child_id = t.child_id and soonest.date_of_referral = t.date_of_referral',
    where: `t.referral_nfa = 'Y'`,
    detail: words`No further action on ${day('t.date_of_referral')}, yet an assessment began ${day('soonest.assessed_on')}`,
  },
  {
    id: 'referral-nfa-then-assessed',
    title: 'A referral with no further action was followed by an assessment within ten days',
    severity: 'warning',
    why: 'The share of referrals that lead to nothing is overstated.',
    todo: 'Correct the outcome of the referral, or record the referral that led to the assessment.',
    source: HOUSE_RULE,
  },
)

/** A second referral within a day is often the same one recorded twice. */
const referredAgainNextDay = rowCheck(
  referral,
  {
    reads: [],
    steps: `follow_up as (
    select
        child_id,
        date_of_referral,
        lag(date_of_referral) over (partition by child_id order by date_of_referral) as previous_on
    from referral
)`,
    join: 'join follow_up on follow_up.child_id = t.child_id and follow_up.date_of_referral = t.date_of_referral',
    where: 't.date_of_referral = follow_up.previous_on + 1',
    detail: words`Referred on ${day('follow_up.previous_on')} and again the next day`,
  },
  {
    id: 'referral-next-day',
    title: 'A child was referred on two days running',
    severity: 'query',
    why: 'One referral recorded twice makes a re-referral that never was.',
    todo: 'Merge the two if they are one, and add the second source to the first.',
    source: HOUSE_RULE,
  },
)

export const referralChecks: readonly Check[] = [countsItself, countDiffers, nfaThenAssessed, referredAgainNextDay]
