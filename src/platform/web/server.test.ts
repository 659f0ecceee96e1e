import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { HOME, SIGNED_IN, testApp } from './app.fixture.ts'
import { closeWithin } from './close-within.ts'
import { html } from './html.ts'
import { download, page, redirect } from './reply.ts'
import type { Route } from './route.ts'
import { describeRoutes } from './route-table.ts'

/** A page that is ready when `open` is called. */
function slowRoute() {
  const gate = Promise.withResolvers<void>()
  const route: Route = {
    method: 'GET',
    path: '/slow',
    what: 'public',
    handle: async () => {
      await gate.promise
      return page({ title: 'Slow', main: html`<h1>Slow</h1>` })
    },
  }
  return { route, open: gate.resolve }
}

describe('past its limit', () => {
  test('the server answers 503 with Retry-After at once, finishes what it has begun, and then goes on', async () => {
    const { route, open } = slowRoute()
    const { app } = await testApp([route, HOME], { admission: { inFlight: 2, waiting: 1, waitMs: 5_000 } })
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const begun = [1, 2, 3].map(() => fetch(`${address}/slow`))
    while (!(await figure(address, 'requests_waiting 1'))) await new Promise((done) => setTimeout(done, 5))
    const started = performance.now()
    const refused = await fetch(`${address}/slow`)
    assert.equal(refused.status, 503)
    assert.equal(refused.headers.get('retry-after'), '2')
    // Who is refused comes again: over the same connection, since those that are new wait behind all others.
    assert.notEqual(refused.headers.get('connection'), 'close')
    assert.ok(performance.now() - started < 1_000)
    assert.equal((await fetch(`${address}/health`)).status, 200)
    open()
    assert.deepEqual(
      (await Promise.all(begun)).map(({ status }) => status),
      [200, 200, 200],
    )
    assert.equal((await fetch(`${address}/slow`)).status, 200)
    assert.ok(await figure(address, 'requests_in_flight 0'))
    assert.ok(await figure(address, 'requests_refused_total 1'))
    await app.close()
  })

  test('a request that takes too long is answered 503 and its transaction is undone', async () => {
    const { route, open } = slowRoute()
    const { app, ledger } = await testApp([route], { requestMs: 50 })
    const { statusCode, headers } = await app.inject({ url: '/slow' })
    assert.equal(statusCode, 503)
    assert.ok(headers['retry-after'])
    open()
    await new Promise(setImmediate)
    assert.deepEqual(ledger.ended, ['rolled back'])
  })
})

describe('closing', () => {
  test('lets requests under way finish and takes no more', async () => {
    const { route, open } = slowRoute()
    const { app } = await testApp([route])
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const begun = fetch(`${address}/slow`)
    while (!(await figure(address, 'requests_in_flight 1'))) await new Promise((done) => setTimeout(done, 5))
    const closed = closeWithin(app, 5_000)
    open()
    assert.equal((await begun).status, 200)
    assert.equal(await closed, true)
    await assert.rejects(fetch(`${address}/slow`))
  })

  test('does not wait longer than it may', async () => {
    const { route } = slowRoute()
    const { app } = await testApp([route])
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const begun = fetch(`${address}/slow`).catch(() => 'cut')
    while (!(await figure(address, 'requests_in_flight 1'))) await new Promise((done) => setTimeout(done, 5))
    assert.equal(await closeWithin(app, 50), false)
    assert.equal(await begun, 'cut')
  })
})

async function figure(address: string, line: string): Promise<boolean> {
  const text = await (await fetch(`${address}/metrics`)).text()
  return text.includes(`throughline_${line}\n`)
}

describe('what machines ask', () => {
  test('health, readiness and metrics hold nothing of any person', async () => {
    const { app } = await testApp([HOME], { ready: async () => ({ ledger: true, publication: false }) })
    await app.inject({ url: '/?name=Robin', headers: SIGNED_IN })
    assert.equal((await app.inject('/health')).body, 'ok\n')
    const ready = await app.inject('/ready')
    assert.deepEqual([ready.statusCode, ready.json()], [503, { web: true, ledger: true, publication: false }])
    const { body } = await app.inject('/metrics')
    assert.match(body, /throughline_responses_total\{method="GET",route="\/",status="200"\} 1/)
    assert.doesNotMatch(body, /Robin|Taylor/)
  })

  test('metrics are for this machine, or for who has the token', async () => {
    const { app } = await testApp([HOME], { metricsToken: 'a token of metrics' })
    const get = async (headers: Record<string, string>, remoteAddress = '10.0.0.9') =>
      (await app.inject({ url: '/metrics', headers, remoteAddress })).statusCode
    assert.equal(await get({}), 404)
    assert.equal(await get({ authorization: 'Bearer another' }), 404)
    assert.equal(await get({ authorization: 'Bearer a token of metrics' }), 200)
    assert.equal(await get({}, '127.0.0.1'), 200)
    assert.equal(await get({ 'x-forwarded-for': '10.0.0.9' }, '127.0.0.1'), 404)
  })

  test('a question about readiness that fails is "not ready"', async () => {
    const { app } = await testApp([HOME], { ready: () => Promise.reject(new Error('away')) })
    assert.equal((await app.inject('/ready')).statusCode, 503)
  })
})

describe('a limited route', () => {
  test('answers 429 in plain words past its limit, to that session only', async () => {
    const search: Route = { ...HOME, path: '/search', limit: 'search' }
    const { app } = await testApp([search], { rates: { search: 2 } })
    const get = (session: string) =>
      app.inject({ url: '/search', headers: { cookie: `throughline-session=${session}` } })
    const statuses = [await get('a'), await get('a'), await get('a'), await get('b')].map(
      ({ statusCode }) => statusCode,
    )
    assert.deepEqual(statuses, [303, 303, 429, 303])
    const refused = await get('a')
    assert.match(refused.body, /Too many requests/)
    assert.ok(refused.headers['retry-after'])
  })
})

describe('styles and scripts', () => {
  test('are kept for ever under names of their content, and together are under 30 kB compressed', async () => {
    const { app } = await testApp([HOME])
    const { body } = await app.inject({ url: '/', headers: SIGNED_IN })
    const paths = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
    const own = await app.inject(paths.find((path) => path.endsWith('.js')) ?? '')
    paths.push(...[...own.body.matchAll(/'(\/assets\/[^']+)'/g)].map((match) => match[1] ?? ''))
    assert.equal(paths.length, 4)
    for (const encoding of ['br', 'gzip'] as const) {
      const answers = await Promise.all(
        paths.map((url) => app.inject({ url, headers: { 'accept-encoding': encoding } })),
      )
      for (const { statusCode, headers } of answers) {
        assert.equal(statusCode, 200)
        assert.equal(headers['content-encoding'], encoding)
        assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
      }
      const bytes = answers.reduce((sum, { rawPayload }) => sum + rawPayload.length, 0)
      assert.ok(bytes < 30_000, `${bytes} bytes with ${encoding}`)
    }
  })

  test('the inline script that the policy lets through is the one of the installed govuk-frontend', async () => {
    const template = readFileSync(new URL(import.meta.resolve('govuk-frontend/dist/govuk/template.njk')), 'utf8')
    const script = /<script[^>]*>(document\.body.*?)<\/script>/s.exec(template)?.[1] ?? ''
    const hash = createHash('sha256').update(script).digest('base64')
    const { app } = await testApp([HOME])
    const { headers, body } = await app.inject({ url: '/', headers: SIGNED_IN })
    assert.ok(String(headers['content-security-policy']).includes(`'sha256-${hash}'`))
    assert.ok(body.includes(`<script>${script}</script>`))
  })
})

describe('cookies', () => {
  test('over https are __Host-, Secure, HttpOnly and Lax; at sign-out the browser keeps nothing', async () => {
    const leave: Route = {
      method: 'GET',
      path: '/x',
      what: 'public',
      handle: async () => redirect('/', { session: null }),
    }
    const enter: Route = {
      ...leave,
      path: '/y',
      handle: async () => redirect('/', { session: 'new', keep: { state: 's' } }),
    }
    const { app } = await testApp([leave, enter], { publicUrl: 'https://throughline.example' })
    const get = (url: string) => app.inject({ url, headers: { host: 'throughline.example' } })
    const out = await get('/x')
    assert.equal(out.headers['clear-site-data'], '"cache", "storage"')
    assert.match(
      String(out.headers['set-cookie']),
      /^__Host-throughline-session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    for (const cookie of (await get('/y')).headers['set-cookie'] as string[])
      assert.match(cookie, /^__Host-throughline-[^=]+=[^;]+; .*Path=\/; HttpOnly; SameSite=Lax; Secure$/)
  })

  test('what is kept comes back only as this program sealed it, under the name it was sealed for', async () => {
    const enter: Route = {
      method: 'GET',
      path: '/y',
      what: 'public',
      handle: async () => redirect('/', { keep: { state: 'one' } }),
    }
    const seen: unknown[] = []
    const back: Route = {
      method: 'GET',
      path: '/z',
      what: 'public',
      handle: async ({ kept }) => {
        seen.push({ ...kept })
        return redirect('/')
      },
    }
    const { app } = await testApp([enter, back])
    const [cookie] = (await app.inject('/y')).cookies
    const send = (name: string, value: string) => app.inject({ url: '/z', headers: { cookie: `${name}=${value}` } })
    const { name = '', value = '' } = cookie ?? {}
    await send(name, value)
    await send(name, `${value}x`)
    await send(name.replace('state', 'nonce'), value)
    assert.deepEqual(seen, [{ state: 'one' }, {}, {}])
  })
})

describe('a download', () => {
  test('has a name that no header or file system takes for anything else', async () => {
    const file: Route = {
      method: 'GET',
      path: '/x',
      what: 'public',
      handle: async () => download({ filename: 'Área "1"; a\r\nb.xlsx', type: 'text/plain', body: 'x' }),
    }
    const { app } = await testApp([file])
    const { headers, body } = await app.inject('/x')
    assert.equal(body, 'x')
    assert.equal(
      headers['content-disposition'],
      `attachment; filename="_rea _1__ a__b.xlsx"; filename*=UTF-8''%C3%81rea%20%221%22%3B%20a%0D%0Ab.xlsx`,
    )
  })
})

describe('redirect', () => {
  for (const to of ['//evil.example', '/\\evil.example', 'javascript:alert(1)', 'evil', '/\t/evil.example', 'https://'])
    test(`refuses ${JSON.stringify(to)}`, () => assert.throws(() => redirect(to), RangeError))
  test('takes a path of this site, and a whole address', () => {
    assert.equal(redirect('/children/k4tq?page=2').to, '/children/k4tq?page=2')
    assert.equal(redirect('https://login.example/authorize').kind, 'redirect')
  })
})

describe('the statements', () => {
  for (const path of ['/accessibility', '/cookies', '/privacy'])
    test(`${path} is for anyone`, async () => {
      const { app } = await testApp([HOME])
      const { statusCode, body } = await app.inject(path)
      assert.equal(statusCode, 200)
      assert.match(body, /<h1/)
    })
})

test('describeRoutes lists every route with its rule, by address', () => {
  const routes: Route[] = [
    { ...HOME, path: '/b' },
    { ...HOME, path: '/a', method: 'POST', limit: 'export', namesChildren: true },
  ]
  assert.deepEqual(describeRoutes(routes), [
    { method: 'POST', path: '/a', what: 'signed-in', namesChildren: true, takesFiles: false, limit: 'export' },
    { method: 'GET', path: '/b', what: 'signed-in', namesChildren: false, takesFiles: false, limit: null },
  ])
})
