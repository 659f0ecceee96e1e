import type { MeasureCase } from './case.ts'

const contact = (child_id: string, date_of_contact: string, contact_source = '6') => ({
  child_id,
  date_of_contact,
  contact_source,
})

/** The newest months of these are a week, four weeks or half a year old, since what follows must be known. */
export const frontDoorCases: readonly MeasureCase[] = [
  {
    title: 'the first and the last day of the month count, the days around it do not',
    tables: {
      contact: [
        contact('1', '2026-02-28'),
        contact('2', '2026-03-01'),
        contact('2', '2026-03-01', '2A'),
        contact('3', '2026-03-31', '10'),
        { child_id: '4', date_of_contact: null, contact_source: '6' },
        { child_id: '5', date_of_contact: '2026-03-05', contact_source: null },
      ],
    },
    population: 10_000,
    expect: {
      contacts: [4, null],
      'contacts-rate': [5, 10_000, 5],
      'contacts-by-source': { Police: [1, 3], 'Schools and education': [1, 3], Unknown: [1, 3] },
    },
  },
  {
    title: 'no contacts are nought contacts, and no rate without a population',
    tables: {},
    expect: { contacts: [0, null], 'contacts-rate': [0, null, null], 'repeat-contacts': [0, 0, null] },
  },
  {
    title: 'a contact became a referral on its own day or by the end of the next working day',
    tables: {
      contact: [
        contact('1', '2026-02-06'), // a Friday
        contact('2', '2026-02-06'),
        contact('3', '2026-02-06'),
        contact('4', '2026-02-06'),
        contact('5', '2026-02-06'),
      ],
      referral: [
        { child_id: '1', date_of_referral: '2026-02-06' },
        { child_id: '2', date_of_referral: '2026-02-09' }, // the Monday after
        { child_id: '3', date_of_referral: '2026-02-10' },
        { child_id: '4', date_of_referral: '2026-02-05' }, // the day before
        { child_id: '9', date_of_referral: '2026-02-06' },
      ],
    },
    expect: { 'contacts-to-referral': [2, 5] },
  },
  {
    title: 'early help that starts within 28 days follows a contact',
    tables: {
      contact: [contact('1', '2026-02-01'), contact('2', '2026-02-01'), contact('3', '2026-02-01')],
      early_help: [
        { child_id: '1', assessment_start_date: '2026-03-01' }, // day 28
        { child_id: '2', assessment_start_date: '2026-03-02' },
        { child_id: '3', assessment_start_date: '2026-01-31' },
      ],
    },
    expect: { 'contacts-to-early-help': [1, 3] },
  },
  {
    title: 'a child is repeat when a contact of the month had another within six months, and counts once',
    tables: {
      contact: [
        contact('1', '2025-09-15'),
        contact('1', '2026-03-15'), // six months to the day
        contact('2', '2025-09-14'),
        contact('2', '2026-03-15'),
        contact('3', '2026-03-02'),
        contact('3', '2026-03-03'),
        contact('4', '2026-03-31'),
        contact('5', '2026-03-08', '6'),
        contact('5', '2026-03-08', '2A'), // two sources on one day
      ],
    },
    expect: { 'repeat-contacts': [3, 5] },
  },
]

const help = (child_id: string, start: string, end: string | null, organisation: string | null = 'School') => ({
  child_id,
  assessment_start_date: start,
  assessment_completion_date: end,
  organisation,
})

export const earlyHelpCases: readonly MeasureCase[] = [
  {
    title: 'early help counts in the month of its start, and is open until the day it is completed',
    tables: {
      early_help: [
        help('1', '2026-03-01', null),
        help('2', '2026-03-31', null, 'Health'),
        help('3', '2026-02-28', '2026-03-31'), // no longer open on the day it ends
        help('4', '2026-03-02', '2026-04-01', null),
        help('5', '2026-04-01', null),
      ],
    },
    population: 20_000,
    expect: {
      'eh-assessments': [3, null],
      'eh-rate': [4, 20_000, 2],
      'eh-open': [3, null],
      'eh-by-organisation': { School: [1, 2], Health: [1, 2] },
    },
  },
  {
    title: 'the median is of the cases completed in the month, an end before the start left out',
    tables: {
      early_help: [
        help('1', '2026-03-01', '2026-03-01'),
        help('2', '2026-02-01', '2026-03-11'),
        help('3', '2026-03-20', '2026-03-10'),
        help('4', '2025-01-01', '2026-02-28'),
      ],
    },
    expect: { 'eh-duration': [null, 2, 19] },
  },
  {
    title: 'a referral within six months of completion is a step up',
    tables: {
      early_help: [
        help('1', '2025-01-01', '2025-08-31'),
        help('2', '2025-01-01', '2025-08-31'),
        help('3', '2025-01-01', '2025-08-31'),
        help('4', '2025-01-01', null),
      ],
      referral: [
        { child_id: '1', date_of_referral: '2026-02-28' }, // six months, to the end of a shorter month
        { child_id: '2', date_of_referral: '2026-03-01' },
        { child_id: '3', date_of_referral: '2025-08-30' },
      ],
    },
    expect: { 'eh-stepped-up': [1, 3] },
  },
]

/** January's contact is followed up and February's is not: which month is the newest shows what must be known after it. */
const twoMonths = (followUp: MeasureCase['tables']): MeasureCase['tables'] => ({
  contact: [contact('1', '2026-01-12'), contact('2', '2026-02-10')],
  ...followUp,
})
const referred = twoMonths({ referral: [{ child_id: '1', date_of_referral: '2026-01-12' }] })
const helped = twoMonths({ early_help: [{ child_id: '1', assessment_start_date: '2026-01-12' }] })
const completed = {
  early_help: [
    { child_id: '1', assessment_start_date: '2024-11-01', assessment_completion_date: '2025-01-10' },
    { child_id: '2', assessment_start_date: '2025-06-01', assessment_completion_date: '2025-08-15' },
  ],
  referral: [{ child_id: '1', date_of_referral: '2025-02-10' }],
}
const again = { contact: [contact('1', '2026-02-12'), contact('1', '2026-03-10')] }

const prior = {
  referral: [{ child_id: '1', date_of_referral: '2026-02-10' }],
  early_help: [{ child_id: '1', assessment_start_date: '2026-02-01' }],
}
const assessed = {
  referral: [{ child_id: '1', date_of_referral: '2026-02-02' }],
  assessment: [{ child_id: '1', assessment_start_date: '2026-02-02', authorisation_date: '2026-03-10' }],
}

/** The first and the last day on which a period is known long enough before and after it. */
export const knownAroundCases: readonly MeasureCase[] = [
  {
    title: 'the five days after February are known by 5 March',
    asAt: '2026-03-05',
    tables: referred,
    expect: { 'contacts-to-referral': [0, 1] },
  },
  {
    title: 'and not a day before',
    asAt: '2026-03-04',
    tables: referred,
    expect: { 'contacts-to-referral': [1, 1] },
  },
  {
    title: 'the 28 days after February are known by 28 March',
    asAt: '2026-03-28',
    tables: helped,
    expect: { 'contacts-to-early-help': [0, 1] },
  },
  {
    title: 'and not the day before that',
    asAt: '2026-03-27',
    tables: helped,
    expect: { 'contacts-to-early-help': [1, 1] },
  },
  {
    title: 'the 184 days after August are known by 3 March',
    asAt: '2026-03-03',
    tables: completed,
    expect: { 'eh-stepped-up': [1, 2] },
  },
  {
    title: 'and not by 2 March',
    asAt: '2026-03-02',
    tables: completed,
    expect: { 'eh-stepped-up': [1, 1] },
  },
  {
    title: 'repeat contacts in March need contacts from 1 September',
    coveredFrom: '2025-09-01',
    tables: again,
    expect: { 'repeat-contacts': [1, 1] },
  },
  {
    title: 'and are not known from 2 September',
    coveredFrom: '2025-09-02',
    tables: again,
    expect: { 'repeat-contacts': {} },
  },
  {
    title: 'early help before the referrals of a year needs early help of the year before it',
    coveredFrom: '2024-04-01',
    tables: prior,
    expect: { 'referrals-with-prior-early-help': [1, 1] },
  },
  {
    title: 'and is not known without its first day',
    coveredFrom: '2024-04-02',
    tables: prior,
    expect: { 'referrals-with-prior-early-help': {} },
  },
  {
    title: 'assessments of March from their referral need referrals from 1 September',
    coveredFrom: '2025-09-01',
    tables: assessed,
    expect: { 'assessments-45wd-from-referral': [1, 1] },
  },
  {
    title: 'and are not known with referrals from 2 September',
    coveredFrom: '2025-09-02',
    tables: assessed,
    expect: { 'assessments-45wd-from-referral': {} },
  },
]
