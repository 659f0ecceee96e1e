import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openBrowser } from '../../test/browser.ts'
import { type ChildrenSite, openChildrenSite, type Subject } from '../../test/children-site.ts'

let browser: Browser
let site: ChildrenSite
let origin: string
before(async () => {
  site = await openChildrenSite()
  origin = await site.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
})
after(async () => {
  await browser.close()
  await site.close()
})

interface Look {
  readonly width?: number
  readonly script?: boolean
}

/** A page of a person who has signed in; `width` 320 is a small phone, and what is left of 1,280 px at 400% zoom. */
async function pageOf(subject: Subject, { width = 1280, script = true }: Look = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: 800 },
    javaScriptEnabled: script,
    acceptDownloads: true,
  })
  await context.addCookies([{ name: 'throughline-session', value: await site.sessionOf(subject), url: origin }])
  return context.newPage()
}

const PAGES: readonly (readonly [name: string, subject: Subject, path: string])[] = [
  ["a worker's first page", 'worker', '/'],
  ["a manager's first page", 'manager', '/'],
  ["a service manager's first page", 'service-manager', '/'],
  ["a director's first page", 'director', '/'],
  ["an analyst's first page", 'analyst', '/'],
  ["a member's first page", 'member', '/'],
  ["an administrator's first page", 'administrator', '/'],
  ["the data protection lead's first page", 'data-protection', '/'],
  ["today's list", 'manager', '/worklist'],
  ["today's list by child, with a day that is none", 'manager', '/worklist?group=child&dueBy=x'],
  ["today's list by worker, second page", 'blue', '/worklist?group=worker&page=2'],
  ['a child', 'manager', '/children/ref-R1'],
  ["a child's journey of one kind", 'manager', '/children/ref-R1?strand=health'],
  ['finding a child', 'manager', '/children'],
  ['opening a record outside the rules', 'manager', '/break-glass'],
  ['caseloads by team', 'director', '/caseloads'],
  ['the caseloads of a team', 'manager', '/caseloads'],
  ['the caseload of a worker', 'worker', '/caseloads/worker?worker=Ann'],
]

for (const [name, subject, path] of PAGES) {
  describe(name, () => {
    for (const width of [1280, 320]) {
      test(`at ${width} px breaks no rule of axe and does not scroll sideways, with everything open`, async () => {
        const page = await pageOf(subject, { width })
        await page.goto(path)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        const found = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(
          found.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`),
          [],
        )
        assert.ok(found.passes.length > 15)
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
        await page.context().close()
      })
    }
  })
}

for (const script of [true, false]) {
  describe(`with JavaScript ${script ? 'on' : 'off'}`, () => {
    test('a manager goes from the number that is late to a child and narrows the journey', async () => {
      const page = await pageOf('manager', { script })
      await page.goto('/')
      await page.getByRole('link', { name: /Late/ }).first().click()
      assert.equal(new URL(page.url()).search, '?part=late')
      await page.getByRole('link', { name: 'Child R1' }).first().click()
      assert.equal(new URL(page.url()).pathname, '/children/ref-R1')
      await page.getByText('Choose what to show').click()
      await page.getByLabel(/^Health/).check()
      await page.getByRole('button', { name: 'Show these' }).click()
      assert.equal(await page.locator('.tl-event').count(), 1)
      await page.context().close()
    })

    test('a manager narrows the list to a worker and takes it out as a spreadsheet', async () => {
      const page = await pageOf('manager', { script })
      await page.goto('/worklist')
      await page.getByText('Filter, group and sort').click()
      await page.getByLabel('Worker', { exact: true }).selectOption('Ann')
      await page.getByLabel('Due by').fill('31/3/2026')
      await page.getByRole('button', { name: 'Show these' }).click()
      await page.getByRole('heading', { name: 'All: 2 things, 2 children' }).waitFor()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download as a spreadsheet' }).click(),
      ])
      assert.equal(download.suggestedFilename(), 'due-as-at-2026-03-31.xlsx')
      await page.context().close()
    })

    test('what a person searches for is not in the address; what is not found can be opened with a reason', async () => {
      const page = await pageOf('manager', { script })
      await page.goto('/children')
      await page.getByLabel('Number in your case system').fill(script ? 'B9' : 'B10')
      await page.getByRole('button', { name: 'Find' }).click()
      assert.equal(page.url(), `${origin}/children`)
      await page.getByRole('button', { name: 'Open a record by its number' }).click()
      await page.getByLabel('Why you need it now').fill('short')
      await page.getByRole('button', { name: 'Open the record' }).click()
      await page.getByRole('link', { name: /Say why you need it now/ }).click()
      await page.getByLabel('Why you need it now').fill('The police rang: the child may be with an uncle tonight')
      await page.getByRole('button', { name: 'Open the record' }).click()
      await page.getByText('You opened this record outside the rules').waitFor()
      assert.equal(page.url(), `${origin}/children/ref-${script ? 'B9' : 'B10'}`)
      await page.context().close()
    })
  })
}

test('by keyboard alone, a person gets past the header, into the late lines and on to a child', async () => {
  const page = await pageOf('manager')
  await page.goto('/worklist')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Late')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/worklist?part=late')
  await tabTo(page, 'Child R1')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/children/ref-R1')
  await tabTo(page, 'Why this date')
  await page.keyboard.press('Enter')
  assert.ok(await page.getByText('10 working days from').first().isVisible())
  await page.context().close()
})

/** Goes on by the Tab key to what says `words`, and sees that the focus shows. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<string>('document.activeElement.textContent')
    if (!focused.includes(words)) continue
    const shown = await page.evaluate<string>('getComputedStyle(document.activeElement).backgroundColor')
    assert.equal(shown, 'rgb(255, 221, 0)', words)
    return
  }
  assert.fail(`no way by keyboard to ${words}`)
}
