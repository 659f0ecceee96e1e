import { count, type Measure, median, perTenThousand, rate, share } from '#measures'
import * as facts from '../facts/facts.ts'
import { byChild, common, house, spans } from './common.ts'

const help = {
  ...common,
  theme: 'Early help',
  of: facts.earlyHelp,
  when: { on: 'started_on' },
  periods: spans,
  headline: 'month',
  polarity: 'neither',
  by: byChild,
  owner: 'Head of early help',
  source: house('List 2'),
} as const

/** Early help: assessments and interventions of the authority and its partners. */
export const earlyHelpMeasures: readonly Measure[] = [
  count({
    ...help,
    id: 'eh-assessments',
    title: 'Early help assessments started',
    numerator: { words: 'early help assessments started' },
  }),
  perTenThousand({
    ...help,
    id: 'eh-rate',
    title: 'Early help assessments per 10,000 children in 12 months',
    numerator: { words: 'early help assessments started' },
    periods: ['rolling12'],
    headline: 'rolling12',
  }),
  share({
    ...help,
    id: 'eh-by-organisation',
    title: 'Early help by lead organisation',
    category: 'organisation',
    denominator: { words: 'early help assessments started, with an organisation' },
  }),
  count({
    ...help,
    id: 'eh-open',
    title: 'Early help cases open',
    of: facts.earlyHelpDay,
    when: { stock: 'day' },
    numerator: { words: 'early help open at the end of the day' },
    periods: ['snapshot'],
    headline: 'snapshot',
    notes: 'The list holds early help by its start, so older cases that are still open may be missing from it.',
  }),
  median({
    ...help,
    id: 'eh-duration',
    title: 'Early help, median days from start to completion',
    when: { on: 'completed_on' },
    amount: { words: 'days from start to completion', sql: 'days' },
    denominator: { words: 'early help completed' },
    periods: ['month', 'rolling12'],
    by: [],
  }),
  rate({
    ...help,
    id: 'eh-stepped-up',
    title: 'Early help followed by a referral within 6 months',
    when: { on: 'completed_on' },
    numerator: { words: 'early help whose child is referred in the 6 months from completion', where: 'stepped_up' },
    denominator: { words: 'early help completed' },
    needs: { tables: ['referral'], daysAfter: 184 },
    headline: 'rolling12',
    polarity: 'lower',
    notes: 'The six months after the period must be known, so the newest figure is half a year old.',
  }),
]
