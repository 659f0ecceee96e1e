import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { CSRF, SESSION, testApp } from './app.fixture.ts'
import { html } from './html.ts'
import { page, redirect } from './reply.ts'
import type { Route } from './route.ts'
import { cleanName } from './upload.receive.ts'
import type { UploadedFile } from './upload.ts'

let uploadsDir: string
before(async () => {
  uploadsDir = await mkdtemp(join(tmpdir(), 'uploads-'))
})
after(() => rm(uploadsDir, { recursive: true }))

const LIMITS = { totalBytes: 4_000, files: 3, fileBytes: 3_000 }

/** A site with one form for files, and what its route saw. */
async function site(keeps: boolean, what = 'load') {
  const seen: { files: readonly UploadedFile[]; texts: string[]; kept?: string; note?: string | undefined }[] = []
  const load: Route = {
    method: 'POST',
    path: '/load',
    what,
    upload: LIMITS,
    handle: async ({ upload, form }) => {
      const files = upload?.files ?? []
      const texts = await Promise.all(files.map(({ path }) => readFile(path, 'utf8')))
      const kept = keeps && upload !== undefined ? { kept: await upload.keep() } : {}
      seen.push({ files, texts, note: form.note, ...kept })
      return files.length === 0 ? page({ title: 'Load', main: html`<h1>Load</h1>` }) : redirect('/load')
    },
  }
  const { app, ledger } = await testApp([load], { uploadsDir })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, ledger, seen, address }
}

function form(files: readonly (readonly [name: string, text: string])[], token = CSRF): FormData {
  const data = new FormData()
  data.append('_csrf', token)
  data.append('note', 'one')
  for (const [name, text] of files) data.append('files', new File([text], name))
  return data
}

function send(
  address: string,
  body: FormData | URLSearchParams | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const ours = {
    cookie: `throughline-session=${SESSION}`,
    origin: address,
    'sec-fetch-site': 'same-origin',
    ...headers,
  }
  return fetch(`${address}/load`, { method: 'POST', body, headers: ours, redirect: 'manual' })
}

/** What still lies there once responses have been sent, after which files are removed. */
async function incoming(): Promise<string[]> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await readdir(join(uploadsDir, 'incoming'))).length === 0) return []
    await new Promise((done) => setTimeout(done, 5))
  }
  return readdir(join(uploadsDir, 'incoming'))
}

describe('a form with files', () => {
  test('has them on disk, whole, with their names and hashes, when the route is asked', async () => {
    const { app, address, seen } = await site(false)
    assert.equal(
      (
        await send(
          address,
          form([
            ['a.csv', 'one'],
            ['b.csv', 'two'],
          ]),
        )
      ).status,
      303,
    )
    const [first] = seen
    assert.deepEqual(
      first?.files.map(({ field, name, bytes }) => [field, name, bytes]),
      [
        ['files', 'a.csv', 3],
        ['files', 'b.csv', 3],
      ],
    )
    assert.deepEqual(first?.texts, ['one', 'two'])
    assert.equal(first?.note, 'one')
    assert.equal(first?.files[0]?.sha256, createHash('sha256').update('one').digest('hex'))
    await app.close()
  })

  test('keeps them only when the route says so', async () => {
    const without = await site(false)
    await send(without.address, form([['a.csv', 'one']]))
    assert.deepEqual(await incoming(), [])
    await without.app.close()
    const { app, address, seen } = await site(true)
    await send(address, form([['a.csv', 'one']]))
    assert.equal(await readFile(join(seen[0]?.kept ?? '', 'a.csv'), 'utf8'), 'one')
    assert.deepEqual(await incoming(), [])
    await app.close()
  })

  test('of a folder has each file beside the others, those of one name apart', async () => {
    const { app, address, seen } = await site(false)
    await send(
      address,
      form([
        ['march/List 1.csv', 'm'],
        ['april/List 1.csv', 'a'],
      ]),
    )
    const paths = seen[0]?.files.map(({ path }) => path.split('/').at(-1))
    assert.deepEqual(paths, ['List 1.csv', 'april - List 1.csv'])
    assert.deepEqual(
      seen[0]?.files.map(({ name }) => name),
      ['march/List 1.csv', 'april/List 1.csv'],
    )
    await app.close()
  })

  test('with no file chosen comes to the route without files', async () => {
    const { app, address, seen } = await site(false)
    assert.equal((await send(address, form([['', '']]))).status, 200)
    assert.deepEqual(seen[0]?.files, [])
    await app.close()
  })
})

describe('files that are refused leave nothing on disk, and the route is not asked', () => {
  const cases: readonly (readonly [string, FormData | URLSearchParams | string, number])[] = [
    [
      'more bytes together than the form may have',
      form([
        ['a', 'x'.repeat(2_500)],
        ['b', 'x'.repeat(2_500)],
      ]),
      413,
    ],
    ['a file above its limit', form([['a', 'x'.repeat(3_500)]]), 413],
    ['more files than the form may have', form([1, 2, 3, 4].map((n) => [`${n}.csv`, 'x'] as const)), 413],
    ['far more than the form may have, by its length alone', form([['a', 'x'.repeat(600_000)]]), 413],
    ['another token than this session’s', form([['a', 'x']], 'wrong'), 403],
    [
      'two files of one name',
      form([
        ['a', 'x'],
        ['a', 'x'],
      ]),
      422,
    ],
    ['a form of another kind', new URLSearchParams({ _csrf: CSRF }), 400],
  ]
  for (const [rule, body, status] of cases) {
    test(`${rule}: ${status}`, async () => {
      const { app, address, seen } = await site(true)
      const answer = await send(address, body)
      assert.equal(answer.status, status)
      assert.match(await answer.text(), /Reference number/)
      assert.deepEqual(seen, [])
      assert.deepEqual(await incoming(), [])
      await app.close()
    })
  }

  test('from another site, without a session, without the right: 403, 401, 403', async () => {
    const { app, address, seen } = await site(true)
    const body = (): FormData => form([['a', 'x']])
    assert.equal((await send(address, body(), { 'sec-fetch-site': 'cross-site' })).status, 403)
    assert.equal((await send(address, body(), { cookie: '' })).status, 401)
    await app.close()
    const other = await site(true, 'no-load')
    assert.equal((await send(other.address, body())).status, 403)
    await other.app.close()
    assert.deepEqual([...seen, ...other.seen], [])
  })

  test('a form that breaks off leaves nothing', async () => {
    const { app, address, seen } = await site(true)
    const whole = await new Response(form([['a.csv', 'x'.repeat(1_000)]])).text()
    const type = `multipart/form-data; boundary=${whole.slice(2, whole.indexOf('\r\n'))}`
    const answer = await send(address, whole.slice(0, 500), { 'content-type': type })
    assert.equal(answer.status, 400)
    assert.deepEqual([seen, await incoming()], [[], []])
    await app.close()
  })
})

test('what a crash left is removed at the next start; what was kept stays', async () => {
  await mkdir(join(uploadsDir, 'incoming', 'abandoned'), { recursive: true })
  await mkdir(join(uploadsDir, 'kept'))
  await writeFile(join(uploadsDir, 'incoming', 'abandoned', 'a.csv'), 'x')
  const { app } = await site(false)
  assert.deepEqual(await incoming(), [])
  assert.ok((await readdir(uploadsDir)).includes('kept'))
  await app.close()
})

test('a route for files needs a folder to put them in', async () => {
  const route: Route = {
    method: 'POST',
    path: '/load',
    what: 'load',
    upload: LIMITS,
    handle: async () => redirect('/'),
  }
  await assert.rejects(testApp([route]), /uploadsDir/)
})

describe('cleanName', () => {
  const cases: readonly (readonly [string | undefined, string | undefined])[] = [
    ['List 1.csv', 'List 1.csv'],
    ['extract/List 1.csv', 'extract/List 1.csv'],
    ['../../etc/passwd', 'etc/passwd'],
    ['C:\\extract\\a.csv', 'C_/extract/a.csv'],
    ['a\0b\u202Ecsv.exe', 'a_b_csv.exe'],
    ['..', undefined],
    ['', undefined],
    [undefined, undefined],
    [`${'x'.repeat(300)}.csv`, `${'x'.repeat(116)}.csv`],
  ]
  for (const [given, expected] of cases)
    test(`${JSON.stringify(given)?.slice(0, 30)} is ${JSON.stringify(expected)?.slice(0, 30)}`, () =>
      assert.equal(cleanName(given), expected))
})
