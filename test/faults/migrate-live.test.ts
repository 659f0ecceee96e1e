import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { openLedger } from '#platform/db'
import { migrations } from '../../src/ledger.ts'
import { TestSite } from '../site/site.fixture.ts'

/** What a next version might do to tables that every request reads. */
const NEXT = {
  '20991231T0001-add-note': "alter table access.person add column note text not null default ''",
  '20991231T0002-index-note': 'create index person_note on access.person (authority_id, note)',
  '20991231T0003-add-seen': 'alter table access.session add column seen_from text',
  '20991231T0004-widen-role': 'alter table access.person_role alter column given_by set default $$local$$',
} as const

const EVERY_MS = 20
const LONGEST_MS = 2_500

test('while the next version migrates, every request is answered well and none waits long', async () => {
  const site = await TestSite.open({ works: false })
  const dir = mkdtempSync(join(tmpdir(), 'next-'))
  try {
    await site.enter('joe', 'administrator')
    const asked: Promise<{ readonly status: number; readonly ms: number }>[] = []
    let isOver = false
    const asking = (async () => {
      for (; !isOver; await sleep(EVERY_MS)) asked.push(ask(site))
    })()
    await sleep(300)
    for (const [name, sql] of Object.entries(NEXT)) writeFileSync(join(dir, `${name}.sql`), `${sql};\n`)
    const next = [...migrations, pathToFileURL(`${dir}/`)]
    const ledger = await openLedger({ dataDir: 'unused', databaseUrl: site.ledger.url, migrations: next })
    await sleep(300)
    isOver = true
    await asking
    const answers = await Promise.all(asked)
    await ledger.stop()
    assert.ok(answers.length > 20)
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
    const longest = Math.max(...answers.map(({ ms }) => ms))
    assert.ok(longest < LONGEST_MS, `a request took ${longest} ms`)
    // The version that served goes on over the migrated ledger: it can be put back.
    assert.equal((await ask(site)).status, 200)
  } finally {
    await site.close()
    rmSync(dir, { recursive: true })
  }
})

async function ask(site: TestSite): Promise<{ readonly status: number; readonly ms: number }> {
  const from = performance.now()
  const { statusCode } = await site.get('/administration/people', 'joe')
  return { status: statusCode, ms: performance.now() - from }
}
