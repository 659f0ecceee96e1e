import { readFileSync } from 'node:fs'

/**
 * The part of govuk-frontend's style sheet that `markup` uses, for a page that carries its styles with it.
 *
 * A rule stays when every class in one of its selectors occurs in the markup. Rules that fetch anything (fonts, the crest) and
 * the type face GDS Transport, which only GOV.UK may use, never stay.
 */
export function govukStyles(markup: string): string {
  const used = classesIn(markup)
  return withoutTransport(keptRules(govukSheet(), (name) => used.has(name)))
}

/** The parts of govuk-frontend that no page of the site has. */
const NOT_OURS =
  /^govuk-(?:header|cookie-banner|exit-this-page|feedback|password-input|language-navigation|task-list|footer__(?:crown|licence|copyright)|logo|tabs|accordion|panel)/

/**
 * govuk-frontend's style sheet for the whole site: without parts that no page of ours has, and, as above, without what
 * is fetched or is not ours to use.
 */
export function siteStyles(): string {
  return withoutTransport(keptRules(govukSheet(), (name) => !NOT_OURS.test(name)))
}

let sheet: string | undefined

function govukSheet(): string {
  sheet ??= readFileSync(new URL(import.meta.resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css')), 'utf8')
  return sheet
}

function withoutTransport(css: string): string {
  return css.replaceAll(/"?GDS Transport"?,/g, '')
}

/** Every class name in the `class` attributes of markup. */
function classesIn(markup: string): ReadonlySet<string> {
  return new Set([...markup.matchAll(/ class="([^"]*)"/g)].flatMap((match) => match[1]!.split(/\s+/)))
}

function keptRules(css: string, isWanted: (className: string) => boolean): string {
  return rulesOf(css)
    .map((rule) => keptRule(rule, isWanted))
    .join('')
}

interface Rule {
  readonly head: string
  readonly body: string
}

function keptRule({ head, body }: Rule, isWanted: (className: string) => boolean): string {
  if (/^@(?:media|supports)/.test(head)) {
    const inner = keptRules(body, isWanted)
    return inner === '' ? '' : `${head}{${inner}}`
  }
  if (head.startsWith('@') || /url\(/.test(body)) return ''
  const selectors = splitSelectors(head).filter((selector) => isUsed(selector, isWanted))
  return selectors.length === 0 ? '' : `${selectors.join(',')}{${body}}`
}

/** What a selector must not have is no reason to drop it. */
function isUsed(selector: string, isWanted: (className: string) => boolean): boolean {
  const needed = selector.replaceAll(/:not\((?:[^()]|\([^()]*\))*\)/g, '')
  return [...needed.matchAll(/\.((?:\\.|[\w-])+)/g)].every((match) => isWanted(match[1]!.replaceAll('\\', '')))
}

/** At commas that no bracket holds. */
function splitSelectors(head: string): string[] {
  return head.split(/,(?![^(]*\))/)
}

/** The rules of a style sheet in order, comments and statements such as `@charset` left out. */
function rulesOf(css: string): Rule[] {
  const rules: Rule[] = []
  const text = css.replaceAll(/\/\*.*?\*\//gs, '').replace(/^\uFEFF?@charset "[^"]*";/, '')
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('{', at)
    if (open < 0) break
    const close = closingBrace(text, open)
    rules.push({ head: text.slice(at, open).trim(), body: text.slice(open + 1, close) })
    at = close + 1
  }
  return rules
}

/** Where the brace at `open` closes; braces within quoted text do not count. */
function closingBrace(css: string, open: number): number {
  let depth = 0
  const token = /"[^"]*"|[{}]/g
  token.lastIndex = open
  for (let found = token.exec(css); found !== null; found = token.exec(css)) {
    if (found[0] === '{') depth++
    else if (found[0] === '}' && --depth === 0) return found.index
  }
  throw new RangeError('a style sheet ends within a rule')
}
