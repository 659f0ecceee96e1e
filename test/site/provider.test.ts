import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '#platform/db'
import { CLIENT, type OidcServer, startOidcServer } from '../../src/permissions/oidc-server.fixture.ts'
import { signInAs } from '../../src/permissions/provider-site.fixture.ts'
import { siteApp } from '../../src/site.server.ts'
import { buildAuthority } from '../access.ts'
import { type TestLedger, withTestLedger } from '../ledger.ts'
import { silent } from './site.fixture.ts'

const address = 'https://throughline.example'
let ledger: TestLedger
let oidc: OidcServer
let app: Awaited<ReturnType<typeof siteApp>>
let dataDir: string

before(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'provider-'))
  ledger = await withTestLedger()
  oidc = await startOidcServer(address)
  await buildAuthority(ledger, 'X1', [])
  await asOwner(
    `insert into access.role_mapping (authority_id, claim, role, team, area)
     values ('X1', 'administrators', 'administrator', '', ''), ('X1', 'analysts', 'analyst', '', '')`,
  )
  const providers = [{ authority: 'X1', issuer: oidc.issuer, ...CLIENT, claim: 'roles' }]
  const settings = { databaseUrl: undefined, publicUrl: address, trustProxy: undefined }
  app = await siteApp({ dataDir, settings, providers, log: silent }, ledger)
})
after(async () => {
  oidc?.comeBack()
  await app?.close()
  await oidc?.stop()
  await ledger?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const asOwner = (sql: string) => transaction(ledger.owner, (tx) => tx.run(sql))

test('a role withdrawn at the provider opens no page of the whole site any more once it was asked again', async () => {
  const { send } = await signInAs({ oidc, app, address }, '1', ['administrators', 'analysts'])
  assert.equal((await send('GET', '/administration/people')).statusCode, 200)
  oidc.account.roles = ['analysts']
  await asOwner("update access.session_grant set confirmed_at = now() - interval '11 minutes'")
  assert.equal((await send('GET', '/administration/people')).statusCode, 200)
  const isRefused = async () => (await send('GET', '/administration/people')).statusCode === 403
  for (const until = Date.now() + 5_000; !(await isRefused()); await sleep(20)) assert.ok(Date.now() < until)
})

test('a site that closes while a provider is asked keeps the token that it is given', async () => {
  const { cookies } = await signInAs({ oidc, app, address }, '2', ['analysts'])
  assert.ok([...cookies.keys()].every((name) => name.startsWith('__Host-')))
  const tokenOf = () =>
    transaction(ledger.owner, (tx) => tx.rows('select token from access.session_grant order by token'))
  const before = await tokenOf()
  await asOwner("update access.session_grant set confirmed_at = now() - interval '11 minutes'")
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, host: new URL(address).host }
  const answer = await app.inject({ method: 'GET', url: '/figures', headers })
  assert.equal(answer.statusCode, 200)
  await app.close()
  assert.notDeepEqual(await tokenOf(), before)
})
