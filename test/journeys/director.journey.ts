import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

/** The director sees what needs attention, and asks the owner of a measure that nobody has asked about. @returns its title */
export async function directorAsksWhy(visitor: Visitor): Promise<string> {
  await visitor.meets(/^(One thing needs|Two things need|Three things need) attention$/)
  const points = visitor.page.getByRole('main').getByRole('listitem')
  assert.ok((await points.count()) <= 3)
  const open = points.filter({ hasText: /has not been asked|No answer yet/ }).first()
  const title = ((await open.getByRole('heading', { level: 2 }).textContent()) ?? '').trim()
  await open.getByRole('link', { name: title }).click()
  await visitor.meets(title)
  const ask = visitor.page.getByRole('button', { name: /^Ask the owner/ })
  if ((await ask.count()) > 0) await ask.click()
  await visitor.meets(title)
  await visitor.reads(/^Asked /)
  return title
}

/** A manager finds the question among those asked, and answers it. */
export async function managerAnswers(visitor: Visitor, title: string, answer: string): Promise<void> {
  await visitor.goTo('Figures')
  await visitor.meets('Figures')
  await visitor.follow(/What services say/)
  await visitor.meets('What services say about their figures')
  const line = visitor.page
    .getByRole('row')
    .filter({ has: visitor.page.getByRole('link', { name: title, exact: true }) })
  await line.first().getByRole('link', { name: title }).click()
  await visitor.meets(title)
  await visitor.follow(/^(Answer|Change the answer)/)
  await visitor.meets('What lies behind the change, and what is being done')
  await visitor.fill('Answer', answer)
  await visitor.press('Save the answer')
  await visitor.reads(answer)
}

/** The director reads what is being done on the first page, under the figure, with who says so. */
export async function directorReadsTheAnswer(visitor: Visitor, title: string, answer: string): Promise<void> {
  const point = visitor.page.getByRole('main').getByRole('listitem').filter({ hasText: title })
  await point.getByText(answer).waitFor()
  await point.getByText('Priya Nair').waitFor()
}
