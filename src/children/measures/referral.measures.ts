import { count, type Measure, perTenThousand, rate, share } from '#measures'
import * as facts from '../facts/facts.ts'
import { byAll, common, house, published, spans } from './common.ts'

const referral = {
  ...common,
  theme: 'Referrals',
  of: facts.referral,
  when: { on: 'received_on' },
  periods: spans,
  headline: 'rolling12',
  polarity: 'neither',
  by: byAll,
  owner: 'Head of the front door',
} as const

const received = { words: 'referrals received' } as const

/** Referrals to children's social care. One row counted per child and referral. */
export const referralMeasures: readonly Measure[] = [
  count({
    ...referral,
    id: 'referrals',
    title: 'Referrals',
    numerator: received,
    headline: 'month',
    benchmark: 'CPP_Total_NumRef',
    source: published('CPP_Total_NumRef'),
  }),
  perTenThousand({
    ...referral,
    id: 'referrals-rate',
    title: 'Referrals per 10,000 children in 12 months',
    numerator: received,
    periods: ['rolling12'],
    benchmark: 'CPP_Total_Rateper10,000',
    source: published('CPP_Total_Rateper10,000'),
  }),
  rate({
    ...referral,
    id: 're-referrals-12m',
    title: 'Re-referrals within 12 months',
    numerator: {
      words: 'referrals with an earlier one of the same child in the 12 months before; exactly 12 months counts',
      where: 'repeat',
    },
    denominator: received,
    polarity: 'lower',
    benchmark: 'ReReferral',
    source: published('ReReferral'),
    notes:
      'Where the record does not reach back 12 months before a referral, the count of earlier referrals that the file gives ' +
      'with it is believed: above 0 is a re-referral. An authority that counts the referral itself has too many there.',
  }),
  rate({
    ...referral,
    id: 'referrals-nfa',
    title: 'Referrals with no further action',
    numerator: { words: 'referrals closed with no further action', where: 'no_further_action' },
    denominator: received,
    benchmark: 'CIN_Refferals_NFA',
    source: published('CIN_Refferals_NFA'),
  }),
  share({
    ...referral,
    id: 'referrals-by-source',
    title: 'Referrals by source',
    category: 'source',
    denominator: { words: 'referrals with a source' },
    source: published('RefBySource_*'),
  }),
  rate({
    ...referral,
    id: 'referrals-with-prior-early-help',
    title: 'Referrals after early help',
    numerator: {
      words: 'referrals whose child had early help that started in the 12 months before',
      where: 'had_early_help',
    },
    denominator: received,
    needs: { tables: ['early_help'], monthsBefore: 12 },
    source: house('Lists 2 and 3'),
  }),
]
