import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { type ReadSheet, readWorkbook } from '../workbook-reader.ts'
import type { JourneyCounty } from './journey-county.ts'

/** Whether the browser runs scripts. */
export interface How {
  readonly script: boolean
}

const WIDE = { width: 1280, height: 900 }
/** A small phone, and what is left of 1,280 px at 400% zoom. */
const NARROW = { width: 320, height: 800 }

/** Pages that have been looked at, by what they are called: one of a kind is enough, whoever meets it. */
const met = new Set<string>()

/** One person at a browser, who finds things by what they say. */
export class Visitor {
  readonly page: Page
  readonly name: string
  readonly #script: boolean

  private constructor(page: Page, name: string, { script }: How) {
    this.page = page
    this.name = name
    this.#script = script
  }

  /** Opens a browser window and signs in as a person of the example county. */
  static async signIn(browser: Browser, { address }: JourneyCounty, name: string, how: How): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: address, viewport: WIDE, javaScriptEnabled: how.script })
    context.setDefaultTimeout(10_000)
    const visitor = new Visitor(await context.newPage(), name, how)
    await visitor.page.goto('/')
    await visitor.press(`Continue as ${name}`)
    await visitor.page.getByRole('button', { name: 'Sign out' }).waitFor()
    return visitor
  }

  /** Follows the first link that says so. */
  async follow(name: string | RegExp): Promise<void> {
    await this.page.getByRole('main').getByRole('link', { name }).first().click()
  }

  /** Goes to a part of the site by its navigation. */
  async goTo(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name, exact: true }).click()
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click()
  }

  /** Unfolds what is folded under these words. */
  async unfold(words: string): Promise<void> {
    await this.page.getByText(words, { exact: true }).first().click()
  }

  async fill(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text)
  }

  /** Waits for the page of this heading, and sees that it is in order. */
  async meets(heading: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor()
    await this.assertInOrder()
  }

  /** Waits for words on the page. */
  async reads(words: string | RegExp): Promise<void> {
    await this.page.getByText(words).first().waitFor()
  }

  /** True when the words are on the page now. */
  async sees(words: string | RegExp): Promise<boolean> {
    return (await this.page.getByText(words).count()) > 0
  }

  /** Takes a file out. @returns its sheets, read by a reader of ours that did not write them */
  async takes(role: 'link' | 'button', name: string | RegExp): Promise<ReadonlyMap<string, ReadSheet>> {
    const arriving = this.page.waitForEvent('download')
    await this.page.getByRole(role, { name }).first().click()
    return readWorkbook(await (await arriving).path())
  }

  /** No sideways scrolling at either width; where scripts run axe finds nothing. A page of a kind is looked at once. */
  async assertInOrder(): Promise<void> {
    const heading = await this.page.getByRole('heading', { level: 1 }).textContent()
    const kind = `${this.#script} ${await this.page.title()} ${heading?.replaceAll(/\d/g, '')}`
    if (met.has(kind)) return
    met.add(kind)
    if (this.#script) {
      const { violations } = await new AxeBuilder({ page: this.page }).analyze()
      const said = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
      assert.deepEqual(said, [], this.page.url())
    }
    await this.#assertFits(WIDE.width)
    await this.page.setViewportSize(NARROW)
    await this.#assertFits(NARROW.width)
    await this.page.setViewportSize(WIDE)
  }

  async leave(): Promise<void> {
    await this.page.context().close()
  }

  async #assertFits(width: number): Promise<void> {
    const wide = await this.page.evaluate('document.documentElement.scrollWidth')
    assert.ok(Number(wide) <= width, `${this.page.url()} is ${wide} px wide at ${width}`)
  }
}

/** A person's visit from sign-in to the end of it. */
export async function visit(
  browser: Browser,
  county: JourneyCounty,
  name: string,
  how: How,
  come: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const visitor = await Visitor.signIn(browser, county, name, how)
  try {
    await come(visitor)
  } finally {
    await visitor.leave()
  }
}
