import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

/** Who looked at a child: the manager who opened it is there, and the file says the same. */
export async function leadAsksWhoLooked(visitor: Visitor, child: string): Promise<void> {
  await visitor.meets('Records opened outside the rules')
  await visitor.goTo('Access log')
  await visitor.meets('Access log')
  await visitor.fill('Number in the case system', child)
  await visitor.press('Show who has looked')
  await visitor.meets('Who has looked at this child')
  await visitor.page.getByRole('row').filter({ hasText: 'Priya Nair' }).first().waitFor()
  const book = await visitor.takes('link', 'Download as a spreadsheet')
  assert.ok([...book.values()].flat(2).includes('Priya Nair'))
}

/** What was opened with a reason is judged by someone else. */
export async function leadReviewsAnOpenedRecord(visitor: Visitor): Promise<void> {
  await visitor.goTo('Home')
  await visitor.follow('Review them')
  await visitor.meets('Records opened outside the rules')
  const waiting = visitor.page.getByRole('row').filter({ hasText: 'To review' })
  const before = await waiting.count()
  await waiting.first().getByRole('link').first().click()
  await visitor.meets('A record opened outside the rules')
  await visitor.press('Save the review')
  await visitor.reads('There is a problem')
  await visitor.page.getByLabel('Yes', { exact: true }).check()
  await visitor.fill('Why, and what you will do about it', 'The emergency duty team confirms the call.')
  await visitor.press('Save the review')
  await visitor.meets(/opened outside the rules/)
  await visitor.page.goto('/access-log/opened')
  assert.equal(await waiting.count(), before - 1)
}

/** A record is sealed, and one person named for it. */
export async function leadSealsARecord(visitor: Visitor, child: string): Promise<void> {
  await visitor.page.goto('/sealed-records')
  await visitor.meets('Sealed records')
  await visitor.fill('Number in the case system', child)
  await visitor.fill('Why you are sealing it', 'The child of a member of staff')
  await visitor.press('Seal the record')
  await visitor.meets('A sealed record')
  await visitor.fill('Find a person to add, by name or part of it', 'Oyelaran')
  await visitor.press('Find')
  await visitor.press('Add Margaret Oyelaran')
  await visitor.page.getByRole('button', { name: 'Remove Margaret Oyelaran' }).waitFor()
}

/** The manager finds nothing of a sealed record: not in the list, not by its number, not at its address. */
export async function managerSeesItNoMore(visitor: Visitor, child: string, address: string): Promise<void> {
  await visitor.goTo('Today’s list')
  await visitor.meets('Today’s list')
  assert.equal(await visitor.sees(`Child ${child}`), false)
  await visitor.goTo('Find a child')
  await visitor.fill('Number in your case system', child)
  await visitor.press('Find')
  await visitor.reads('Nothing found')
  assert.equal((await visitor.page.goto(address))!.status(), 404)
}
