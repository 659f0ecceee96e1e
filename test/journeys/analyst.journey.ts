import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import { type JourneyCounty, NEXT } from './journey-county.ts'
import type { Visitor } from './visitor.ts'

/** The next month is sent, watched, and what could not be loaded comes back as a file. */
export async function analystLoadsTheNextMonth(visitor: Visitor, files: readonly string[]): Promise<void> {
  await visitor.meets('State of the data')
  await visitor.goTo('Loads')
  await visitor.meets('Loads')
  await visitor.press('Load an extract')
  await visitor.meets('Load an extract')
  const [year, month, day] = NEXT.split('-').map(Number)
  const date = visitor.page.getByRole('group', { name: 'What date is the extract as at?' })
  await date.getByLabel('Day').fill(String(day))
  await date.getByLabel('Month').fill(String(month))
  await date.getByLabel('Year').fill(String(year))
  await visitor.page.getByLabel('Files', { exact: true }).setInputFiles([...files])
  await visitor.press('Send and load')
  await visitor.page.getByRole('progressbar').waitFor()
  await visitor.meets('Extract as at 31 March 2026')
  await visitor.page.getByText('The extract is loaded.').waitFor({ timeout: 120_000 })
  await visitor.meets('Extract as at 31 March 2026')
}

/** Rows that could not be loaded: what would be a formula in a spreadsheet is quoted. */
export async function analystTakesTheRejects(visitor: Visitor, formula: string): Promise<void> {
  const book = await visitor.takes('button', 'Download the rejected rows (XLSX)')
  const [, ...rows] = book.get('Rejected rows')!
  assert.ok(rows.length >= 3)
  assert.ok(rows.flat().some((cell) => cell.includes(formula)))
  assert.deepEqual(
    rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell)),
    [],
  )
}

/** What is newly odd since the last extract, check by check, to the rows. */
export async function analystSeesWhatIsNew(visitor: Visitor): Promise<void> {
  await visitor.goTo('Data quality')
  await visitor.meets('Data quality')
  await (await checkWithNewRows(visitor)).click()
  await visitor.reads('Why it matters')
  await visitor.page.getByText('New', { exact: true }).first().waitFor()
  await visitor.assertInOrder()
}

/** The link to the first check whose column of new rows is not nought. */
async function checkWithNewRows({ page }: Visitor): Promise<Locator> {
  for (const row of await page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .all()) {
    const [, fresh] = await row.getByRole('cell').allTextContents()
    if (Number(fresh) > 0) return row.getByRole('link')
  }
  assert.fail('no check has a new row')
}

/** From a figure to the rows that made it, to a child. */
export async function analystOpensTheRows(visitor: Visitor): Promise<void> {
  await visitor.goTo('Figures')
  await visitor.meets('Figures')
  await visitor.page.goto('/figures/cpp-2y-open')
  await visitor.meets('Child protection plans open for 2 years or more')
  await visitor.follow(/rows/)
  await visitor.meets('Rows behind the figure')
  await visitor.follow(/^\d{7}$/)
  await visitor.meets(/^Child \d+$/)
}

/** A chart begins anew from a month on, with a reason that everyone who sees it can read. */
export async function analystBeginsABaseline(visitor: Visitor, measure: string, reason: string): Promise<void> {
  await visitor.page.goto(`/figures/${measure}`)
  await visitor.follow('Begin a new baseline')
  await visitor.meets('Begin a new baseline')
  await visitor.press('Begin the new baseline')
  await visitor.reads('There is a problem')
  const periods = visitor.page.getByLabel('First period of the new baseline')
  await periods.selectOption({ index: Math.floor((await periods.getByRole('option').count()) / 2) })
  await visitor.fill('What changed', reason)
  await visitor.press('Begin the new baseline')
  await visitor.reads(reason)
}

/** Everything goes back to the snapshot before, and says so. */
export async function analystPutsTheLoadBack(visitor: Visitor, county: JourneyCounty): Promise<void> {
  await visitor.page.goto('/snapshots')
  await visitor.meets('Snapshots')
  await visitor.follow('28 February 2026')
  await visitor.meets('As at 28 February 2026')
  await visitor.press('Go back to this snapshot')
  await visitor.meets('Snapshots')
  await county.until(
    "select as_at = '2026-02-28' as done from published.publication join access.authority using (authority_id, publication_id)",
  )
  await visitor.page.goto('/')
  await visitor.reads('As at 28 February 2026')
}
