import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

/** Where practice slips: figures by theme, a measure, what it means; then what a team has to put right, as a sheet. */
export async function qualityLeadLooksForThemes(visitor: Visitor): Promise<void> {
  await visitor.goTo('Figures')
  await visitor.meets('Figures')
  await visitor.follow(/^Child protection$/)
  await visitor.meets('Child protection')
  await visitor.follow(/^Child protection plans open for 2 years or more/)
  await visitor.meets('Child protection plans open for 2 years or more')
  await visitor.goTo('Data quality')
  await visitor.meets('Data quality')
  await visitor.follow(/^By team/)
  await visitor.meets('Data quality by team')
  const book = await visitor.takes('link', /^Download the rows of/)
  assert.ok(book.size > 1)
  await visitor.goTo('Caseloads')
  await visitor.meets(/caseload/i)
}
