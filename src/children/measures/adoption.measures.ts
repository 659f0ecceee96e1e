import { count, type Measure, mean, rate } from '#measures'
import * as facts from '../facts/facts.ts'
import { byChild, common, house, published, spans } from './common.ts'

const child = {
  ...common,
  theme: 'Adoption',
  of: facts.adoption,
  when: { on: 'adopted_on' },
  periods: spans,
  headline: 'rolling12',
  polarity: 'neither',
  by: ['sex', 'ethnicity', 'disability'],
  owner: 'Head of permanence',
  source: house('List 10'),
} as const

const adopter = {
  ...child,
  of: facts.adopter,
  by: [],
  source: house('List 11'),
} as const

const adopted = { words: 'children adopted' } as const

/** Children for whom adoption is the plan, and those who adopt. */
export const adoptionMeasures: readonly Measure[] = [
  count({
    ...child,
    id: 'adoptions',
    title: 'Children adopted',
    numerator: adopted,
    headline: 'ytd',
    by: byChild,
    benchmark: 'No_of LAC Adopted',
    source: published('No_of LAC Adopted'),
  }),
  count({
    ...child,
    id: 'adoption-decisions',
    title: 'Decisions for adoption',
    when: { on: 'decided_on' },
    numerator: { words: 'decisions that a child should be placed for adoption' },
  }),
  count({
    ...child,
    id: 'adoption-placed',
    title: 'Children placed for adoption',
    when: { on: 'placed_on' },
    numerator: { words: 'children placed for adoption' },
  }),
  count({
    ...child,
    id: 'adoption-reversed',
    title: 'Adoption decisions reversed',
    when: { on: 'reversed_on' },
    numerator: { words: 'decisions that a child should no longer be placed for adoption' },
    polarity: 'lower',
  }),
  mean({
    ...child,
    id: 'adoption-a10',
    title: 'Adoption scorecard A10: mean days from entering care to moving in',
    amount: {
      words: 'days from entering care to placement, or to moving in with the foster carers who adopted',
      sql: 'days_to_placement',
    },
    denominator: adopted,
    polarity: 'lower',
    target: { value: 426, source: 'DfE, adoption scorecards, threshold of 14 months' },
    source: 'DfE, adoption scorecards, methodology, A10',
    notes: 'Of 12 months; the scorecard averages three years.',
  }),
  mean({
    ...child,
    id: 'adoption-a2',
    title: 'Adoption scorecard A2: mean days from placement order to match',
    amount: { words: 'days from placement order to match', sql: 'days_to_match' },
    denominator: adopted,
    polarity: 'lower',
    target: { value: 121, source: 'DfE, adoption scorecards, threshold of 4 months' },
    source: 'DfE, adoption scorecards, methodology, A2',
    notes: 'Of 12 months; the scorecard averages three years.',
  }),
  count({
    ...child,
    id: 'adoption-waiting',
    title: 'Children waiting with a placement order',
    of: facts.adoptionDay,
    when: { stock: 'day' },
    periods: ['snapshot'],
    headline: 'snapshot',
    numerator: { words: 'children with a placement order, not placed and not reversed', where: 'has_placement_order' },
    polarity: 'lower',
    by: byChild,
  }),
  count({
    ...adopter,
    id: 'adopters-approved',
    title: 'Adopters approved',
    when: { on: 'approved_on' },
    numerator: { words: 'households approved' },
    distinct: 'household',
    headline: 'ytd',
    polarity: 'higher',
  }),
  rate({
    ...adopter,
    id: 'adopter-stage1-timely',
    title: 'Adopter stage 1 in 2 months',
    when: { on: 'stage_1_ended_on' },
    numerator: { words: 'stage 1 finished within 2 months of its start', where: 'stage_1_in_time' },
    denominator: { words: 'adopters who finished stage 1' },
    polarity: 'higher',
    source: 'Adoption Agencies Regulations 2005, Part 4: stage one within two months',
  }),
  rate({
    ...adopter,
    id: 'adopter-stage2-timely',
    title: 'Adopter stage 2 in 4 months',
    when: { on: 'stage_2_ended_on' },
    numerator: { words: 'stage 2 finished within 4 months of its start', where: 'stage_2_in_time' },
    denominator: { words: 'adopters who finished stage 2' },
    polarity: 'higher',
    source: 'Adoption Agencies Regulations 2005, Part 4: stage two within four months',
  }),
]
