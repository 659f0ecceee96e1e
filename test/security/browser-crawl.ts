import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import type { CountySite, Persona } from './county-site.ts'
import type { Crawled } from './crawl.ts'

/** What to look at, and how. */
export interface BrowserCrawl {
  readonly widths: readonly number[]
  /** Whether axe looks at the nth page. */
  readonly axe: (n: number) => boolean
}

/** A page as the browser met it, with what is wrong with it in words. */
export interface Seen {
  readonly persona: Persona
  readonly url: string
  readonly width: number
  readonly wrong: readonly string[]
}

/** Those pages of a crawl that differ: the first of each route for each of `personas`, or for whoever met it first. */
export function pagesOf(answers: readonly Crawled[], perPersona: boolean): readonly Crawled[] {
  const pages = answers.filter(
    ({ status, headers }) => status === 200 && String(headers['content-type']).startsWith('text/html'),
  )
  const first = new Map<string, Crawled>()
  for (const page of pages) {
    // Everyone has a first page of their own.
    const key = perPersona || page.url === '/' ? `${page.persona} ${page.route}` : page.route
    if (!first.has(key)) first.set(key, page)
  }
  return [...first.values()]
}

/** Opens pages in a browser, each as its persona, and says what the browser and axe complain of. */
export async function lookAt(
  browser: Browser,
  site: CountySite,
  address: string,
  pages: readonly Crawled[],
  { widths, axe }: BrowserCrawl,
): Promise<Seen[]> {
  const seen: Seen[] = []
  for (const width of widths) {
    for (const [persona, theirs] of Map.groupBy(pages, (page) => page.persona)) {
      const context = await browser.newContext({ viewport: { width, height: 900 } })
      await context.addCookies([{ name: 'throughline-session', value: site.sessions.get(persona)!, url: address }])
      const page = await context.newPage()
      for (const { url } of theirs) {
        const wrong = await complaintsOf(page, `${address}${url}`, width, axe(seen.length))
        seen.push({ persona, url, width, wrong })
      }
      await context.close()
    }
  }
  return seen
}

async function complaintsOf(page: Page, url: string, width: number, withAxe: boolean): Promise<string[]> {
  const wrong: string[] = []
  const onError = ({ message }: Error) => wrong.push(`a script failed: ${message}`)
  const onConsole = (message: { type(): string; text(): string }) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(`the browser says: ${message.text()}`)
  }
  page.on('pageerror', onError)
  page.on('console', onConsole)
  try {
    const answer = await page.goto(url)
    if (answer?.status() !== 200) wrong.push(`answers ${answer?.status()}`)
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    const wide = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (wide > width) wrong.push(`is ${wide} pixels wide`)
    if (withAxe) wrong.push(...(await axeOf(page)))
    const stored = await page.evaluate('localStorage.length + sessionStorage.length')
    if (stored !== 0) wrong.push('keeps something in the browser')
  } finally {
    page.off('pageerror', onError)
    page.off('console', onConsole)
  }
  return wrong
}

async function axeOf(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze()
  if (passes.length < 10) return ['axe looked at hardly anything']
  return violations.map(({ id, nodes }) => `axe: ${id}: ${nodes[0]?.html.slice(0, 200)}`)
}
