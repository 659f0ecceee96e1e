import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

const MEASURE = 'Pathway plans reviewed in the last 6 months'

/** An owner and a target are named for a measure, and said back in the list. */
export async function administratorNamesAnOwner(visitor: Visitor, target: string): Promise<void> {
  await visitor.meets('Setting up')
  await visitor.goTo('Administration')
  await visitor.meets('Administration')
  await visitor.follow('Owners and targets')
  await visitor.meets('Owners and targets')
  await visitor.follow(MEASURE)
  await visitor.meets(MEASURE)
  await visitor.fill('Target (percent)', 'many')
  await visitor.press('Save')
  await visitor.reads('There is a problem')
  await visitor.page.getByLabel('Owner', { exact: true }).selectOption('Priya Nair')
  await visitor.fill('Target (percent)', target)
  await visitor.fill('Who set this target, and when', 'Improvement board, 14 May 2026')
  await visitor.press('Save')
  await visitor.meets('Owners and targets')
  const row = visitor.page.getByRole('row').filter({ hasText: MEASURE })
  assert.match((await row.textContent()) ?? '', new RegExp(`Priya Nair\\s*${target}\\s*$`))
}

/** Someone who has left is shut out, or let in again. */
export async function administratorShutsOut(visitor: Visitor, name: string, isOut: boolean): Promise<void> {
  await opensPerson(visitor, name)
  await visitor.page.getByLabel('This person can no longer sign in').setChecked(isOut)
  await visitor.press('Save')
  await visitor.meets('People')
  const row = visitor.page.getByRole('row').filter({ hasText: name })
  assert.equal(/Cannot sign in/.test((await row.textContent()) ?? ''), isOut)
}

async function opensPerson(visitor: Visitor, name: string): Promise<void> {
  await visitor.goTo('Administration')
  await visitor.follow('People')
  await visitor.meets('People')
  await visitor.follow(name)
  await visitor.meets(name)
}
