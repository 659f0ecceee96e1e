import { count, type Measure, perTenThousand, rate, share } from '#measures'
import * as facts from '../facts/facts.ts'
import { byChild, common, house, spans } from './common.ts'

const contact = {
  ...common,
  theme: 'Front door',
  of: facts.contact,
  when: { on: 'received_on' },
  periods: spans,
  headline: 'month',
  polarity: 'neither',
  by: byChild,
  owner: 'Head of the front door',
  source: house('List 1'),
} as const

const contacts = { words: 'contacts' } as const

/** Contacts with the front door. What a contact is differs between authorities, so there is no national figure. */
export const contactMeasures: readonly Measure[] = [
  count({ ...contact, id: 'contacts', title: 'Contacts received', numerator: contacts }),
  perTenThousand({
    ...contact,
    id: 'contacts-rate',
    title: 'Contacts per 10,000 children in 12 months',
    numerator: contacts,
    periods: ['rolling12'],
    headline: 'rolling12',
  }),
  share({
    ...contact,
    id: 'contacts-by-source',
    title: 'Contacts by source',
    category: 'source',
    denominator: { words: 'contacts with a source' },
  }),
  rate({
    ...contact,
    id: 'contacts-to-referral',
    title: 'Contacts that became referrals',
    numerator: {
      words: 'contacts whose child has a referral on that day or by the end of the next working day',
      where: 'became_referral',
    },
    denominator: contacts,
    needs: { tables: ['referral'], daysAfter: 5 },
    notes: 'Annex A does not join contacts to referrals, so the days decide. Five days after the period must be known.',
  }),
  rate({
    ...contact,
    id: 'contacts-to-early-help',
    title: 'Contacts passed to early help',
    numerator: {
      words: 'contacts whose child has early help that starts in the 28 days from the contact',
      where: 'passed_to_early_help',
    },
    denominator: contacts,
    needs: { tables: ['early_help'], daysAfter: 28 },
    notes: 'The 28 days are ours. Annex A does not join contacts to early help.',
  }),
  rate({
    ...contact,
    id: 'repeat-contacts',
    title: 'Children with repeat contacts',
    of: facts.contactChild,
    numerator: {
      words: 'children of whom a contact in the month had another in the six months before it',
      where: 'previous_on >= add_months(received_on, -6)',
    },
    denominator: { words: 'children with a contact in the month' },
    periods: ['month'],
    needs: { monthsBefore: 6 },
    polarity: 'lower',
  }),
]
