import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWorkbook } from '../workbook-reader.ts'
import type { CountySite, Persona } from './county-site.ts'

/** One answer of a crawl. */
export interface Crawled {
  readonly persona: Persona
  readonly url: string
  /** 'GET /children/:ref'; 'none' for what is no address of the site's. */
  readonly route: string
  readonly status: number
  /** The page, or the cells of a workbook. */
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
  /** What the access log gained with this answer. */
  readonly looks: readonly Look[]
}

export interface Look {
  readonly children: readonly string[]
  readonly page: string
  readonly person: string
  readonly is_export: boolean
}

/** How many addresses of each route a persona asks for. */
export interface CrawlLimits {
  readonly perRoute: number
}

/** Files are rationed to ten a minute for each session. */
const FILES = 3

/**
 * Follows the links of every page as a persona, from the first page on, the addresses of each route up to a limit, and
 * gives every answer with what the access log gained by it.
 */
export async function crawl(site: CountySite, persona: Persona, { perRoute }: CrawlLimits): Promise<Crawled[]> {
  const routeOf = routeFinder(site)
  const waiting = ['/']
  const met = new Set(waiting)
  const asked = new Map<string, number>()
  const answers: Crawled[] = []
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const route = routeOf(url)
    const isFile = /\/(export|sheet|rejects|workbook)$/.test(route)
    const times = (asked.get(route) ?? 0) + 1
    if (times > (isFile ? FILES : perRoute)) continue
    asked.set(route, times)
    const answer = await ask(site, persona, url, route)
    answers.push(answer)
    for (const link of linksOf(answer)) {
      if (met.has(link)) continue
      met.add(link)
      waiting.push(link)
    }
  }
  return answers
}

async function ask(site: CountySite, persona: Persona, url: string, route: string): Promise<Crawled> {
  const [last] = await site.rows<{ id: number }>('select coalesce(max(entry_id), 0) as id from access.access_log')
  const answer = await site.get(url, persona)
  const looks = await site.rows<Look>(
    `select children, page, person.subject as person, is_export
    from access.access_log join access.person using (authority_id, person_id)
    where entry_id > $1 order by entry_id`,
    [last!.id],
  )
  const isWorkbook = String(answer.headers['content-type']).includes('spreadsheetml')
  const text = isWorkbook ? await cellsOf(answer.rawPayload) : answer.body
  return { persona, url, route, status: answer.statusCode, text, headers: answer.headers, looks }
}

async function cellsOf(bytes: Buffer): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'crawl-'))
  try {
    const path = join(dir, 'file.xlsx')
    writeFileSync(path, bytes)
    return [...(await readWorkbook(path)).values()].flat(2).join('\n')
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** Addresses of this site that a page links to, or a redirect leads to, without the part within the page. */
function linksOf({ text, url, status, headers }: Crawled): string[] {
  const base = new URL(url, 'http://localhost')
  const found =
    status === 303
      ? [String(headers.location)]
      : [...text.matchAll(/<a [^>]*?href="([^"]+)"/g)].map(([, href]) =>
          href!.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
        )
  return found.flatMap((href) => {
    const to = new URL(href, base)
    return to.origin === base.origin ? [`${to.pathname}${to.search}`] : []
  })
}

/** Which route answers to an address: those without parameters come first, as they do in the server. */
export function routeFinder(site: CountySite): (url: string) => string {
  const gets = site.routes.filter(({ method }) => method === 'GET')
  const byPath = gets
    .map(({ path }) => ({ path, pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`) }))
    .sort((a, b) => a.path.split(':').length - b.path.split(':').length)
  return (url) => {
    const { pathname } = new URL(url, 'http://localhost')
    const found = byPath.find(({ pattern }) => pattern.test(pathname))
    return found === undefined ? 'none' : `GET ${found.path}`
  }
}

/** What is wrong with an answer, in words that name no child; nothing where all is as it must be. */
export class Judge {
  readonly #children: ReadonlySet<string>
  readonly #ofRef: ReadonlyMap<string, string>

  private constructor(children: readonly { readonly id: string; readonly ref: string }[]) {
    this.#children = new Set(children.map(({ id }) => id))
    this.#ofRef = new Map(children.map(({ id, ref }) => [ref, id]))
  }

  static async of(site: CountySite): Promise<Judge> {
    const rows = await site.rows<{ id: string; ref: string }>(
      `select child_id as id, ref from published.child join access.authority using (authority_id, publication_id)`,
    )
    assert.ok(rows.length > 100)
    return new Judge(rows)
  }

  /** The children that a text names, by number or by the address of their page. */
  childrenIn(text: string): ReadonlySet<string> {
    const numbers = [...text.matchAll(/(?<![\w.-])\d{7}(?![\w.-])/g)].map(([id]) => id)
    const refs = [...text.matchAll(/\/children\/([a-z2-7]{12})/g)].flatMap(([, ref]) => this.#ofRef.get(ref!) ?? [])
    return new Set([...numbers.filter((id) => this.#children.has(id)), ...refs])
  }

  /** Every child that is shown is in the log of the same answer, under the person who asked, and a file as one. */
  looksMissing({ text, looks, persona, route }: Crawled): string[] {
    const noted = new Set(looks.filter(({ person }) => person === persona).flatMap(({ children }) => children))
    const missing = [...this.childrenIn(text)].filter((id) => !noted.has(id))
    if (missing.length > 0) return [`shows ${missing.length} children without noting it`]
    const isFile = /\/(export|sheet|rejects)$/.test(route)
    return isFile && !looks.some(({ is_export }) => is_export) ? ['is a file that is not noted as one'] : []
  }

  /** Nothing of a child's in the address or the title. */
  saysTooMuch({ text, url }: Crawled): string[] {
    const title = /<title>(.*?)<\/title>/s.exec(text)?.[1] ?? ''
    const number = /(?<!\w)\d{7}(?!\w)/
    return [
      ...(number.test(url) ? ['has a number of a child in its address'] : []),
      ...(this.childrenIn(title).size > 0 ? ['has a number of a child in its title'] : []),
    ]
  }

  /** Headers of an answer that nobody else may keep, frame or read. */
  headersWrong({ headers }: Pick<Crawled, 'headers'>): string[] {
    const cookies = [headers['set-cookie'] ?? []].flat().map(String)
    return [
      ...(headers['cache-control'] === 'no-store' ? [] : ['may be stored']),
      ...(headers['x-content-type-options'] === 'nosniff' ? [] : ['may be sniffed']),
      ...(headers['referrer-policy'] === 'no-referrer' ? [] : ['tells where it was']),
      ...(String(headers['x-frame-options']).toLowerCase() === 'deny' ? [] : ['may be framed']),
      ...(CSP.test(String(headers['content-security-policy'])) ? [] : ['has another content security policy']),
      ...(headers.server === undefined && headers['x-powered-by'] === undefined ? [] : ['says what serves it']),
      ...(cookies.every(
        (cookie) => /; HttpOnly/.test(cookie) && /; SameSite=Lax/.test(cookie) && /; Path=\//.test(cookie),
      )
        ? []
        : ['sets a cookie that is not kept close']),
    ]
  }
}

const CSP =
  /^default-src 'self';script-src 'self' 'sha256-[\w+/]{43}=';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'$/
