import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { hostileStrings } from '../../../test/hostile-strings.ts'
import { escapeHtml, type HtmlValue, html, isHtml, trusted } from './html.ts'

describe('html', () => {
  const cases: readonly (readonly [string, HtmlValue, string])[] = [
    ['text is escaped', '<b>&', '[&lt;b&gt;&amp;]'],
    ['markup is not', html`<b>${'&'}</b>`, '[<b>&amp;</b>]'],
    ['trusted markup is not', trusted('<i>'), '[<i>]'],
    ['a number is printed', 12.5, '[12.5]'],
    ['zero is printed', 0, '[0]'],
    ['null prints nothing', null, '[]'],
    ['undefined prints nothing', undefined, '[]'],
    ['false prints nothing', false, '[]'],
    ['empty text prints nothing', '', '[]'],
    ['a list is joined, each part by its own rule', ['<', html`<br>`, null, ['>', 1]], '[&lt;<br>&gt;1]'],
    ['an empty list prints nothing', [], '[]'],
    ['a NUL becomes the replacement character', 'a\0b', '[a\uFFFDb]'],
  ]
  for (const [rule, value, expected] of cases) {
    test(rule, () => assert.equal(String(html`[${value}]`), expected))
  }

  test('a template with no values is itself', () => assert.equal(String(html`<p>plain</p>`), '<p>plain</p>'))
})

describe('isHtml', () => {
  test('what html and trusted make is markup', () => {
    assert.ok(isHtml(html``))
    assert.ok(isHtml(trusted('')))
  })

  test('a look-alike is not: text, null, parsed JSON, an object with toString', () => {
    const lookAlikes = ['<b>', null, undefined, 1, JSON.parse('{"text":"<b>"}'), { toString: () => '<b>' }]
    for (const value of lookAlikes) assert.equal(isHtml(value), false)
  })
})

describe('hostile text', () => {
  test('there are 60 of them, all different', () => assert.equal(new Set(hostileStrings).size, 60))

  for (const hostile of hostileStrings) {
    test(`stays text: ${JSON.stringify(hostile.slice(0, 50))}`, () => {
      assertInert(String(html`${hostile}`), hostile)
      assert.equal(String(html`<p title="${hostile}">`), `<p title="${escapeHtml(hostile)}">`)
    })
  }

  test('any text comes back whole when its entities are read', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assertInert(String(html`${text}`), text)))
  })
})

/** No character that ends an element or a quoted attribute is left, and nothing but NUL is lost. */
function assertInert(printed: string, original: string): void {
  assert.doesNotMatch(printed, /[<>"'`\0]/)
  assert.equal(
    printed.replace(/&(amp|lt|gt|quot|#39|#96);/g, (entity) => READ[entity]!),
    original.replaceAll('\0', '\uFFFD'),
  )
}

const READ: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
}
