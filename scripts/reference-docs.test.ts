import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { referencePages } from './reference-docs.ts'

describe('docs', () => {
  for (const [name, text] of referencePages()) {
    test(`${name} says what the declarations say`, () => {
      assert.equal(readFileSync(join('docs/reference', name), 'utf8'), text, 'run npm run docs')
    })
  }

  test('links between pages lead somewhere', () => {
    const dead = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md']).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)]
        .map((match) => match[1]!)
        .filter((link) => !existsSync(join(dirname(file), link)))
        .map((link) => `${file}: ${link}`),
    )
    assert.deepEqual(dead, [])
  })

  test('decision records have numbers of their own', () => {
    const numbers = globSync('docs/decisions/*.md').map((file) => /(\d{4})-/.exec(file)?.[1])
    assert.equal(new Set(numbers).size, numbers.length)
    assert.ok(!numbers.includes(undefined))
  })
})
