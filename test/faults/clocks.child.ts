import { addDays, ageOn, formatDate, formatMoment, parseDate, plainDate } from '#values'
import { todayInEngland } from '../../src/site/load/load.routes.ts'
import { mainOf, TestSite } from '../site/site.fixture.ts'

/** Moments at which the day differs between England, Greenwich and elsewhere, or a day is longer or shorter than the others. */
const MOMENTS = [
  '2026-03-29T00:59:59Z',
  '2026-03-29T01:00:00Z',
  '2026-03-31T22:59:59Z',
  '2026-03-31T23:30:00Z',
  '2026-10-24T23:30:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:30:00Z',
  '2026-12-31T23:59:59Z',
  '2028-02-29T12:00:00Z',
] as const

const TYPED = [
  '29/02/2028',
  '31/3/2026',
  '2026-03-29',
  '2026-03-29T01:30:00',
  '2026-10-25 00:30',
  '46112',
  '1/1/2026',
] as const

/**
 * Prints what the program says at these moments, of these days, and on pages with moments in them: the same whatever the
 * time zone of the process is.
 */
const site = await TestSite.open({ works: false })
try {
  await site.enter('helen', 'dataProtection')
  const { rows } = await site.ledger.owner.query<{ id: number }>(
    "select person_id as id from access.person where subject = 'ana'",
  )
  for (const at of MOMENTS) {
    await site.ledger.owner.query(
      `insert into access.access_log (authority_id, at, person_id, what, page, children, rows)
      values ((select min(authority_id) from access.authority), $1, $2, 'worklist.view', '/worklist', '{}', 0)`,
      [at, rows[0]!.id],
    )
  }
  const log = `/access-log/people/${rows[0]!.id}`
  const pages = [log, `${log}?from=1/4/2026&to=1/4/2026`, `${log}?from=25/10/2026&to=25/10/2026`]
  const said = {
    today: MOMENTS.map((at) => todayInEngland(new Date(at))),
    moments: MOMENTS.map((at) => formatMoment(at)),
    typed: TYPED.map((text) => parseDate(text)),
    days: [
      addDays(plainDate('2026-03-28'), 1),
      addDays(plainDate('2026-03-29'), 1),
      addDays(plainDate('2026-10-25'), 1),
    ],
    ages: [
      ageOn(plainDate('2008-02-29'), plainDate('2026-02-27')),
      ageOn(plainDate('2008-02-29'), plainDate('2026-02-28')),
    ],
    words: formatDate(plainDate('2026-03-29')),
    pages: await Promise.all(pages.map(async (url) => mainOf((await site.get(url, 'helen')).body))),
  }
  process.stdout.write(`\nSAID ${JSON.stringify(said)}\n`)
} finally {
  await site.close()
}
