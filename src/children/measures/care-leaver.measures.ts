import { count, type Measure, rate, share } from '#measures'
import * as facts from '../facts/facts.ts'
import { byAll, common, house, published } from './common.ts'

const leaver = {
  ...common,
  theme: 'Care leavers',
  of: facts.careLeaverDay,
  when: { stock: 'day', observed: true },
  periods: ['snapshot'],
  headline: 'snapshot',
  polarity: 'higher',
  by: byAll,
  owner: 'Head of leaving care',
  source: house('List 9'),
} as const

const all = { words: 'young people entitled to leaving care services' } as const
const from19 = { words: 'care leavers aged 19 to 21', where: 'is_19_to_21' } as const
const from17 = { words: 'care leavers aged 17 and 18', where: 'is_17_to_18' } as const
const ages =
  'All of the age are counted below, those whose activity or home is not known among them, as in the published figure.'

/** Young people who have left care or are about to. */
export const careLeaverMeasures: readonly Measure[] = [
  count({
    ...leaver,
    id: 'cl-number',
    title: 'Care leavers',
    numerator: all,
    polarity: 'neither',
    notes: 'All who are entitled; the published number is of those aged 19 to 21.',
  }),
  count({
    ...leaver,
    id: 'cl-number-19-21',
    title: 'Care leavers aged 19 to 21',
    numerator: from19,
    polarity: 'neither',
    benchmark: 'NoCareLeavers',
    source: published('NoCareLeavers'),
  }),
  rate({
    ...leaver,
    id: 'cl-eet',
    title: 'Care leavers aged 19 to 21 in education, employment or training',
    numerator: { words: 'in education, employment or training', where: 'is_occupied' },
    denominator: from19,
    benchmark: 'CareLeaverEET',
    source: published('CareLeaverEET'),
    notes: ages,
  }),
  rate({
    ...leaver,
    id: 'cl-eet-17-18',
    title: 'Care leavers aged 17 and 18 in education, employment or training',
    numerator: { words: 'in education, employment or training', where: 'is_occupied' },
    denominator: from17,
    notes: ages,
  }),
  rate({
    ...leaver,
    id: 'cl-neet',
    title: 'Care leavers aged 19 to 21 not in education, employment or training',
    numerator: { words: 'known not to be in education, employment or training', where: 'is_not_occupied' },
    denominator: from19,
    polarity: 'lower',
    benchmark: 'CareLeaversNEET',
    source: published('CareLeaversNEET'),
    notes: ages,
  }),
  rate({
    ...leaver,
    id: 'cl-he',
    title: 'Care leavers aged 19 to 21 in higher education',
    numerator: { words: 'in higher education', where: 'is_in_higher_education' },
    denominator: from19,
    benchmark: 'LAC_19_HE',
    source: published('LAC_19_HE'),
    notes: ages,
  }),
  rate({
    ...leaver,
    id: 'cl-suitable',
    title: 'Care leavers aged 19 to 21 in suitable accommodation',
    numerator: { words: 'in suitable accommodation', where: 'is_suitably_housed' },
    denominator: from19,
    benchmark: 'CareLeaverAcc',
    source: published('CareLeaverAcc'),
    notes: ages,
  }),
  rate({
    ...leaver,
    id: 'cl-suitable-17-18',
    title: 'Care leavers aged 17 and 18 in suitable accommodation',
    numerator: { words: 'in suitable accommodation', where: 'is_suitably_housed' },
    denominator: from17,
    notes: ages,
  }),
  share({
    ...leaver,
    id: 'cl-home',
    title: 'Care leavers by where they live',
    category: 'home',
    denominator: all,
    polarity: 'neither',
  }),
  rate({
    ...leaver,
    id: 'cl-in-touch',
    title: 'Care leavers in touch',
    numerator: { words: 'with whom the authority is in touch', where: 'is_in_touch' },
    denominator: all,
  }),
  rate({
    ...leaver,
    id: 'cl-contact-8w',
    title: 'Care leavers contacted in the last 8 weeks',
    numerator: { words: 'contacted in the 56 days up to the day', where: 'contacted_in_time' },
    denominator: { words: 'care leavers who do not refuse contact or service, and live', where: 'wants_contact' },
    notes: 'Eight weeks are the usual reading of the duty to keep in touch: Care Leavers Regulations 2010, reg 8.',
  }),
  rate({
    ...leaver,
    id: 'cl-staying-put',
    title: 'Care leavers aged 18 who stay with their former foster carers',
    numerator: { words: 'living with a former foster carer', where: 'is_staying_put' },
    denominator: { words: 'care leavers aged 18', where: 'age = 18' },
    benchmark: 'StayingPut',
    source: published('StayingPut'),
    notes: 'The published figure is out of those who were in foster care at 18, which Annex A does not tell.',
  }),
  rate({
    ...leaver,
    id: 'pathway-review-6m',
    title: 'Pathway plans reviewed in the last 6 months',
    numerator: { words: 'with a pathway plan reviewed in the last 6 months', where: 'plan_reviewed_in_time' },
    denominator: { words: 'care leavers to whom a pathway plan is owed: all but qualifying', where: 'has_plan_duty' },
    target: { value: 100, source: 'Care Leavers Regulations 2010, reg 7: reviewed every 6 months' },
    notes: 'Those without a date are counted below and not above.',
  }),
  rate({
    ...leaver,
    id: 'cl-pa-allocated',
    title: 'Care leavers with a personal adviser',
    numerator: { words: 'with a named personal adviser', where: 'has_adviser' },
    denominator: all,
    target: { value: 100, source: 'Care Leavers Regulations 2010, reg 8: a personal adviser for each' },
  }),
]
