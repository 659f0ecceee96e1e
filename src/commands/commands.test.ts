import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { runCommand } from '#platform/cli'
import { simulate, writeExtract } from '../../example/index.ts'
import { commands } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'commands-'))
after(() => rmSync(root, { recursive: true, force: true }))

const cli = resolve('src/cli.ts')
const dataDir = join(root, 'data')
const NOW = '2026-11-22T09:00:00.000Z'
const FIRST = '2026-02-28'
const LAST = '2026-03-31'
const extractOf = (asAt: string): string => join(root, `extract-${asAt}`)

/** Calls a command as `throughline` does, in this process. */
async function call(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', '']
  const code = await runCommand(commands, {
    argv,
    dataDir,
    now: NOW,
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
  })
  return { code, stdout, stderr }
}

/** The one JSON document that a command prints, as the contract has it. */
async function json<T>(shape: z.ZodType<T>, code: number, ...argv: string[]): Promise<T> {
  const said = await call(...argv, '--json')
  assert.equal(said.stderr, '')
  assert.equal(said.code, code, said.stdout.slice(0, 500))
  assert.equal(said.stdout.trimEnd().split('\n').length, 1)
  return shape.parse(JSON.parse(said.stdout))
}

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const count = z.int().nonnegative()
const reject = z.object({
  file: z.string(),
  sheet: z.string(),
  row: count,
  column: z.string(),
  value: z.string().nullable(),
  reason: z.string().min(1),
})
const loaded = z.object({
  snapshot: z.string(),
  asAt: day,
  files: z.array(
    z.object({
      path: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      tables: z.array(z.object({ table: z.string(), read: count, loaded: count, rejected: count })),
    }),
  ),
  rejects: z.array(reject),
  unchanged: z.boolean(),
})
const refused = z.strictObject({
  problems: z.array(z.looseObject({ code: z.string(), message: z.string().min(10) })).min(1),
})

let first: z.infer<typeof loaded>
let second: z.infer<typeof loaded>

before(async () => {
  const county = simulate({ seed: 1, children: 150, years: 2, asAt: LAST })
  for (const asAt of [FIRST, LAST]) {
    const windowMonths = asAt === FIRST ? 'all' : 6
    writeExtract(county, { asAt, windowMonths, dir: extractOf(asAt), style: 'county', dirt: 0.03 })
  }
  const load = (asAt: string) => json(loaded, 0, 'load', extractOf(asAt), '--authority', '936', '--as-at', asAt)
  first = await load(FIRST)
  second = await load(LAST)
})

describe('load', () => {
  test('accounts for every row of every file', () => {
    for (const { files, rejects } of [first, second]) {
      const tables = files.flatMap((file) => file.tables)
      assert.equal(tables.length, 12)
      for (const { table, read, loaded, rejected } of tables) assert.equal(read, loaded + rejected, table)
      assert.equal(
        rejects.length,
        tables.reduce((sum, { rejected }) => sum + rejected, 0),
      )
    }
    assert.ok(first.rejects.length > 0)
  })

  test('says that the same files were loaded before', async () => {
    const again = await json(loaded, 0, 'load', extractOf(FIRST), '--authority', '936', '--as-at', FIRST)
    assert.deepEqual([again.unchanged, again.snapshot, again.rejects], [true, second.snapshot, first.rejects])
  })

  test('writes the rejected rows to a workbook', async () => {
    const out = join(root, 'rejects.xlsx')
    const said = await call('load', extractOf(FIRST), '--authority', '936', '--as-at', FIRST, '--rejects', out)
    assert.equal(said.code, 0)
    assert.equal(readFileSync(out).subarray(0, 2).toString(), 'PK')
  })

  test('names everything that is wrong with how it was called at once', async () => {
    const { problems } = await json(refused, 1, 'load', 'x.csv', '--as-at', '31/03/2026', '--window-from', 'May')
    assert.deepEqual(problems.map(({ field }) => field).sort(), ['as-at', 'authority', 'window-from'])
    const early = await json(refused, 1, 'load', 'x.csv', '--authority', '936', '--as-at', '2026-11-23')
    assert.match(early.problems[0]!.message, /has not come yet/)
  })

  test('refuses what is not there and what is not an extract', async () => {
    writeFileSync(join(root, 'letter.xlsx'), '%PDF-1.7')
    for (const path of [join(root, 'nothing.csv'), join(root, 'letter.xlsx')]) {
      await json(refused, 1, 'load', path, '--authority', '936', '--as-at', LAST)
    }
  })

  test('of two at once, one is refused with the reason and the other is well', async () => {
    const other = join(root, 'other')
    const ends = await Promise.all(
      [1, 2].map(async () => {
        const list = join(extractOf(LAST), 'List 3 - Referrals.csv')
        const args = ['load', list, '--authority', '936', '--as-at', LAST, '--data', other, '--json']
        const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
        let stdout = ''
        for await (const piece of child.stdout) stdout += piece
        return { code: child.exitCode ?? (await new Promise<number>((done) => child.on('close', done))), stdout }
      }),
    )
    const [well, told] = ends.sort((a, b) => a.code - b.code)
    assert.deepEqual([well!.code, told!.code], [0, 1])
    const { problems } = refused.parse(JSON.parse(told!.stdout))
    assert.equal(problems[0]!.code, 'locked')
    assert.match(problems[0]!.message, /another load is running/)
    assert.equal(loaded.parse(JSON.parse(well!.stdout)).unchanged, false)
  })
})

describe('what was loaded', () => {
  test('snapshots lists each load, oldest first, with its rows by list', async () => {
    const shape = z.strictObject({
      snapshot: z.string(),
      authority: z.literal('936'),
      asAt: day,
      loadedAt: z.literal(NOW),
      rows: z.record(z.string(), count),
    })
    const listed = await json(z.array(shape), 0, 'snapshots')
    assert.deepEqual(
      listed.map(({ snapshot, asAt }) => [snapshot, asAt]),
      [
        [first.snapshot, FIRST],
        [second.snapshot, LAST],
      ],
    )
    assert.ok(listed[0]!.rows.contact! > 100)
  })

  const found = z.object({
    check: z.string(),
    title: z.string(),
    severity: z.enum(['error', 'warning', 'query']),
    table: z.string(),
    count: count.nullable(),
    rows: z.array(z.looseObject({ child: z.string().nullable(), table: z.string(), detail: z.string() })),
  })

  test('check gives every check with its rows, and ends with 1 when anything was found', async () => {
    const checks = await json(z.array(found), 1, 'check')
    assert.ok(checks.length >= 40)
    for (const { check, count: n, rows } of checks) assert.equal(rows.length, n ?? 0, check)
    const clean = checks.find(({ count: n }) => n === 0)!
    await json(z.array(found).length(1), 0, 'check', '--check', clean.check)
    await json(refused, 1, 'check', '--check', 'no-such')
  })

  const due = z.strictObject({
    timescale: z.string(),
    child: z.string(),
    startedOn: day.nullable(),
    dueOn: day.nullable(),
    metOn: day.nullable(),
    state: z.string(),
    daysOver: count,
    worker: z.string().nullable(),
    team: z.string().nullable(),
    area: z.string().nullable(),
  })

  test('due lists what is to be done, and narrows to a state and a team', async () => {
    const all = await json(z.array(due), 0, 'due')
    const overdue = await json(z.array(due), 0, 'due', '--state', 'overdue')
    assert.ok(overdue.length > 0 && all.length > overdue.length)
    assert.deepEqual(
      overdue,
      all.filter(({ state }) => state === 'overdue'),
    )
    const team = overdue.find((item) => item.team !== null)!.team!
    const teams = await json(z.array(due), 0, 'due', '--state', 'overdue', '--team', team)
    assert.deepEqual(
      teams,
      overdue.filter((item) => item.team === team),
    )
    await json(refused, 1, 'due', '--state', 'late')
  })

  test('commands answer for an earlier snapshot, and refuse one that is not there', async () => {
    const earlier = await json(z.array(due), 0, 'due', '--snapshot', first.snapshot)
    assert.notDeepEqual(earlier, await json(z.array(due), 0, 'due'))
    for (const command of ['check', 'due', 'measure']) await json(refused, 1, command, '--snapshot', '2020-01-31-000')
  })
})

describe('figures', () => {
  const figure = z.strictObject({
    measure: z.string(),
    title: z.string(),
    period: z.object({ kind: z.enum(['month', 'rolling12', 'ytd', 'snapshot']), from: day, to: day }),
    by: z.strictObject({ dimension: z.string(), value: z.string() }).nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    value: z.number().nullable(),
    unit: z.string(),
    polarity: z.enum(['higher', 'lower', 'neither']),
    snapshot: z.string(),
    asAt: day,
    edition: z.string(),
  })

  test('measure gives every measure, or those asked for, with no value out of no cases', async () => {
    const all = await json(z.array(figure), 0, 'measure')
    assert.ok(new Set(all.map(({ measure }) => measure)).size >= 80)
    for (const { measure, denominator, value } of all) if (denominator === 0) assert.equal(value, null, measure)
    const months = ['--period', 'month', '--from', '2025-04', '--to', '2026-03']
    const referrals = await json(z.array(figure), 0, 'measure', 'referrals', ...months)
    assert.deepEqual(
      [referrals.length, referrals[0]!.period.from, referrals[11]!.period.to],
      [12, '2025-04-01', '2026-04-01'],
    )
  })

  test('a breakdown adds up to the whole', async () => {
    const period = ['--period', 'rolling12', '--from', '2026-03', '--to', '2026-03']
    const [whole] = await json(z.array(figure), 0, 'measure', 'referrals', ...period)
    const areas = await json(z.array(figure), 0, 'measure', 'referrals', ...period, '--by', 'area')
    assert.equal(
      areas.reduce((sum, { value }) => sum + (value ?? 0), 0),
      whole!.value,
    )
  })

  test('measure --as-first-reported sets beside each figure what was said first', async () => {
    const shape = figure.extend({
      firstReported: z.object({ value: z.number().nullable(), snapshot: z.string() }).nullable(),
    })
    const months = ['--period', 'month', '--from', '2026-02', '--to', '2026-03']
    const values = await json(z.array(shape), 0, 'measure', 'contacts', ...months, '--as-first-reported')
    assert.deepEqual(
      values.map(({ firstReported }) => firstReported?.snapshot),
      [first.snapshot, second.snapshot],
    )
    const [then] = await json(z.array(figure), 0, 'measure', 'contacts', ...months, '--snapshot', first.snapshot)
    assert.equal(values[0]!.firstReported!.value, then!.value)
  })

  test('--count-again computes from the record what was published with the snapshot, and finds the same', async () => {
    for (const [code, ...asked] of [
      [0, 'measure'],
      [0, 'measure', 'referrals', '--by', 'area', '--from', '2025-04', '--rows'],
      [0, 'due', '--state', 'all'],
      [1, 'check'],
      [1, 'check', '--by', 'team'],
    ] as const) {
      const read = await json(z.array(z.unknown()), code, ...asked)
      assert.ok(read.length > 0)
      assert.deepEqual(await json(z.array(z.unknown()), code, ...asked, '--count-again'), read, asked.join(' '))
    }
  })

  test('due follows the limits of the settings, also where they were changed after the load', async () => {
    const settings = join(dataDir, 'settings.json')
    const before = await json(z.array(z.unknown()), 0, 'due', '--state', 'all')
    writeFileSync(settings, JSON.stringify({ timescales: { 'cp-visit': { value: 1, unit: 'days' } } }))
    try {
      assert.notDeepEqual(await json(z.array(z.unknown()), 0, 'due', '--state', 'all'), before)
    } finally {
      rmSync(settings)
    }
  })

  test('measure refuses what does not exist: a measure, a breakdown, a period, a month', async () => {
    for (const wrong of [
      ['no-such'],
      ['referrals', '--by', 'mood'],
      ['referrals', '--period', 'week'],
      ['referrals', '--from', '2026-13'],
    ]) {
      await json(refused, 1, 'measure', ...wrong)
    }
  })

  test('benchmark gives a published figure beside England, region and neighbours', async () => {
    const shape = z.object({
      measure: z.string().nullable(),
      series: z.string(),
      year: z.string(),
      value: z.number().nullable(),
      authority: z.unknown(),
      england: z.number().nullable(),
      region: z.number().nullable(),
      neighbours: z.object({
        edition: z.union([z.string(), z.number()]),
        mean: z.number().nullable(),
        of: z.array(z.object({ code: z.string(), value: z.number().nullable() })),
      }),
      rank: count.nullable(),
      of: count,
    })
    const measure = 're-referrals-12m'
    const now = await json(shape, 0, 'benchmark', measure, '--authority', '936')
    assert.equal(now.neighbours.of.length, 10)
    await json(refused, 1, 'benchmark', 'no-such', '--authority', '936')
    await json(refused, 1, 'benchmark', measure)
  })

  test('definitions names every measure, check, timescale and list', async () => {
    const named = z.array(z.looseObject({ id: z.string(), title: z.string() }))
    const shape = z.looseObject({
      measures: named.min(80),
      checks: named.min(40),
      timescales: named.min(25),
      lists: z.array(z.unknown()),
    })
    await json(shape, 0, 'definitions')
  })
})

describe('papers', () => {
  test('compendium writes a workbook or a page, by the name of the file', async () => {
    for (const [name, begins] of [
      ['c.xlsx', 'PK'],
      ['c.html', '<!DOCTYPE html>'],
    ] as const) {
      const out = join(root, name)
      const answer = await json(
        z.looseObject({ out: z.literal(out), measures: z.number().min(80) }),
        0,
        'compendium',
        '--out',
        out,
      )
      assert.equal(readFileSync(out).subarray(0, begins.length).toString().toLowerCase(), begins.toLowerCase())
      assert.equal(answer.out, out)
    }
    await json(refused, 1, 'compendium', '--out', join(root, 'c.pdf'))
    await json(refused, 1, 'compendium')
  })

  test('a file that cannot be written is refused before any work is done', async () => {
    const nowhere = join(root, 'no', 'such', 'folder')
    await json(refused, 1, 'compendium', '--out', join(nowhere, 'c.html'))
    await json(refused, 1, 'check', '--out', join(nowhere, 'c.xlsx'))
    const other = join(root, 'unloaded')
    const load = ['load', extractOf(LAST), '--authority', '936', '--as-at', LAST, '--data', other]
    await json(refused, 1, ...load, '--rejects', join(nowhere, 'r.xlsx'))
    assert.ok(!existsSync(join(other, 'lake')), 'it loaded all the same')
  })

  test('example writes extracts that are the same for the same seed', async () => {
    const written = z.looseObject({ extracts: z.array(z.looseObject({ dir: z.string(), asAt: day })).length(13) })
    const dirs = ['one', 'two'].map((name) => join(root, name))
    const [one, two] = await Promise.all(
      dirs.map((out) => json(written, 0, 'example', '--out', out, '--seed', '7', '--children', '20')),
    )
    const bytes = (of: typeof one) => readFileSync(join(of!.extracts[12]!.dir, 'List 1 - Contacts.csv'), 'utf8')
    assert.equal(bytes(one), bytes(two))
  })
})

describe('calling', () => {
  test('a call that makes no sense ends with 64 and says how it is done, on stderr', async () => {
    for (const argv of [[], ['lod'], ['load'], ['due', 'x'], ['due', '--no-such'], ['snapshots', '--data']]) {
      const { code, stdout, stderr } = await call(...argv)
      assert.deepEqual([code, stdout], [64, ''], argv.join(' '))
      assert.match(stderr, /Usage: throughline/)
    }
  })

  test('help is no mistake: it ends with 0, on stdout, for every command', async () => {
    for (const argv of [['help'], ['--help'], ...commands.map(({ name }) => [name, '--help'])]) {
      const { code, stdout, stderr } = await call(...argv)
      assert.deepEqual([code, stderr], [0, ''], argv.join(' '))
      assert.match(stdout, /^Usage: throughline/)
    }
  })

  test('an empty data directory is refused with what to do, and has no snapshots', async () => {
    const empty = join(root, 'empty')
    mkdirSync(empty)
    for (const command of ['check', 'due', 'measure']) {
      const { problems } = await json(refused, 1, command, '--data', empty)
      assert.match(problems[0]!.message, /nothing has been loaded yet/)
    }
    assert.deepEqual(await json(z.array(z.unknown()), 0, 'snapshots', '--data', empty), [])
  })

  test('an authority whose only load was refused is not there', async () => {
    await json(refused, 1, 'load', join(root, 'letter.xlsx'), '--authority', '999', '--as-at', LAST)
    await json(z.array(z.unknown()), 0, 'due')
  })

  test('a fault ends with 2, says where on stderr, and prints nothing on stdout', async () => {
    const file = join(root, 'not-a-folder')
    writeFileSync(file, '')
    const { code, stdout, stderr } = await call('snapshots', '--json', '--data', file)
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /^throughline snapshots: /)
  })

  test('settings that cannot be followed are refused', async () => {
    const other = join(root, 'settings')
    mkdirSync(other)
    writeFileSync(join(other, 'settings.json'), '{ "colour": "red" }')
    await json(refused, 1, 'load', extractOf(LAST), '--authority', '936', '--as-at', LAST, '--data', other)
  })
})

describe('as a program', () => {
  const env = { ...process.env, THROUGHLINE_DATA: dataDir }

  test('THROUGHLINE_DATA names the data directory, and stdout holds one JSON document and nothing else', () => {
    const { status, stdout } = spawnSync(process.execPath, [cli, 'snapshots', '--json'], { env, encoding: 'utf8' })
    assert.equal(status, 0)
    assert.equal((JSON.parse(stdout) as unknown[]).length, 2)
  })

  test('bin/throughline runs under whatever Node starts it, and passes on the exit code', () => {
    const bin = resolve('bin/throughline')
    const starters = [process.execPath, '/usr/bin/node', '/usr/local/bin/node'].filter((path) => existsSync(path))
    for (const node of starters) {
      const well = spawnSync(node, [bin, 'snapshots', '--json'], { env, encoding: 'utf8', cwd: root })
      assert.deepEqual([well.status, (JSON.parse(well.stdout) as unknown[]).length], [0, 2], node)
      assert.equal(spawnSync(node, [bin, 'no-such'], { env, cwd: root }).status, 64)
    }
  })

  test('serve refuses data of a real authority while nobody could sign in', () => {
    const { status, stderr } = spawnSync(process.execPath, [cli, 'serve', '--port', '0'], { env, encoding: 'utf8' })
    assert.equal(status, 1)
    assert.match(stderr, /holds 936, and no identity provider is set/)
  })

  test('serve answers on a free port, asks who is there, withstands odd requests, and stops when told', async () => {
    const empty = { ...env, THROUGHLINE_DATA: join(root, 'nothing-loaded') }
    mkdirSync(empty.THROUGHLINE_DATA)
    const server = spawn(process.execPath, [cli, 'serve', '--port', '0'], {
      env: empty,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = new Promise<number | null>((done) => server.on('close', done))
    try {
      const url = await new Promise<string>((found, fail) => {
        let said = ''
        server.stderr.setEncoding('utf8').on('data', (text: string) => {
          said += text
          const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
          if (address) found(`${address[0]}/`)
        })
        server.on('close', () => fail(new Error(said)))
      })
      const status = (path: string, method = 'GET') =>
        new Promise<number>((found, fail) => {
          const { hostname, port } = new URL(url)
          request({ hostname, port, path, method }, (response) => {
            response.resume()
            found(response.statusCode!)
          })
            .on('error', fail)
            .end()
        })
      assert.equal(await status('//'), 404)
      assert.equal(await status('/etc/passwd'), 404)
      assert.equal(await status('/', 'POST'), 404)
      assert.equal(await status('/'), 303)
      const page = await new Promise<string>((found) => {
        get(`${url}sign-in`, (response) => {
          let text = ''
          response.setEncoding('utf8').on('data', (piece: string) => {
            text += piece
          })
          response.on('end', () => found(text))
        })
      })
      assert.match(page, /^<!doctype html>/i)
    } finally {
      server.kill('SIGTERM')
    }
    assert.equal(await ended, 0)
  })
})
