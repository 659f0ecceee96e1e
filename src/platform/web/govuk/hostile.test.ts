import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { hostileStrings } from '../../../../test/hostile-strings.ts'
import { escapeHtml, type Html, trusted } from '../html.ts'
import * as web from '../index.ts'

/** Every component, with the name under which govuk-frontend has its fixtures. */
const components: Readonly<Record<string, (options: never) => Html>> = {
  'back-link': web.backLink,
  breadcrumbs: web.breadcrumbs,
  button: web.button,
  'character-count': web.characterCount,
  checkboxes: web.checkboxes,
  'date-input': web.dateInput,
  details: web.details,
  'error-message': web.errorMessage,
  'error-summary': web.errorSummary,
  fieldset: web.fieldset,
  'file-upload': web.fileUpload,
  'generic-header': web.genericHeader,
  hint: web.hint,
  input: web.input,
  'inset-text': web.insetText,
  label: web.label,
  'notification-banner': web.notificationBanner,
  pagination: web.pagination,
  'phase-banner': web.phaseBanner,
  radios: web.radios,
  select: web.select,
  'service-navigation': web.serviceNavigation,
  'skip-link': web.skipLink,
  'summary-list': web.summaryList,
  table: web.table,
  tag: web.tag,
  textarea: web.textarea,
  'warning-text': web.warningText,
}

/** Options that are markup, made by the program. */
const MARKUP = /^(html|.*Html|start|end|navigationStart|navigationEnd)$/

/** Options that choose between a few words of the program's own. */
const CHOICE = /^(type|format|behaviour|countType)$/

interface Place {
  readonly path: readonly (string | number)[]
  readonly options: unknown
}

/** Every text in the options of every fixture, once for each place by name. */
function placesOf(component: string): Place[] {
  const file = new URL(import.meta.resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`))
  const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { fixtures: readonly { options: unknown }[] }
  const places = new Map<string, Place>()
  for (const { options } of fixtures)
    for (const path of textsIn(options))
      places.set(path.filter((step) => typeof step === 'string').join('.'), { path, options })
  return [...places.values()]
}

function textsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value === 'string') {
    const name = String(path.at(-1))
    return value === '' || MARKUP.test(name) || CHOICE.test(name) ? [] : [path]
  }
  if (value === null || typeof value !== 'object') return []
  const entries = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value)
  return entries.flatMap(([key, item]) => textsIn(item, [...path, key]))
}

/** The options with `text` at `path` (elsewhere than in it when there is none), and markup as `Html`. */
function withText(value: unknown, path: readonly (string | number)[] | undefined, text: string, name = ''): unknown {
  if (path?.length === 0) return text
  if (typeof value === 'string') return MARKUP.test(name) ? trusted(value) : value
  if (value === null || typeof value !== 'object') return value
  const [step, ...rest] = path ?? []
  const change = (key: string | number, item: unknown): unknown =>
    withText(item, path !== undefined && key === step ? rest : undefined, text, String(key))
  if (Array.isArray(value)) return value.map((item, i) => change(i, item))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(key, item)]))
}

describe('every text that a component is given stays text', () => {
  for (const [component, print] of Object.entries(components)) {
    test(component, () => {
      const places = placesOf(component)
      assert.ok(places.length > 0)
      for (const { path, options } of places) checkPlace(print as (options: unknown) => Html, options, path)
    })
  }
})

/** The markup with hostile text is the markup with harmless text, with the one escaped for the other. */
function checkPlace(print: (options: unknown) => Html, options: unknown, path: readonly (string | number)[]): void {
  const harmless = 'Qharmlessq'
  const expected = String(print(withText(options, path, harmless)))
  for (const hostile of hostileStrings) {
    const printed = String(print(withText(options, path, hostile)))
    const cased = expected.replaceAll(harmless, () => escapeHtml(hostile))
    assert.equal(printed, cased, `${path.join('.')}: ${JSON.stringify(hostile)}`)
  }
}
