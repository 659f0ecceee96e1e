import assert from 'node:assert/strict'
import { personas } from '#permissions'
import { openBrowser } from '../browser.ts'
import { lookAt, pagesOf } from './browser-crawl.ts'
import { CountySite } from './county-site.ts'
import { type Crawled, crawl } from './crawl.ts'
import { fillCounty } from './fill-county.ts'

/**
 * The long form of the crawl: every persona follows links up to `perRoute` addresses of each route, and every page is
 * opened in a browser at 1280 and 375 pixels, with axe.
 */
export async function lookEverywhere(perRoute: number, say: (line: string) => void): Promise<{ pages: number }> {
  const site = await CountySite.open({ children: 100, years: 3 })
  const browser = await openBrowser()
  try {
    await fillCounty(site)
    const address = await site.app.listen({ port: 0, host: '127.0.0.1' })
    const answers: Crawled[] = []
    for (const { id } of personas) answers.push(...(await crawl(site, id, { perRoute })))
    const pages = pagesOf(answers, true)
    say(`${answers.length} answers; ${pages.length} pages to look at`)
    const seen = await lookAt(browser, site, address, pages, { widths: [1280, 375], axe: () => true })
    const wrong = seen.filter(({ wrong }) => wrong.length > 0)
    for (const one of wrong) say(JSON.stringify(one))
    assert.equal(wrong.length, 0, `${wrong.length} of ${seen.length} pages have something wrong`)
    return { pages: seen.length }
  } finally {
    await browser.close()
    await site.close()
  }
}
