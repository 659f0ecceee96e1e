import { count, type Measure, mean, perTenThousand, rate, share } from '#measures'
import * as facts from '../facts/facts.ts'
import { byAll, byPlace, common, house, published, spans } from './common.ts'

const base = {
  ...common,
  theme: 'Children in need',
  polarity: 'neither',
  by: byAll,
  owner: 'Head of family safeguarding',
  source: house('List 6'),
} as const

const open = {
  ...base,
  of: facts.needDay,
  when: { stock: 'day' },
  periods: ['snapshot'],
  headline: 'snapshot',
} as const

/** What extracts only give as it stands is known on their days alone. */
const observed = { ...open, when: { stock: 'day', observed: true } } as const

const flow = { ...base, of: facts.need, when: { on: 'ended_on' }, periods: spans, headline: 'month' } as const

const episodes = { words: 'episodes of need open' } as const
const plans = { words: 'open episodes with a child in need plan', where: 'on_plan' } as const

/** Children in need: every open case of social care, plans and care among them. */
export const childInNeedMeasures: readonly Measure[] = [
  count({ ...open, id: 'cin-number', title: 'Children in need', numerator: episodes }),
  perTenThousand({
    ...open,
    id: 'cin-rate',
    title: 'Children in need per 10,000 children',
    numerator: episodes,
    benchmark: 'CIN',
    source: published('CIN'),
  }),
  count({ ...observed, id: 'cin-plan-number', title: 'Children on a child in need plan', numerator: plans }),
  share({
    ...open,
    id: 'cin-duration',
    title: 'Children in need by duration',
    category: 'length',
    denominator: episodes,
    source: published('CINTime*'),
  }),
  rate({
    ...observed,
    id: 'cin-over-2-years',
    title: 'Child in need plans in episodes of 2 years or more',
    numerator: { words: 'plans in episodes that have lasted 2 years', where: `length = '2 years or more'` },
    denominator: plans,
    polarity: 'lower',
    notes: 'Annex A gives the start of the episode and not of the plan.',
  }),
  rate({
    ...observed,
    id: 'cin-visits-timely',
    title: 'Child in need visits in time',
    numerator: {
      words: 'of which no more than 20 working days have passed since the child was seen, or since the start',
      where: 'seen_in_time',
    },
    denominator: plans,
    polarity: 'higher',
    notes: 'Twenty working days are a common local standard; when the child was last seen stands for the visit.',
  }),
  rate({
    ...observed,
    id: 'cin-last-seen-4w',
    title: 'Children on a child in need plan seen in the last 4 weeks',
    numerator: { words: 'seen in the 28 days up to the day', where: 'seen_on >= day - 28' },
    denominator: plans,
    polarity: 'higher',
  }),
  share({
    ...observed,
    id: 'cin-primary-need',
    title: 'Children in need by primary need',
    category: 'need',
    denominator: episodes,
  }),
  rate({
    ...open,
    id: 'cin-with-disability',
    title: 'Children in need with a disability',
    numerator: { words: 'open episodes of children with a disability', where: `disability = 'Yes'` },
    denominator: episodes,
    by: ['area', 'team', 'age_band', 'sex', 'ethnicity'],
  }),
  count({
    ...flow,
    id: 'cin-started',
    title: 'Episodes of need started',
    when: { on: 'started_on' },
    numerator: { words: 'episodes of need started' },
    by: ['area', 'team', 'sex', 'ethnicity', 'disability'],
    notes: "The list gives a child's latest episode.",
  }),
  count({ ...flow, id: 'cin-ended', title: 'Episodes of need ended', numerator: { words: 'episodes of need ended' } }),
  share({
    ...flow,
    id: 'cin-closed-reason',
    title: 'Episodes of need ended, by reason',
    category: 'closure',
    denominator: { words: 'episodes of need ended' },
    headline: 'rolling12',
  }),
  rate({
    ...flow,
    id: 'referrals-not-in-need',
    title: 'Episodes closed after assessment as not in need',
    numerator: {
      words: 'episodes closed after assessment with no further action or to early help',
      where: `closure in ('After assessment, no further action', 'After assessment, to early help')`,
    },
    denominator: { words: 'episodes of need ended' },
    headline: 'rolling12',
    source: house('List 6'),
    notes: 'The published figure is out of referrals, which Annex A does not join to the closure of an episode.',
  }),
]

/** The cases that teams and workers hold. */
export const caseloadMeasures: readonly Measure[] = [
  count({
    ...observed,
    theme: 'Workforce',
    id: 'caseload',
    title: 'Cases held',
    numerator: { words: 'open cases with a worker', where: 'worker is not null' },
    by: [...byPlace, 'worker'],
    owner: 'Principal social worker',
  }),
  count({
    ...observed,
    theme: 'Workforce',
    id: 'cases-unallocated',
    title: 'Open cases without a worker',
    numerator: { words: 'open cases with no worker', where: 'worker is null' },
    by: byPlace,
    polarity: 'lower',
    owner: 'Principal social worker',
  }),
  mean({
    ...observed,
    theme: 'Workforce',
    of: facts.workerDay,
    id: 'sw-caseload',
    title: 'Average caseload',
    unit: 'count',
    amount: { words: 'open cases', sql: 'cases' },
    denominator: { words: 'workers who hold a case' },
    by: byPlace,
    polarity: 'lower',
    owner: 'Principal social worker',
    suppression: 'none',
    notes:
      'Cases for each worker with one; the published figure divides by full-time equivalents, so there is no benchmark.',
  }),
  rate({
    ...observed,
    theme: 'Workforce',
    of: facts.workerDay,
    id: 'sw-caseload-over-20',
    title: 'Workers with more than 20 cases',
    numerator: { words: 'workers who hold more than 20 cases', where: 'cases > 20' },
    denominator: { words: 'workers who hold a case' },
    by: byPlace,
    polarity: 'lower',
    owner: 'Principal social worker',
    suppression: 'none',
    notes: 'Twenty is ours: caseloads of about 12 to 20 were the aim of the county on whose papers this was built.',
  }),
]
