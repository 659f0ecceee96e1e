import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CSRF, HOME, SIGNED_IN, testApp } from './app.fixture.ts'
import { csrfField } from './form.fields.ts'
import { html } from './html.ts'
import { forbidden, invalid, notFound, page, redirect } from './reply.ts'
import type { Route } from './route.ts'
import { silentLog } from './silent-log.fixture.ts'

const SAVE: Route = {
  method: 'POST',
  path: '/notes',
  what: 'write-notes',
  handle: async ({ form }) =>
    form.note
      ? redirect('/', 'Note saved')
      : invalid({
          title: 'Add a note',
          main: html`<h1>Add a note</h1>`,
          problems: [{ code: 'empty', field: 'note', message: 'Enter a note' }],
        }),
}

const CHILD: Route = {
  method: 'GET',
  path: '/children/:ref',
  what: 'see-children',
  namesChildren: true,
  handle: async ({ params, query }, visit) => {
    if (query.quiet === undefined) visit.looked({ children: [params.ref ?? ''], page: 'child' })
    return page({ title: 'Child', main: html`<h1>Child</h1>` })
  },
}

const BROKEN: Route = {
  method: 'GET',
  path: '/broken',
  what: 'public',
  handle: async () => {
    throw new Error('the name of a child: Robin Smith')
  },
}

function route(path: string, handle: Route['handle'], what = 'public'): Route {
  return { method: 'GET', path, what, handle }
}

describe('a page', () => {
  test('is in the layout: title, navigation by what the person may do, who is signed in, the as-at date', async () => {
    const { app } = await testApp([HOME])
    const { statusCode, body } = await app.inject({ url: '/', headers: SIGNED_IN })
    assert.equal(statusCode, 200)
    assert.match(body, /<title>Home - Throughline<\/title>/)
    assert.match(body, /href="\/children"/)
    assert.doesNotMatch(body, /Administration/)
    assert.match(body, /Sam Taylor/)
    assert.match(body, /as at 31 March 2026, from snapshot 2026-03-31-a1/)
    assert.match(body, /Example county: simulated data about no real child\./)
  })

  test('is never stored, and carries headers that keep others out', async () => {
    const { app } = await testApp([HOME], { publicUrl: 'https://throughline.example' })
    const { headers } = await app.inject({ url: '/', headers: { ...SIGNED_IN, host: 'throughline.example' } })
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.match(String(headers['strict-transport-security']), /max-age=63072000/)
    assert.match(
      String(headers['content-security-policy']),
      /^default-src 'self';script-src 'self' 'sha256-[^']+';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'$/,
    )
  })

  test('is compressed as the browser can take it', async () => {
    const { app } = await testApp([HOME])
    const get = (accept: string) => app.inject({ url: '/', headers: { ...SIGNED_IN, 'accept-encoding': accept } })
    assert.equal((await get('gzip, deflate, br')).headers['content-encoding'], 'br')
    assert.equal((await get('gzip, br;q=0')).headers['content-encoding'], 'gzip')
    assert.equal((await get('identity')).headers['content-encoding'], undefined)
  })

  test('that names children and was not noted as looked at is not sent', async () => {
    const { app, ledger } = await testApp([CHILD])
    assert.equal((await app.inject({ url: '/children/k4tq', headers: SIGNED_IN })).statusCode, 200)
    assert.deepEqual(ledger.looks, [{ children: ['k4tq'], page: 'child' }])
    const { statusCode } = await app.inject({ url: '/children/k4tq?quiet=1', headers: SIGNED_IN })
    assert.equal(statusCode, 500)
    assert.deepEqual(ledger.ended, ['committed', 'rolled back'])
  })
})

describe('a form', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    ({ method: 'POST', url: '/notes', headers: { ...SIGNED_IN, ...headers }, payload: body }) as const

  test('is followed by another page, which shows the message once', async () => {
    const { app } = await testApp([HOME, SAVE])
    const saved = await app.inject(post(`_csrf=${CSRF}&note=one`))
    assert.equal(saved.statusCode, 303)
    assert.equal(saved.headers.location, '/')
    const cookie = saved.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const next = await app.inject({ url: '/', headers: { cookie: `${SIGNED_IN.cookie}; ${cookie}` } })
    assert.match(next.body, /govuk-notification-banner--success[\s\S]*Note saved/)
    assert.match(String(next.headers['set-cookie']), /throughline-flash=; Max-Age=0/)
  })

  test('with problems comes back with each in the summary and in the title', async () => {
    const { app } = await testApp([HOME, SAVE])
    const { statusCode, body } = await app.inject(post(`_csrf=${CSRF}`))
    assert.equal(statusCode, 422)
    assert.match(body, /<title>Error: Add a note - Throughline<\/title>/)
    assert.match(body, /<a href="#note">Enter a note<\/a>/)
  })

  test('without the token of the session, or from another site, changes nothing', async () => {
    const { app, ledger } = await testApp([SAVE])
    assert.equal((await app.inject(post('_csrf=wrong&note=1'))).statusCode, 403)
    assert.equal((await app.inject(post('note=1'))).statusCode, 403)
    assert.deepEqual(ledger.ended, ['rolled back', 'rolled back'])
    const good = `_csrf=${CSRF}&note=1`
    assert.equal((await app.inject(post(good, { 'sec-fetch-site': 'cross-site' }))).statusCode, 403)
    assert.equal((await app.inject(post(good, { 'sec-fetch-site': 'same-site' }))).statusCode, 403)
    assert.equal(ledger.ended.length, 2)
  })

  test('of a browser that tells only the origin is taken from ours and from no other', async () => {
    const { app } = await testApp([SAVE])
    const from = (origin: string | undefined) => {
      const { 'sec-fetch-site': _, ...headers } = SIGNED_IN
      const more: Record<string, string> = origin === undefined ? {} : { origin }
      return app.inject({
        method: 'POST',
        url: '/notes',
        headers: { ...headers, ...more, host: 'localhost:8080' },
        payload: `_csrf=${CSRF}&note=1`,
      })
    }
    assert.equal((await from('http://localhost:8080')).statusCode, 303)
    for (const origin of ['http://localhost', 'https://evil.example', 'null', undefined])
      assert.equal((await from(origin)).statusCode, 403)
  })

  test('before sign-in is proved by a cookie of this browser', async () => {
    const shown = route('/sign-in', async (_, visit) =>
      page({ title: 'Sign in', main: html`<form>${csrfField(visit)}</form>` }),
    )
    const sent: Route = {
      method: 'POST',
      path: '/sign-in',
      what: 'public',
      handle: async () => redirect('/', { session: 'new' }),
    }
    const { app } = await testApp([shown, sent])
    const first = await app.inject({ url: '/sign-in' })
    const token = /name="_csrf" value="([^"]+)"/.exec(first.body)?.[1] ?? ''
    const cookie = first.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const post = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { ...SIGNED_IN, cookie: '', ...headers },
        payload: new URLSearchParams({ _csrf: token }).toString(),
      })
    const done = await post({ cookie })
    assert.equal(done.statusCode, 303)
    assert.deepEqual(done.headers['set-cookie'], ['throughline-session=new; Path=/; HttpOnly; SameSite=Lax'])
    assert.equal((await post({})).statusCode, 403)
    assert.equal((await post({ cookie: 'throughline-guest=AAAAAAAAAAAAAAAAAAAAAA' })).statusCode, 403)
  })

  test('of another kind than a form is refused', async () => {
    const { app } = await testApp([SAVE])
    const { statusCode } = await app.inject(post('{"note":"1"}', { 'content-type': 'application/json' }))
    assert.equal(statusCode, 400)
  })

  test('larger than a form may be is refused before it is read', async () => {
    const { app } = await testApp([SAVE])
    assert.equal((await app.inject(post(`note=${'x'.repeat(300_000)}`))).statusCode, 413)
  })
})

describe('an error page', () => {
  test('has the status, plain words, and the reference number that the log has', async () => {
    const lines: string[] = []
    const { app } = await testApp([BROKEN], { log: silentLog(lines) })
    const { statusCode, body } = await app.inject({ url: '/broken' })
    assert.equal(statusCode, 500)
    const reference = /tl-reference">([^<]+)</.exec(body)?.[1] ?? ''
    assert.match(reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    assert.ok(lines.some((line) => JSON.parse(line).reqId === reference && line.includes('app.test.ts')))
    assert.doesNotMatch(body + lines.join(''), /Robin/)
  })

  test('the fault of one page leaves the others as they were', async () => {
    const { app, ledger } = await testApp([BROKEN, HOME])
    await app.inject({ url: '/broken' })
    assert.equal((await app.inject({ url: '/', headers: SIGNED_IN })).statusCode, 200)
    assert.deepEqual(ledger.ended, ['rolled back', 'committed'])
  })

  const statuses: readonly (readonly [string, Route, number])[] = [
    ['what is not there', route('/x', async () => notFound()), 404],
    ['what is not for this person', route('/x', async () => forbidden()), 403],
    [
      'the ledger being away',
      route('/x', () => Promise.reject(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }))),
      503,
    ],
    [
      'a question that took too long',
      route('/x', () => Promise.reject(Object.assign(new Error('slow'), { code: '57014' }))),
      503,
    ],
    ['what the policy refuses', route('/x', async () => notFound(), 'no-administration'), 403],
  ]
  for (const [rule, given, status] of statuses) {
    test(`${rule} answers ${status}`, async () => {
      const { app } = await testApp([given])
      const answer = await app.inject({ url: '/x', headers: SIGNED_IN })
      assert.equal(answer.statusCode, status)
      assert.equal(answer.headers['retry-after'] !== undefined, status === 503)
    })
  }

  test('an unknown address answers 404, a broken one 400', async () => {
    const { app } = await testApp([HOME])
    assert.equal((await app.inject({ url: '/nowhere' })).statusCode, 404)
    assert.equal((await app.inject({ url: '/%E0%A4%A' })).statusCode, 400)
  })

  test('who is not signed in is led to sign in, and back to the page without what was searched for', async () => {
    const { app } = await testApp([CHILD, SAVE])
    const { statusCode, headers } = await app.inject({ url: '/children/k4tq?name=Robin' })
    assert.equal(statusCode, 303)
    assert.equal(headers.location, '/sign-in?next=%2Fchildren%2Fk4tq')
    const posted = await app.inject({
      method: 'POST',
      url: '/notes',
      headers: { ...SIGNED_IN, cookie: '' },
      payload: '',
    })
    assert.equal(posted.statusCode, 401)
    assert.match(posted.body, /href="\/sign-in"/)
  })

  test('a request under another name is refused', async () => {
    const { app } = await testApp([HOME])
    assert.equal((await app.inject({ url: '/', headers: { ...SIGNED_IN, host: 'evil.example' } })).statusCode, 400)
  })
})

describe('the log', () => {
  test('has ids and patterns of addresses, and nothing that was asked or sent', async () => {
    const lines: string[] = []
    const { app } = await testApp([CHILD, SAVE], { log: silentLog(lines) })
    await app.inject({ url: '/children/k4tq?name=Robin', headers: SIGNED_IN })
    await app.inject({ method: 'POST', url: '/notes', headers: SIGNED_IN, payload: `_csrf=${CSRF}&note=Robin` })
    await app.inject({ url: '/Robin' })
    assert.doesNotMatch(lines.join(''), /Robin|k4tq|Taylor/)
    assert.ok(lines.some((line) => JSON.parse(line).route === '/children/:ref'))
  })
})

describe('createApp', () => {
  const cases: readonly (readonly [string, readonly Route[], RegExp])[] = [
    ['a route that does not say who may use it', [{ ...HOME, what: '' }], /GET \/ does not say who may use it/],
    [
      'two routes with the same address, by whatever names',
      [CHILD, { ...CHILD, path: '/children/:id' }],
      /answer to the same address/,
    ],
    ['a path with a wildcard', [{ ...HOME, path: '/files/*' }], /not a path of words and parameters/],
  ]
  for (const [rule, routes, message] of cases) {
    test(`refuses ${rule}`, () => assert.rejects(testApp(routes), message))
  }

  test('refuses an address for others without https, and a short secret', async () => {
    await assert.rejects(testApp([HOME], { publicUrl: 'http://throughline.example' }), /must begin with https/)
    await assert.rejects(testApp([HOME], { secret: 'short' }), /32 characters/)
  })
})
