import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { type Html, trusted } from '../html.ts'
import { backLink } from './back-link.ts'
import { breadcrumbs } from './breadcrumbs.ts'
import { button } from './button.ts'
import { characterCount } from './character-count.ts'
import { checkboxes, radios } from './choices.ts'
import { dateInput } from './date-input.ts'
import { details } from './details.ts'
import { errorSummary } from './error-summary.ts'
import { fileUpload } from './file-upload.ts'
import { errorMessage, fieldset, hint, label } from './form-group.ts'
import { genericHeader } from './generic-header.ts'
import { input } from './input.ts'
import { insetText } from './inset-text.ts'
import { notificationBanner } from './notification-banner.ts'
import { pagination } from './pagination.ts'
import { phaseBanner } from './phase-banner.ts'
import { select } from './select.ts'
import { serviceNavigation } from './service-navigation.ts'
import { skipLink } from './skip-link.ts'
import { summaryList } from './summary-list.ts'
import { table } from './table.ts'
import { tag } from './tag.ts'
import { textarea } from './textarea.ts'
import { warningText } from './warning-text.ts'

interface Fixture {
  readonly name: string
  readonly options: unknown
  readonly html: string
}

describe('components print what govuk-frontend prints', () => {
  compare('back-link', backLink)
  compare('breadcrumbs', breadcrumbs)
  compare('button', button)
  compare('details', details)
  compare('character-count', characterCount)
  compare('checkboxes', checkboxes)
  compare('radios', radios)
  compare('date-input', dateInput)
  compare('file-upload', fileUpload)
  compare('error-message', errorMessage)
  compare('fieldset', fieldset)
  compare('hint', hint)
  compare('label', label)
  compare('input', input)
  compare('pagination', pagination)
  compare('select', select)
  compare('textarea', textarea)
  compare('error-summary', errorSummary)
  compare('generic-header', genericHeader)
  compare('inset-text', insetText)
  compare('notification-banner', notificationBanner)
  compare('phase-banner', phaseBanner)
  compare('service-navigation', serviceNavigation)
  compare('skip-link', skipLink)
  compare('summary-list', summaryList)
  compare('table', table)
  compare('tag', tag)
  compare('warning-text', warningText)
})

test('an attribute name that could carry markup is refused', () => {
  assert.throws(() => tag({ text: 'Late', attributes: { 'a onclick=1': 'x' } }), RangeError)
})

/** Every fixture of govuk-frontend's own: same options, same markup but for white space. */
function compare<Options>(component: string, print: (options: Options) => Html): void {
  const path = new URL(import.meta.resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`))
  const { fixtures } = JSON.parse(readFileSync(path, 'utf8')) as { fixtures: readonly Fixture[] }
  test(`${component}: there are fixtures`, () => assert.ok(fixtures.length > 5))
  for (const fixture of fixtures) {
    test(`${component}: ${fixture.name}`, () => {
      const printed = print(withMarkup(fixture.options) as Options)
      assert.equal(normalised(String(printed)), normalised(fixture.html))
    })
  }
}

/** Names of options that are markup: `html`, what ends in it, and the slots of the service navigation. */
const MARKUP = /^html$|Html$|^start$|^end$|^navigation(Start|End)$/

/** The fixture's options with its strings of markup as `Html`, which is how ours are given. */
function withMarkup(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return MARKUP.test(name) ? trusted(value) : value
  if (Array.isArray(value)) return value.map((item) => withMarkup(item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withMarkup(item, key)]))
}

function normalised(markup: string): string {
  return markup
    .replace(/\s+/g, ' ')
    .replace(/ ?(<|>) ?/g, '$1')
    .trim()
}
