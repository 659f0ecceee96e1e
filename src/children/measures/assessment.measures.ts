import { count, type Measure, median, rate } from '#measures'
import * as facts from '../facts/facts.ts'
import { byAll, common, house, published, spans } from './common.ts'

const completed = {
  ...common,
  theme: 'Assessments',
  of: facts.assessment,
  when: { on: 'authorised_on' },
  periods: spans,
  headline: 'month',
  polarity: 'higher',
  by: byAll,
  owner: 'Head of assessment',
  source: house('List 4'),
} as const

const open = {
  ...completed,
  of: facts.assessmentDay,
  when: { stock: 'day' },
  periods: ['snapshot'],
  headline: 'snapshot',
} as const

const authorised = { words: 'assessments authorised' } as const

/** Working Together gives 45 working days from the referral; Annex A gives the start of the assessment and not its referral. */
const FORTY_FIVE = 'Working Together to Safeguard Children 2023, assessment within 45 working days'

/** Continuous assessments, counted when a manager authorises them. */
export const assessmentMeasures: readonly Measure[] = [
  count({
    ...completed,
    id: 'assessments-completed',
    title: 'Assessments completed',
    numerator: authorised,
    polarity: 'neither',
  }),
  count({
    ...completed,
    id: 'assessments-started',
    title: 'Assessments started',
    when: { on: 'started_on' },
    numerator: { words: 'assessments started' },
    polarity: 'neither',
  }),
  rate({
    ...completed,
    id: 'assessments-45wd',
    title: 'Assessments completed in 45 working days',
    numerator: { words: 'authorised within 45 working days of the start of the assessment', where: 'in_time' },
    denominator: authorised,
    benchmark: 'Continue_Assess_Comp',
    source: `${FORTY_FIVE}; ${published('Continue_Assess_Comp')}`,
    notes:
      'Counted from the start of the assessment. An authorisation before the start is not in time. The published figure ' +
      'counts from the referral, a longer clock: see assessments-45wd-from-referral.',
  }),
  rate({
    ...completed,
    id: 'assessments-45wd-from-referral',
    title: 'Assessments completed in 45 working days of the referral',
    numerator: { words: 'authorised within 45 working days of the referral', where: 'in_time_from_referral' },
    denominator: {
      words: 'assessments authorised that started within 45 days of a referral of the child',
      where: 'referred_on is not null',
    },
    needs: { tables: ['referral'], monthsBefore: 6 },
    source: FORTY_FIVE,
    notes:
      'The referral is the newest on or before the start. Those of the six months before the period must be known.',
  }),
  median({
    ...completed,
    id: 'assessment-days',
    title: 'Assessments, median working days from start to authorisation',
    amount: { words: 'working days from start to authorisation', sql: 'working_days' },
    denominator: authorised,
    periods: ['month', 'rolling12'],
    by: ['area'],
    polarity: 'lower',
  }),
  rate({
    ...completed,
    id: 'assessment-child-seen',
    title: 'Assessments in which the child was seen',
    numerator: { words: 'assessments in which the child was seen', where: 'child_seen' },
    denominator: authorised,
  }),
  rate({
    ...completed,
    id: 'assessment-needs-support',
    title: 'Assessments that found support needed',
    numerator: { words: 'assessments that found a need for social care support', where: 'needs_support' },
    denominator: authorised,
    polarity: 'neither',
  }),
  count({
    ...open,
    id: 'assessments-open',
    title: 'Assessments open',
    numerator: { words: 'assessments started and not authorised' },
    polarity: 'neither',
  }),
  rate({
    ...open,
    id: 'assessments-open-overdue',
    title: 'Open assessments past 45 working days',
    numerator: { words: 'open assessments more than 45 working days after their start', where: 'overdue' },
    denominator: { words: 'assessments open' },
    polarity: 'lower',
    source: FORTY_FIVE,
  }),
]
