import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

/** From what is late to one worker's lines, to a child and back, to a file and to paper. */
export async function managerLooksAfterTheLateList(visitor: Visitor, worker: string): Promise<void> {
  await visitor.meets('What is due')
  await visitor.follow(/Late$/)
  await visitor.meets('Today’s list')
  await narrowsToWorker(visitor, worker)
  const list = visitor.page.url()
  await opensAChild(visitor)
  await visitor.page.goBack()
  assert.equal(visitor.page.url(), list)
  await visitor.reads(`Narrowed to: ${worker}.`)
  await takesTheSheet(visitor, worker)
  await prints(visitor)
}

async function narrowsToWorker(visitor: Visitor, worker: string): Promise<void> {
  await visitor.unfold('Filter, group and sort')
  await visitor.page.getByLabel('Worker', { exact: true }).selectOption(worker)
  await visitor.press('Show these')
  await visitor.reads(`Narrowed to: ${worker}.`)
  const asked = new URL(visitor.page.url()).searchParams
  assert.deepEqual([asked.get('part'), asked.get('worker')], ['late', worker])
}

async function opensAChild(visitor: Visitor): Promise<void> {
  await visitor.follow(/^Child /)
  await visitor.meets(/^Child \d+$/)
  await visitor.unfold('Why this date')
  await visitor.reads(/\d+ (working days|days|weeks|months) from: /)
}

/** Every line that is late is in the file; what a case system holds is never a formula there. */
async function takesTheSheet(visitor: Visitor, worker: string): Promise<void> {
  const lines = await visitor.page
    .getByRole('main')
    .getByRole('link', { name: /^Child / })
    .count()
  const book = await visitor.takes('link', 'Download as a spreadsheet')
  const [heads = [], ...rows] = book.get('Due and late')!
  assert.equal(rows.length, lines)
  assert.ok(rows.every((row) => row[heads.indexOf('Worker')] === worker))
  // The reader would drop a formula's text into the cell as it is: no cell may begin as one.
  assert.deepEqual(
    rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell)),
    [],
  )
}

async function prints(visitor: Visitor): Promise<void> {
  const { page } = visitor
  assert.ok(await page.getByRole('navigation', { name: 'Menu' }).isVisible())
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('navigation', { name: 'Menu' }).isVisible(), false)
  assert.equal(await page.getByRole('link', { name: 'Download as a spreadsheet' }).isVisible(), false)
  assert.ok(await page.getByRole('table').first().isVisible())
  await page.emulateMedia({ media: 'screen' })
}
