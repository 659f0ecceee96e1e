import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../../test/browser.ts'
import { compendiumFixture } from './compendium.fixture.ts'
import { renderCompendiumHtml } from './compendium.html.ts'

/** 320 px is a phone, and what is left of 1,280 px at 400% zoom. */
const SCREENS = [
  ['a desktop', 1280],
  ['a phone, or 400% zoom', 320],
] as const

let browser: Browser
before(async () => {
  browser = await openBrowser()
})
after(() => browser.close())

for (const [name, width] of SCREENS) {
  describe(`the compendium on ${name}`, () => {
    let page: Page
    before(async () => {
      const context = await browser.newContext({ viewport: { width, height: 900 } })
      page = await context.newPage()
      await page.setContent(renderCompendiumHtml(compendiumFixture))
    })
    after(() => page.context().close())

    for (const open of [false, true]) {
      test(`breaks no rule of axe with everything ${open ? 'open' : 'closed'}`, async () => {
        await setOpen(page, open)
        const found = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(
          found.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`),
          [],
        )
        assert.ok(found.passes.length > 30)
      })

      test(`does not scroll sideways with everything ${open ? 'open' : 'closed'}`, async () => {
        await setOpen(page, open)
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
      })
    }

    test('shows one size of each chart, with its words no smaller than 12 px', async () => {
      const charts = page.locator('.tl-chart')
      assert.ok((await charts.count()) > 1)
      assert.equal(await charts.first().locator('svg:visible').count(), 1)
      const height = await charts
        .first()
        .locator('svg:visible text')
        .first()
        .evaluate((text) => text.getBoundingClientRect().height)
      assert.ok(height >= 12, `${height}`)
    })

    test('lets a table that is too wide be scrolled by keyboard', async () => {
      const region = page.getByRole('region', { name: 'Child protection at a glance' })
      await region.focus()
      const scrolls = await region.evaluate((box) => box.scrollWidth > box.clientWidth)
      assert.equal(scrolls, width === 320)
      await page.keyboard.press('ArrowRight')
      await page.waitForTimeout(300)
      assert.equal(await region.evaluate((box) => box.scrollLeft > 0), scrolls)
    })

    test('begins, by keyboard, with a way past the header', async () => {
      await page.setContent(renderCompendiumHtml(compendiumFixture))
      await page.keyboard.press('Tab')
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to main content')
    })
  })
}

function setOpen(page: Page, open: boolean): Promise<unknown> {
  return page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = ${open} })`)
}
