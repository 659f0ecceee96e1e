import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../browser.ts'
import { readWorkbook } from '../workbook-reader.ts'
import { listCsv, referrals, TestSite } from './site.fixture.ts'

describe('an analyst at a browser', { concurrency: false }, () => {
  let site: TestSite
  let browser: Browser
  let base: string
  let file: string
  before(async () => {
    site = await TestSite.open()
    base = await site.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await openBrowser()
    file = join(site.root, 'List 3.csv')
    const odd = { ...referrals(1)[0]!, child_id: 'C77', date_of_birth: '05/06/2031' }
    await writeFile(file, listCsv('referral', [...referrals(60), odd, { child_id: 'C99', date_of_referral: 'soon' }]))
  })
  after(async () => {
    await browser?.close()
    await site?.close()
  })

  for (const javaScriptEnabled of [true, false]) {
    describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
      let page: Page
      before(async () => {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled })
        await context.addCookies([{ name: 'throughline-session', value: site.sessionOf('ana'), url: base }])
        page = await context.newPage()
      })
      after(() => page.context().close())

      test('is told beside each field what is wrong with an empty form', async () => {
        await page.goto(`${base}/loads`)
        await page.getByRole('button', { name: 'Load an extract' }).click()
        await page.getByRole('button', { name: 'Send and load' }).click()
        await page.getByRole('link', { name: 'Enter the date of the extract' }).click()
        // A script moves the focus; without one the browser goes to the field.
        if (javaScriptEnabled) assert.equal(await page.locator(':focus').getAttribute('id'), 'as-at-day')
        else assert.match(page.url(), /#as-at-day$/)
        await assertFine(page, javaScriptEnabled)
      })

      test('sends an extract, sees how far it is and what became of it', async () => {
        const day = page.getByRole('group', { name: 'What date is the extract as at?' })
        await day.getByLabel('Day').fill('31')
        await day.getByLabel('Month').fill('3')
        await day.getByLabel('Year').fill('2026')
        await page.getByLabel('Files', { exact: true }).setInputFiles(file)
        await page.getByRole('button', { name: 'Send and load' }).click()
        await page.waitForURL(/\/loads\/[0-9a-f-]{36}$/)
        assert.equal(await page.locator('progress').count(), 1)
        await assertFine(page, javaScriptEnabled)
        // The page updates by itself, with a script or without.
        const words = javaScriptEnabled ? 'The extract is loaded.' : 'These files were loaded before'
        await page.getByText(words).waitFor({ timeout: 90_000 })
        await page.getByText('List 3: Referrals').first().waitFor()
        await assertFine(page, javaScriptEnabled)
      })

      test('takes the rejected rows out as a workbook', async () => {
        const arriving = page.waitForEvent('download')
        await page.getByRole('button', { name: 'Download the rejected rows (XLSX)' }).click()
        const arrived = await arriving
        assert.equal(arrived.suggestedFilename(), 'rejected-rows-2026-03-31.xlsx')
        const sheet = (await readWorkbook(await arrived.path())).get('Rejected rows')!
        assert.equal(sheet.length, 2)
      })

      test('sees how the headers were understood, and the snapshots', async () => {
        await page.getByRole('link', { name: 'See or mend every header' }).click()
        await page.getByRole('heading', { level: 1, name: 'What the headers mean' }).waitFor()
        await assertFine(page, javaScriptEnabled)
        await page.goto(`${base}/snapshots`)
        await page.getByRole('link', { name: '31 March 2026' }).click()
        await page.getByRole('heading', { level: 1, name: 'As at 31 March 2026' }).waitFor()
        await assertFine(page, javaScriptEnabled)
      })

      test('opens data quality, a check and its rows, and takes the sheet of a team', async () => {
        await page.goto(`${base}/data-quality`)
        await assertFine(page, javaScriptEnabled)
        await page.locator('#error').getByRole('link').first().click()
        await page.getByText('Why it matters').waitFor()
        await assertFine(page, javaScriptEnabled)
        await page.goto(`${base}/data-quality/teams`)
        await assertFine(page, javaScriptEnabled)
        const arriving = page.waitForEvent('download')
        await page.getByRole('link', { name: 'Download the rows of North' }).click()
        const workbook = await readWorkbook(await (await arriving).path())
        assert.ok(workbook.size > 1)
        await page.getByRole('link', { name: 'North', exact: true }).click()
        await page.getByRole('heading', { level: 1, name: 'North' }).waitFor()
        await assertFine(page, javaScriptEnabled)
      })
    })
  }
})

/** Axe finds nothing (it needs a script of its own), and the page does not scroll sideways on a phone. */
async function assertFine(page: Page, javaScriptEnabled: boolean): Promise<void> {
  if (javaScriptEnabled) {
    const found = await new AxeBuilder({ page }).analyze()
    const said = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    assert.deepEqual(said, [], page.url())
  }
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 320, height: 800 })
  const width = await page.locator('body').evaluate((body) => body.ownerDocument.documentElement.scrollWidth)
  await page.setViewportSize(size)
  assert.ok(width <= 320, `${page.url()} is ${width} wide`)
}
