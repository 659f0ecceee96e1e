import { count, type Measure, mean, perTenThousand, rate, share } from '#measures'
import * as facts from '../facts/facts.ts'
import { byAll, common, house, published, spans } from './common.ts'

const base = {
  ...common,
  theme: 'Children in care',
  polarity: 'neither',
  by: byAll,
  owner: 'Head of children in care',
  source: house('List 8'),
} as const

const flow = { ...base, of: facts.care, when: { on: 'ceased_on' }, periods: spans, headline: 'rolling12' } as const

const open = {
  ...base,
  of: facts.careDay,
  when: { stock: 'day' },
  periods: ['snapshot'],
  headline: 'snapshot',
} as const

/** What extracts only give as it stands is known on their days alone. */
const observed = { ...open, when: { stock: 'day', observed: true } } as const

const inCare = { words: 'children looked after, short breaks left out' } as const
const ceased = { words: 'children who ceased to be looked after' } as const
const aYear = { words: 'children looked after for 12 months or more', where: 'is_a_year_looked_after' } as const

/** Children who come into care and leave it. */
export const careFlowMeasures: readonly Measure[] = [
  count({
    ...flow,
    id: 'lac-started',
    title: 'Children who started to be looked after',
    when: { on: 'started_on' },
    numerator: { words: 'children who started to be looked after' },
    headline: 'month',
    benchmark: 'LACnum_Start',
    source: published('LACnum_Start'),
    notes: "The list gives a child's latest period of care.",
  }),
  rate({
    ...flow,
    id: 'lac-return-to-care',
    title: 'Second period of care within 12 months',
    when: { on: 'started_on' },
    numerator: { words: 'children who had been looked after before in the 12 months', where: 'came_back' },
    denominator: { words: 'children who started to be looked after' },
    polarity: 'lower',
  }),
  count({
    ...flow,
    id: 'lac-ceased',
    title: 'Children who ceased to be looked after',
    numerator: ceased,
    headline: 'month',
    benchmark: 'LACceased',
    source: published('LACceased'),
  }),
  mean({
    ...flow,
    id: 'lac-days',
    title: 'Children who left care, mean days looked after',
    amount: { words: 'days from start to end', sql: 'days' },
    denominator: ceased,
  }),
  share({
    ...flow,
    id: 'lac-ceased-reason',
    title: 'Children who left care, by reason',
    category: 'reason',
    denominator: ceased,
  }),
  rate({
    ...flow,
    theme: 'Permanence',
    id: 'sgo-ceased',
    title: 'Left care by special guardianship',
    numerator: { words: 'left by special guardianship order', where: `reason = 'Special guardianship'` },
    denominator: ceased,
    polarity: 'higher',
    benchmark: 'LAC_ceased_SGO%',
    source: published('LAC_ceased_SGO%'),
  }),
  rate({
    ...flow,
    theme: 'Permanence',
    id: 'cao-ceased',
    title: 'Left care by child arrangements order',
    numerator: { words: 'left by child arrangements order', where: `reason = 'Child arrangements order'` },
    denominator: ceased,
    benchmark: 'LAC_ceased_CAO%',
    source: published('LAC_ceased_CAO%'),
  }),
  rate({
    ...flow,
    theme: 'Permanence',
    id: 'adoptions-share',
    title: 'Left care by adoption',
    numerator: { words: 'left by adoption', where: `reason = 'Adopted'` },
    denominator: ceased,
    polarity: 'higher',
    benchmark: '%_of LAC Adopted',
    source: published('%_of LAC Adopted'),
  }),
]

/** Children looked after on a day: how many, where, and how steady their homes are. */
export const careStockMeasures: readonly Measure[] = [
  count({
    ...open,
    id: 'lac-number',
    title: 'Children looked after',
    numerator: inCare,
    benchmark: 'LACnum',
    source: published('LACnum'),
  }),
  perTenThousand({
    ...open,
    id: 'lac-rate',
    title: 'Children looked after per 10,000 children',
    numerator: inCare,
    benchmark: 'LAC',
    source: published('LAC'),
  }),
  count({
    ...observed,
    id: 'lac-uasc',
    title: 'Unaccompanied asylum-seeking children looked after',
    numerator: {
      words: 'children looked after who were unaccompanied and sought asylum in the last 12 months',
      where: 'is_unaccompanied',
    },
    benchmark: 'Unacc_Asylmn_Seek_Childn',
    source: published('Unacc_Asylmn_Seek_Childn'),
  }),
  rate({
    ...observed,
    id: 'lac-out-of-county',
    title: 'Children looked after placed outside the authority',
    numerator: { words: 'placed outside the authority', where: 'is_placed_outside' },
    denominator: inCare,
    polarity: 'lower',
  }),
  rate({
    ...observed,
    id: 'lac-3-placements',
    title: 'Three or more placements in 12 months',
    numerator: { words: 'with three or more placements in the last 12 months', where: 'had_three_placements' },
    denominator: inCare,
    polarity: 'lower',
    benchmark: 'LACStable_2016on',
    source: published('LACStable_2016on'),
  }),
  rate({
    ...observed,
    id: 'lac-long-term-stability',
    title: 'Long-term stability',
    numerator: { words: 'in the same placement for 2 years', where: 'is_two_years_in_placement' },
    denominator: {
      words: 'children under 16 looked after for two and a half years or more',
      where: 'is_long_looked_after',
    },
    polarity: 'higher',
    benchmark: 'LAC_LongStable%',
    source: published('LAC_LongStable%'),
  }),
  rate({
    ...observed,
    id: 'lac-foster-care',
    title: 'Children looked after in foster care',
    numerator: {
      words: 'placement types U1 to U6',
      where: `placement_type in ('U', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')`,
    },
    denominator: inCare,
    benchmark: 'LAC_Foster_Placements',
    source: published('LAC_Foster_Placements'),
  }),
  rate({
    ...observed,
    id: 'lac-kinship',
    title: 'Children looked after with relatives or friends',
    numerator: { words: 'placement types U1 to U3', where: `placement_type in ('U1', 'U2', 'U3')` },
    denominator: inCare,
    polarity: 'higher',
  }),
  rate({
    ...observed,
    id: 'lac-residential',
    title: "Children looked after in children's homes or secure homes",
    numerator: { words: 'placement types K1 and K2', where: `placement_type in ('K1', 'K2')` },
    denominator: inCare,
    benchmark: 'LAC_SecHome_And_ChildHome',
    source: published('LAC_SecHome_And_ChildHome'),
  }),
  rate({
    ...observed,
    id: 'lac-semi-independent',
    title: 'Children looked after in supported or semi-independent accommodation',
    numerator: { words: 'placement types H5, K3 and P2', where: `placement_type in ('H5', 'K3', 'P2')` },
    denominator: inCare,
    benchmark: 'LAC_Ind_SInd_Liv_Arr',
    source: published('LAC_Ind_SInd_Liv_Arr'),
  }),
  count({
    ...observed,
    id: 'lac-with-parents',
    title: 'Children looked after placed with parents',
    numerator: { words: 'placement type P1', where: `placement_type = 'P1'` },
  }),
  share({
    ...observed,
    id: 'lac-provider-mix',
    title: 'Placements by provider',
    category: 'provider',
    denominator: inCare,
  }),
  share({
    ...observed,
    id: 'lac-legal-status',
    title: 'Children looked after by legal status',
    category: 'legal_status',
    denominator: inCare,
  }),
]

/** Whether what is owed to children in care is done in time. */
export const careTimelinessMeasures: readonly Measure[] = [
  rate({
    ...observed,
    id: 'lac-reviews-timely',
    title: 'Reviews of children looked after in time',
    numerator: {
      words:
        'of which the next review is not late: 20 working days from the start, then 3 months, then every 6 months; ' +
        'a latest review in the first 60 days is taken for the first',
      where: 'reviewed_in_time',
    },
    denominator: inCare,
    polarity: 'higher',
    target: { value: 100, source: 'Care Planning, Placement and Case Review Regulations 2010, reg 33' },
  }),
  rate({
    ...observed,
    id: 'lac-visits-timely',
    title: 'Visits to children looked after in time',
    numerator: {
      words:
        'of which the next visit is not late: a week from the start of the placement, then every 6 weeks; every 3 months ' +
        'after a year in a placement meant to last (types U1 and U4, or a plan of long-term fostering)',
      where: 'visited_in_time',
    },
    denominator: inCare,
    polarity: 'higher',
    target: { value: 100, source: 'Care Planning, Placement and Case Review Regulations 2010, reg 28' },
  }),
  rate({
    ...observed,
    id: 'lac-iro-contact',
    title: 'Contact of the reviewing officer since the last review',
    numerator: {
      words: 'with a contact on or after the latest review, or the start without one',
      where: 'iro_since_review',
    },
    denominator: inCare,
    polarity: 'higher',
  }),
  rate({
    ...observed,
    theme: 'Permanence',
    id: 'permanence-plan-by-second-review',
    title: 'Permanence plan by the second review',
    numerator: { words: 'with a permanence plan recorded', where: 'has_permanence_plan' },
    denominator: {
      words: 'children whose second review was due: 20 working days and 3 months from the start',
      where: 'is_past_second_review',
    },
    polarity: 'higher',
  }),
  share({
    ...observed,
    theme: 'Permanence',
    id: 'permanence-plan-mix',
    title: 'Permanence plans by type',
    category: 'permanence',
    denominator: inCare,
  }),
  rate({
    ...observed,
    theme: 'Health of children in care',
    id: 'iha-timely',
    title: 'Initial health assessments in 20 working days',
    numerator: { words: 'assessed within 20 working days of the start', where: 'first_health_in_time' },
    denominator: {
      words: 'children who started to be looked after more than 20 working days and less than 6 months ago',
      where: 'is_new',
    },
    polarity: 'higher',
    target: { value: 100, source: 'Care Planning, Placement and Case Review Regulations 2010, reg 7' },
    notes: 'Annex A gives the latest health assessment alone; of so new a child it is the initial one.',
  }),
  rate({
    ...observed,
    theme: 'Health of children in care',
    id: 'rha-up-to-date',
    title: 'Health assessments up to date',
    numerator: { words: 'assessed in the last 12 months; under 5, in the last 6', where: 'health_up_to_date' },
    denominator: aYear,
    polarity: 'higher',
    benchmark: 'LACHealth%',
    source: published('LACHealth%'),
  }),
  rate({
    ...observed,
    theme: 'Health of children in care',
    id: 'dental-up-to-date',
    title: 'Dental check in the last 12 months',
    numerator: { words: 'with a dental check in the last 12 months', where: 'dental_up_to_date' },
    denominator: aYear,
    polarity: 'higher',
    benchmark: 'LACDental%',
    source: published('LACDental%'),
  }),
  rate({
    ...observed,
    theme: 'Missing',
    id: 'missing-children',
    title: 'Children looked after who went missing',
    numerator: { words: 'with a missing episode in the last 12 months', where: 'was_missing' },
    denominator: inCare,
    polarity: 'lower',
    benchmark: 'Children_missing',
    source: published('Children_missing'),
    notes: 'Out of children looked after on the day; the published figure is out of all who were in the year.',
  }),
  rate({
    ...observed,
    theme: 'Missing',
    id: 'rhi-offered',
    title: 'Return interviews offered',
    numerator: { words: 'offered an interview after the last missing episode', where: 'interview_offered' },
    denominator: { words: 'children with a missing episode in the last 12 months', where: 'was_missing' },
    polarity: 'higher',
  }),
  rate({
    ...observed,
    theme: 'Missing',
    id: 'rhi-accepted',
    title: 'Return interviews accepted',
    numerator: { words: 'accepted the interview', where: 'interview_accepted' },
    denominator: { words: 'children offered an interview', where: 'was_missing and interview_offered' },
    polarity: 'higher',
  }),
]
