import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { FastifyInstance } from 'fastify'
import type { Browser, BrowserContext, Page as BrowserPage } from 'playwright-core'
import { openBrowser } from '../../../test/browser.ts'
import { HOME, SESSION, testApp } from './app.fixture.ts'
import { showcase } from './showcase.fixture.ts'

let browser: Browser
let app: FastifyInstance
let address: string
before(async () => {
  browser = await openBrowser()
  app = (await testApp([HOME, ...showcase])).app
  address = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(async () => {
  await browser.close()
  await app.close()
})

const PATHS = ['/', '/list?page=3&team=t1', '/form', '/nowhere', '/accessibility', '/cookies', '/privacy', '/sign-in']

/** A signed-in browser of a width, and what it complained of: scripts, and anything that the policy stopped. */
async function visitor(width: number, javaScriptEnabled = true) {
  const context: BrowserContext = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled })
  await context.addCookies([{ name: 'throughline-session', value: SESSION, url: address }])
  const page: BrowserPage = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of'))
      complaints.push(message.text())
  })
  return { page, complaints, close: () => context.close() }
}

describe('in a browser', () => {
  for (const width of [1280, 375]) {
    test(`axe finds nothing and the policy stops nothing at ${width} pixels`, async () => {
      const { page, complaints, close } = await visitor(width)
      for (const path of PATHS) {
        await page.goto(address + path)
        const { violations } = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(
          violations.map(({ id, nodes }) => [path, id, nodes[0]?.html]),
          [],
        )
      }
      assert.deepEqual(complaints, [])
      await close()
    })
  }

  test('nothing runs off the screen at 320 pixels, which is 400% zoom', async () => {
    const { page, close } = await visitor(320)
    for (const path of PATHS) {
      await page.goto(address + path)
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      assert.ok(Number(over) <= 0, `${path}: ${over} pixels too wide`)
    }
    await close()
  })

  for (const scripts of [true, false]) {
    test(`a form is sent, corrected and saved ${scripts ? 'with' : 'without'} scripts`, async () => {
      const { page, close } = await visitor(375, scripts)
      await page.goto(`${address}/form`)
      await page.fill('#note', 'kept')
      await page.click('text=Save')
      assert.equal(await page.title(), 'Error: Add a note - Throughline')
      assert.equal(await page.inputValue('#note'), 'kept')
      await page.click('.govuk-error-summary a')
      await page.keyboard.type('A title')
      await page.click('text=Save')
      assert.equal(new URL(page.url()).pathname, '/')
      assert.match(String(await page.textContent('.govuk-notification-banner')), /Note saved/)
      await page.reload()
      assert.equal(await page.locator('.govuk-notification-banner').count(), 0)
      await close()
    })
  }

  test('the keyboard goes to the content first, and sorts a list', async () => {
    const { page, close } = await visitor(1280)
    await page.goto(`${address}/list`)
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to main content')
    await page.keyboard.press('Enter')
    await page.focus('.tl-sort')
    await page.keyboard.press('Enter')
    await page.waitForURL(/sort=child/)
    assert.equal(await page.getAttribute('th.tl-list__sortable', 'aria-sort'), 'ascending')
    await close()
  })
})
