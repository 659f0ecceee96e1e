import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../browser.ts'
import { administratorNamesAnOwner, administratorShutsOut } from './administrator.journey.ts'
import {
  analystBeginsABaseline,
  analystLoadsTheNextMonth,
  analystOpensTheRows,
  analystPutsTheLoadBack,
  analystSeesWhatIsNew,
  analystTakesTheRejects,
} from './analyst.journey.ts'
import {
  leadAsksWhoLooked,
  leadReviewsAnOpenedRecord,
  leadSealsARecord,
  managerSeesItNoMore,
} from './data-protection.journey.ts'
import { directorAsksWhy, directorReadsTheAnswer, managerAnswers } from './director.journey.ts'
import { FORMULA, JourneyCounty, spoilReferrals } from './journey-county.ts'
import { managerLooksAfterTheLateList } from './manager.journey.ts'
import { memberGuessesAddresses, memberReadsTheBriefing } from './member.journey.ts'
import { qualityLeadLooksForThemes } from './quality.journey.ts'
import { type Visitor, visit } from './visitor.ts'
import { workerOpensARecord, workerUsesTheKeyboard } from './worker.journey.ts'

let county: JourneyCounty
let browser: Browser
before(async () => {
  county = await JourneyCounty.open()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await county?.close()
})

/** What people come for, in the order of a month: the second round goes on where the first left the county. */
for (const [round, script] of [true, false].entries()) {
  describe(`with JavaScript ${script ? 'on' : 'off'}`, { concurrency: false }, () => {
    const as = (name: string, come: (visitor: Visitor) => Promise<void>) =>
      visit(browser, county, name, { script }, come)

    test('an administrator names an owner and a target, and shuts a person out', async () => {
      await as('Joe Farrant', async (visitor) => {
        await administratorNamesAnOwner(visitor, script ? '95' : '96')
        await administratorShutsOut(visitor, 'Councillor Alan Pike', true)
      })
      await assert.rejects(as('Councillor Alan Pike', async () => {}))
      await as('Joe Farrant', (visitor) => administratorShutsOut(visitor, 'Councillor Alan Pike', false))
    })

    test('a service manager looks after the late list, a child, a file and a printed page', async () => {
      const worker = await withMostLate()
      await as('Grace Adeyemi', (visitor) => managerLooksAfterTheLateList(visitor, worker))
    })

    test('a worker opens a record that is not theirs, with a reason', async () => {
      const child = await notOfTheWorker(round)
      await as('Tom Ellery', (visitor) => workerOpensARecord(visitor, child.id))
    })

    test('a director asks why, a manager answers, the director reads it', async () => {
      const answer = `Two more chairs begin in June ${round + 2026}.`
      await as('Margaret Oyelaran', async (director) => {
        const title = await directorAsksWhy(director)
        await as('Priya Nair', (manager) => managerAnswers(manager, title, answer))
        await director.goTo('Home')
        await directorReadsTheAnswer(director, title, answer)
      })
    })

    test('a quality lead looks for themes, by team', async () => {
      await as('Ruth Callow', qualityLeadLooksForThemes)
    })

    test('a member reads the briefing, and reaches no child by any address', async () => {
      await as('Councillor Alan Pike', async (visitor) => {
        await memberReadsTheBriefing(visitor)
        await memberGuessesAddresses(visitor, county)
      })
    })

    test('the data protection lead asks who looked, reviews an opened record, and seals another', async () => {
      const child = await ofTeam()
      await as('Priya Nair', async (visitor) => {
        await visitor.page.goto(`/children/${child.ref}`)
        await visitor.meets(`Child ${child.id}`)
      })
      await as('Helen Marsh', async (visitor) => {
        await leadAsksWhoLooked(visitor, child.id)
        await leadReviewsAnOpenedRecord(visitor)
        await leadSealsARecord(visitor, child.id)
      })
      await as('Priya Nair', (visitor) => managerSeesItNoMore(visitor, child.id, `/children/${child.ref}`))
    })

    test('an analyst loads the next month, follows it to the rows, and puts it back', async () => {
      spoilReferrals(county.nextFiles, `X${round}`)
      const files = readdirSync(county.nextFiles)
        .filter((name) => name.endsWith('.csv'))
        .map((name) => join(county.nextFiles, name))
      await as('Daniel Weir', async (visitor) => {
        await analystLoadsTheNextMonth(visitor, files)
        await analystTakesTheRejects(visitor, FORMULA)
        await analystSeesWhatIsNew(visitor)
        await analystOpensTheRows(visitor)
        await analystBeginsABaseline(visitor, 'cpp-2y-open', `Contacts are screened by one hub, ${round + 1}`)
        await analystPutsTheLoadBack(visitor, county)
      })
    })
  })
}

test('by keyboard alone, a worker gets to what is late, to the child and to the reason, and out', async () => {
  await visit(browser, county, 'Tom Ellery', { script: true }, workerUsesTheKeyboard)
})

interface KnownChild {
  readonly id: string
  readonly ref: string
}

/** The worker with most late of those that the service manager answers for. */
async function withMostLate(): Promise<string> {
  const [found] = await county.rows<{ worker: string }>(
    `select obligation.worker
    from published.obligation join access.authority using (authority_id, publication_id)
    where obligation.to_do and obligation.state = 'overdue' and worker is not null and area = ${placeOf('service-manager')}
    group by worker order by count(*) desc, worker limit 1`,
  )
  return found!.worker
}

/** SQL for the place that a person of the example county answers for. */
function placeOf(subject: string): string {
  return `(select place from access.person join access.person_place using (authority_id, person_id) where subject = '${subject}')`
}

/** A child that the worker does not hold. */
async function notOfTheWorker(nth: number): Promise<KnownChild> {
  const [child] = await county.rows<KnownChild>(
    `select child_id as id, ref from published.child join access.authority using (authority_id, publication_id)
    where status = 'plan'
        and not holders @> array['w:' || (select worker from access.person where subject = 'worker')]
    order by child_id limit 1 offset $1`,
    [nth],
  )
  return child!
}

/** A child of the manager's team. */
async function ofTeam(): Promise<KnownChild> {
  const [child] = await county.rows<KnownChild>(
    `select child_id as id, ref from published.child join access.authority using (authority_id, publication_id)
    where team = ${placeOf('manager')} and status is not null and not sealed
    order by child_id desc limit 1`,
  )
  return child!
}
