import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { govukStyles } from './style-sheet.ts'

describe('govukStyles', () => {
  const styles = govukStyles('<p class="govuk-body govuk-!-margin-bottom-2"><table class="govuk-table">')

  test('the rules of classes in the markup stay, in all media', () => {
    assert.match(styles, /\.govuk-body\{/)
    assert.match(styles, /@media print\{\.govuk-body\{/)
    assert.match(styles, /\.govuk-\\!-margin-bottom-2\{/)
    assert.match(styles, /:root\{/)
  })

  test('rules of other classes go, and nothing empty is left in their place', () => {
    assert.doesNotMatch(styles, /govuk-accordion|govuk-button|govuk-header/)
    assert.doesNotMatch(styles, /\{\}/)
    assert.ok(styles.length < 15_000)
  })

  test('a selector that asks for two classes needs both', () => {
    assert.doesNotMatch(styles, /govuk-table__caption/)
  })

  test('nothing is fetched, and the type face that only GOV.UK may use is gone', () => {
    const everything = govukStyles(
      `<p class="${['govuk-footer', 'govuk-footer__copyright-logo', 'govuk-body'].join(' ')}">`,
    )
    assert.doesNotMatch(everything, /url\(|GDS Transport|@font-face|@import/)
    assert.match(everything, /font-family:arial,sans-serif/)
  })

  test('braces open and close in pairs', () => {
    assert.equal(styles.split('{').length, styles.split('}').length)
  })
})
