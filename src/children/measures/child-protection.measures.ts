import { count, type Measure, mean, perTenThousand, rate, share } from '#measures'
import * as facts from '../facts/facts.ts'
import { byAll, common, house, published, spans } from './common.ts'

const base = {
  ...common,
  theme: 'Child protection',
  periods: spans,
  polarity: 'neither',
  by: byAll,
  owner: 'Head of safeguarding',
} as const

const enquiry = {
  ...base,
  of: facts.section47,
  when: { on: 'started_on' },
  headline: 'rolling12',
  source: house('List 5'),
} as const

const conference = { ...enquiry, when: { on: 'conference_on' } } as const

const started = {
  ...base,
  of: facts.plan,
  when: { on: 'started_on' },
  headline: 'month',
  source: house('List 7'),
} as const

const ended = { ...started, when: { on: 'ended_on' }, headline: 'rolling12' } as const

const open = {
  ...started,
  of: facts.planDay,
  when: { stock: 'day' },
  periods: ['snapshot'],
  headline: 'snapshot',
} as const

/** What extracts only give as it stands is known on their days alone. */
const observed = { ...open, when: { stock: 'day', observed: true } } as const

const enquiries = { words: 'section 47 enquiries started' } as const
const conferences = { words: 'initial conferences held' } as const
const openPlans = { words: 'child protection plans open' } as const
const endedPlans = { words: 'child protection plans ended' } as const

/** Section 47 enquiries and the initial conferences that follow them. */
export const section47Measures: readonly Measure[] = [
  count({ ...enquiry, id: 's47-number', title: 'Section 47 enquiries', numerator: enquiries, headline: 'month' }),
  perTenThousand({
    ...enquiry,
    id: 's47-rate',
    title: 'Section 47 enquiries per 10,000 children in 12 months',
    numerator: enquiries,
    periods: ['rolling12'],
    benchmark: 'Section_47',
    source: published('Section_47'),
  }),
  rate({
    ...enquiry,
    id: 's47-to-icpc',
    title: 'Section 47 enquiries that led to an initial conference',
    numerator: { words: 'enquiries after which a conference was held', where: 'conference_on is not null' },
    denominator: { words: 'enquiries of which it is known whether a conference was needed', where: 'decided' },
  }),
  rate({
    ...enquiry,
    id: 's47-repeat',
    title: 'Children with repeat section 47 enquiries',
    numerator: { words: 'children with an enquiry that followed another in the 12 months before', where: 'repeat' },
    denominator: { words: 'children with an enquiry in the period' },
    distinct: 'child_id',
    periods: ['rolling12'],
    by: ['area'],
    polarity: 'lower',
    notes:
      'Where the record does not reach back 12 months before an enquiry, the count that the file gives with it is believed: ' +
      'above 1, since it counts the enquiry itself.',
  }),
  count({
    ...conference,
    id: 'icpc-number',
    title: 'Initial child protection conferences held',
    numerator: conferences,
    headline: 'month',
  }),
  rate({
    ...conference,
    id: 'icpc-15wd',
    title: 'Initial conferences within 15 working days',
    numerator: {
      words: 'held within 15 working days of the strategy discussion that started the enquiry',
      where: 'in_time',
    },
    denominator: conferences,
    headline: 'month',
    polarity: 'higher',
    target: { value: 100, source: 'Working Together to Safeguard Children 2023: within 15 working days' },
    benchmark: 'CP_conf_15days',
    source: published('CP_conf_15days'),
    notes: 'A conference dated before its strategy discussion is not in time.',
  }),
  mean({
    ...conference,
    id: 'icpc-days',
    title: 'Working days from strategy discussion to initial conference, mean',
    amount: { words: 'working days from the strategy discussion to the conference', sql: 'working_days' },
    denominator: conferences,
    headline: 'month',
    polarity: 'lower',
  }),
  rate({
    ...conference,
    id: 'icpc-to-plan',
    title: 'Initial conferences that made a plan',
    numerator: { words: 'conferences that resulted in a child protection plan', where: 'plan_made' },
    denominator: conferences,
  }),
]

/** Child protection plans started and ended. */
export const planFlowMeasures: readonly Measure[] = [
  count({
    ...started,
    id: 'cpp-started',
    title: 'Child protection plans started',
    numerator: { words: 'child protection plans started' },
    benchmark: 'CPP_Abuse',
    source: published('CPP_Abuse'),
  }),
  perTenThousand({
    ...started,
    id: 'cpp-started-rate',
    title: 'Child protection plans started per 10,000 children in 12 months',
    numerator: { words: 'child protection plans started' },
    periods: ['rolling12'],
    headline: 'rolling12',
    benchmark: 'CPP_Abuse_Rate',
    source: published('CPP_Abuse_Rate'),
  }),
  rate({
    ...started,
    id: 'cpp-repeat',
    title: 'Second or later child protection plans',
    numerator: { words: 'plans of children who had an earlier plan at any time', where: 'had_earlier_plan' },
    denominator: { words: 'child protection plans started' },
    headline: 'rolling12',
    polarity: 'lower',
    benchmark: 'PrevRegCPR',
    source: published('PrevRegCPR'),
    notes: 'As the list counts earlier plans; some systems count those of their own years alone.',
  }),
  count({ ...ended, id: 'cpp-ended', title: 'Child protection plans ended', numerator: endedPlans, headline: 'month' }),
  rate({
    ...ended,
    id: 'cpp-2y-closed',
    title: 'Child protection plans ended after 2 years or more',
    numerator: { words: 'ended plans that lasted 2 years or more', where: 'lasted_two_years' },
    denominator: endedPlans,
    polarity: 'lower',
    benchmark: 'CPPlans2yrs',
    source: published('CPPlans2yrs'),
  }),
  rate({
    ...ended,
    id: 'cpp-under-3m-closed',
    title: 'Child protection plans ended within 3 months',
    numerator: { words: 'ended plans that lasted less than 3 months', where: 'ended_within_three_months' },
    denominator: endedPlans,
    polarity: 'lower',
  }),
  mean({
    ...ended,
    id: 'cpp-days',
    title: 'Child protection plans ended, mean days on the plan',
    amount: { words: 'days from start to end', sql: 'days' },
    denominator: endedPlans,
    polarity: 'neither',
  }),
]

/** Child protection plans open on a day. */
export const planStockMeasures: readonly Measure[] = [
  count({
    ...open,
    id: 'cpp-number',
    title: 'Children subject of a child protection plan',
    numerator: openPlans,
    benchmark: 'CPP_Num',
    source: published('CPP_Num'),
  }),
  perTenThousand({
    ...open,
    id: 'cpp-rate',
    title: 'Child protection plans per 10,000 children',
    numerator: openPlans,
    benchmark: 'CPP_rate',
    source: published('CPP_rate'),
  }),
  rate({
    ...open,
    id: 'cpp-2y-open',
    title: 'Child protection plans open for 2 years or more',
    numerator: { words: 'open plans that have lasted 2 years', where: 'is_two_years_old' },
    denominator: openPlans,
    polarity: 'lower',
    benchmark: 'CPPlans2yrsActive',
    source: published('CPPlans2yrsActive'),
  }),
  share({
    ...open,
    id: 'cpp-duration-bands',
    title: 'Child protection plans by duration',
    category: 'length',
    denominator: openPlans,
  }),
  share({
    ...observed,
    id: 'cpp-category',
    title: 'Child protection plans by latest category of abuse',
    category: 'category',
    denominator: openPlans,
  }),
  rate({
    ...observed,
    id: 'rcpc-timely',
    title: 'Child protection plans reviewed in time',
    numerator: {
      words: 'of which the next review is not late: 3 months from the start, then 6 months from the latest review',
      where: 'reviewed_in_time',
    },
    denominator: { words: 'plans open for 3 months or more', where: 'is_three_months_old' },
    polarity: 'higher',
    target: { value: 100, source: 'Working Together to Safeguard Children 2023: first review within 3 months, then 6' },
    benchmark: 'RevCP',
    source: published('RevCP'),
    notes:
      'Annex A gives the latest review alone, so earlier late reviews do not show, as they do in the published figure.',
  }),
  rate({
    ...observed,
    id: 'cp-visits-timely',
    title: 'Child protection visits in time',
    numerator: {
      words: 'of which no more than 10 working days have passed since the last visit, or since the start without one',
      where: 'visited_in_time',
    },
    denominator: openPlans,
    polarity: 'higher',
    notes: 'Ten working days are the commonest local standard; no national one exists.',
  }),
  rate({
    ...observed,
    id: 'cp-seen-alone',
    title: 'Children on a plan seen alone at the last visit',
    numerator: { words: 'seen alone at the last visit', where: 'seen_alone' },
    denominator: { words: 'open plans with a visit', where: 'visited_on is not null' },
    polarity: 'higher',
  }),
  count({
    ...observed,
    id: 'cp-no-allocated-worker',
    title: 'Child protection plans without a social worker',
    numerator: { words: 'open plans with no allocated worker', where: 'worker is null' },
    polarity: 'lower',
    target: { value: 0, source: 'Working Together to Safeguard Children 2023: a lead social worker for each plan' },
  }),
  count({
    ...observed,
    id: 'cp-epo-pp',
    title: 'Children on a plan lately under emergency or police protection',
    numerator: {
      words: 'open plans with an emergency protection order or police protection in the last six months',
      where: 'was_under_emergency_protection',
    },
  }),
]
