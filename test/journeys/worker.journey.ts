import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

/** A worker sees their own children, and no more unless they say why: then that one record opens. */
export async function workerOpensARecord(visitor: Visitor, child: string): Promise<void> {
  await visitor.meets('What is due for your children')
  await visitor.goTo('Find a child')
  await visitor.meets('Find a child')
  await visitor.fill('Number in your case system', child)
  await visitor.press('Find')
  await visitor.reads('Nothing found')
  assert.equal(await visitor.sees(`Child ${child}`), false)
  await visitor.press('Open a record by its number')
  await visitor.meets('Open a record outside your own work')
  await visitor.press('Open the record')
  await visitor.meets('Open a record outside your own work')
  await visitor.reads('There is a problem')
  await visitor.fill('Why you need it now', 'The police rang: the child may be with an uncle tonight')
  await visitor.press('Open the record')
  await visitor.meets(`Child ${child}`)
  await visitor.reads('You opened this record outside the rules')
}

/** The whole way to a child by keyboard alone: past the header, to the late lines, to the child and to why. */
export async function workerUsesTheKeyboard(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await page.keyboard.press('Tab')
  assert.equal(await focused(visitor), 'Skip to main content')
  await page.keyboard.press('Enter')
  await tabTo(visitor, /Late$/)
  await page.keyboard.press('Enter')
  await visitor.meets('Today’s list')
  await tabTo(visitor, /^Filter, group and sort$/)
  await page.keyboard.press('Enter')
  await tabTo(visitor, /^Show these$/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/group=none/)
  await tabTo(visitor, /^Child /)
  await page.keyboard.press('Enter')
  await visitor.meets(/^Child \d+$/)
  await tabTo(visitor, /^Why this date$/)
  await page.keyboard.press('Enter')
  await visitor.reads(/working days/)
  await tabTo(visitor, /^Sign out$/, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await visitor.meets('You have signed out')
}

const MOST_STOPS = 120

async function tabTo(visitor: Visitor, words: RegExp, key = 'Tab'): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await visitor.page.keyboard.press(key)
    if (!words.test(await focused(visitor))) continue
    assert.ok(await hasRing(visitor), `nothing shows that the focus is on ${words}`)
    return
  }
  assert.fail(`the keyboard does not reach ${words} on ${visitor.page.url()}`)
}

async function focused({ page }: Visitor): Promise<string> {
  return String(await page.evaluate('(document.activeElement?.innerText ?? "").replace(/\\s+/g, " ").trim()'))
}

/** What has the focus looks other than what has not: an outline, a shadow or a ground of its own. */
async function hasRing({ page }: Visitor): Promise<boolean> {
  const look = `(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  })()`
  return (await page.evaluate(look)) === true
}
