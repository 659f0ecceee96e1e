import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compareLabels } from './label-order.ts'

describe('compareLabels', () => {
  const cases = [
    ['ages go up', ['Under 1', '1 to 4', '5 to 9', '10 to 15', '16 to 17', '18 and over', 'Not known']],
    [
      'months come before years',
      ['Under 3 months', '3 to 6 months', '6 to 12 months', '1 to 2 years', '2 years or more'],
    ],
    [
      'names go by the alphabet, then other, then what is not known',
      ['Asian', 'Black', 'Mixed', 'White', 'Other', 'Not stated'],
    ],
    ['numbers in names count as numbers', ['Team 2', 'Team 10', 'Unknown']],
  ] as const
  for (const [rule, labels] of cases) {
    test(rule, () => assert.deepEqual(labels.toReversed().sort(compareLabels), labels))
  }
})
