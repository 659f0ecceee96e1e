import assert from 'node:assert/strict'
import type { JourneyCounty } from './journey-county.ts'
import type { Visitor } from './visitor.ts'

/** A member reads the briefing. */
export async function memberReadsTheBriefing(visitor: Visitor): Promise<void> {
  await visitor.meets('Key figures')
  await visitor.follow('Members’ briefing')
  await visitor.meets(/^Members’ briefing/)
  await visitor.reads('Needs attention')
  await visitor.page.emulateMedia({ media: 'print' })
  assert.equal(await visitor.page.getByRole('navigation', { name: 'Menu' }).isVisible(), false)
  await visitor.page.emulateMedia({ media: 'screen' })
}

/** Whatever address a member guesses, no child is there: also not the right one of a child that there is. */
export async function memberGuessesAddresses(visitor: Visitor, county: JourneyCounty): Promise<void> {
  const [child] = await county.rows<{ ref: string; id: string }>(
    "select ref, child_id as id from published.child where status = 'plan' limit 1",
  )
  const guesses = [
    `/children/${child!.ref}`,
    `/children/${child!.id}`,
    '/children',
    '/worklist',
    '/worklist/export',
    '/figures/cpp-2y-open',
    '/figures/cpp-2y-open/rows',
    '/data-quality/teams',
    '/access-log',
    '/caseloads',
    '/loads',
    '/administration/people',
  ]
  for (const guess of guesses) {
    const answer = await visitor.page.goto(guess)
    assert.ok([403, 404].includes(answer!.status()), `${guess} answers ${answer!.status()}`)
    const words = await visitor.page.getByRole('main').textContent()
    assert.doesNotMatch(words ?? '', /\d{7}/, guess)
    await visitor.assertInOrder()
  }
}
