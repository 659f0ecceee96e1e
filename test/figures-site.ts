import { createEnter } from '#permissions'
import { transaction } from '#platform/db'
import { createApp, type Route } from '#platform/web'
import { summaryOf } from '#reports'
import { addPerson, addRows, buildAuthority, sessionOf } from '../src/permissions/access.fixture.ts'
import type { Role } from '../src/permissions/policy.ts'
import { siteBrowser } from '../src/permissions/site-browser.fixture.ts'
import { silentLog } from '../src/platform/web/silent-log.fixture.ts'
import { compendiumFixture } from '../src/reports/compendium.fixture.ts'
import { type TestLedger, withTestLedger } from './ledger.ts'

const AUTHORITY = 'T1'

/** A site with the small compendium published, two children's rows behind its first measure, and a person for each role. */
export interface FiguresSite {
  readonly ledger: TestLedger
  browserOf(role: Role): Promise<ReturnType<typeof siteBrowser>>
  close(): Promise<void>
}

/** Builds it with the routes given. */
export async function openFiguresSite(routes: readonly Route[], people: readonly Role[]): Promise<FiguresSite> {
  const ledger = await withTestLedger()
  const holders = (team: string) => ['*', 'a:North', `t:${team}`]
  await buildAuthority(ledger, AUTHORITY, [
    { id: 'R1', holders: holders('Red') },
    { id: 'B1', holders: holders('Blue') },
  ])
  for (const role of people) {
    await addPerson(ledger, AUTHORITY, { subject: role, roles: [role], teams: role === 'manager' ? ['Red'] : [] })
  }
  await publishFixture(ledger, holders)
  const app = await createApp({
    serviceName: 'Throughline',
    routes,
    enter: createEnter(ledger.app),
    navigation: [],
    log: silentLog(),
    secret: 'a secret of thirty-two characters or more',
  })
  return {
    ledger,
    browserOf: async (role) => {
      const browser = siteBrowser(app)
      browser.cookies.set('throughline-session', await sessionOf(ledger, AUTHORITY, role))
      return browser
    },
    close: async () => {
      await app.close()
      await ledger.stop()
    },
  }
}

function publishFixture(ledger: TestLedger, holders: (team: string) => string[]): Promise<void> {
  return transaction(ledger.owner, async (tx) => {
    const { publication_id } = await tx.row<{ publication_id: number }>(
      'select publication_id from access.authority where authority_id = $1',
      [AUTHORITY],
    )
    const key = { authority_id: AUTHORITY, publication_id }
    const all = compendiumFixture.themes.flatMap(({ title: theme, measures }) =>
      measures.map((model) => ({ ...key, theme, model, summary: summaryOf(model), measure_id: model.id })),
    )
    for (const audience of ['inside', 'public']) {
      await addRows(tx, 'published.compendium', [{ ...key, audience, model: { ...compendiumFixture, themes: [] } }])
      await addRows(
        tx,
        'published.measure',
        all.map((row, place) => ({
          ...row,
          audience,
          place,
          rows_behind: place === 0 ? 2 : null,
          rows_kept: place === 0 ? 2 : null,
        })),
      )
    }
    await tx.run("update published.compendium set workbook = convert_to('a workbook', 'UTF8')")
    const row = { ...key, measure_id: all[0]!.measure_id, key: { visited_on: '2026-03-02' } }
    await addRows(tx, 'published.measure_row', [
      { ...row, row_id: 1, child_id: 'R1', ref: 'ref-R1', in_numerator: true, team: 'Red', holders: holders('Red') },
      { ...row, row_id: 2, child_id: 'B1', ref: 'ref-B1', in_numerator: false, team: 'Blue', holders: holders('Blue') },
    ])
  })
}
