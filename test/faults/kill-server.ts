import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { annexA } from '#children'
import { load } from '#imports'
import { plainDate } from '#values'
import { exampleCounty } from '../../src/example-county.ts'
import { stagesFor } from '../../src/stages.ts'
import { listCsv, mainOf, newKey, referrals } from '../site/site.fixture.ts'

const WITHIN_MS = 180_000

/** The site with a ledger of its own, as `throughline serve` runs it, killed without warning and started again. */
export class KilledSite {
  readonly root: string = mkdtempSync(join(tmpdir(), 'killed-'))
  readonly dataDir: string = join(this.root, 'data')
  #server: ChildProcess | undefined
  #url = ''
  #said = ''
  #cookie = ''

  /** Loads something of the example county, so that there are persons to be. */
  async prepare(): Promise<void> {
    const file = join(this.root, 'List 3.csv')
    writeFileSync(file, listCsv('referral', referrals(30)))
    const stages = stagesFor({})
    assert.ok(stages.ok)
    const loaded = await load({
      dataDir: this.dataDir,
      authority: exampleCounty.code,
      asAt: plainDate('2026-03-31'),
      paths: [file],
      format: annexA,
      stages: stages.value,
      now: '2026-04-01T09:00:00.000Z',
    })
    assert.ok(loaded.ok)
  }

  /** Starts the server; resolved when it serves, with its worker publishing. */
  async start(): Promise<void> {
    const args = ['src/cli.ts', 'serve', '--data', this.dataDir, '--port', '0']
    const server = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#server = server
    let said = ''
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      this.#said += text
    })
    await until(
      'it does not serve',
      async () => /The site is at (\S+) .*Sign in as any/s.test(said) || fails(server, said),
    )
    this.#url = /The site is at (\S+)\/ /.exec(said)![1]!
  }

  /** Ends the server and its worker as a power cut would: neither can do anything about it. */
  async kill(): Promise<void> {
    const server = this.#server!
    const ended = new Promise((resolve) => server.once('exit', resolve))
    const { worker } = this.processes()
    process.kill(server.pid!, 'SIGKILL')
    process.kill(worker, 'SIGKILL')
    await ended
  }

  /** Process ids of the server and of its worker. */
  processes(): { readonly server: number; readonly worker: number } {
    const server = this.#server!.pid!
    const worker = execFileSync('pgrep', ['-P', String(server), '-f', 'worker.ts'], { encoding: 'utf8' })
    return { server, worker: Number(worker.trim()) }
  }

  /** What the server and its worker have logged as errors, as they wrote it. */
  faults(): readonly string[] {
    return this.#said.split('\n').filter((line) => /^\{"level":[5-9]\d/.test(line))
  }

  /** Ends the server in order; what it has written stays. */
  async end(): Promise<void> {
    const server = this.#server
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
  }

  async stop(): Promise<void> {
    await this.end()
    rmSync(this.root, { recursive: true, force: true })
  }

  /** Signs in as the analyst of the example county. */
  async signIn(): Promise<void> {
    const form = await this.get('/sign-in')
    const fields = { authority: exampleCounty.code, persona: 'analyst', next: '/' }
    await this.#post('/sign-in/persona', new URLSearchParams({ _csrf: tokenOf(form), ...fields }))
  }

  /** Sends an extract. @returns the address of its load */
  send(csv: string, day: readonly [string, string, string]): Promise<string> {
    return this.sendFiles([new File([csv], 'List 3.csv')], day)
  }

  /** Sends the files of an extract. @returns the address of its load */
  async sendFiles(files: readonly File[], day: readonly [string, string, string]): Promise<string> {
    const page = await this.get('/loads/new')
    const form = new FormData()
    form.set('_csrf', tokenOf(page))
    form.set('_form', newKey())
    for (const [i, part] of ['day', 'month', 'year'].entries()) form.set(`as-at-${part}`, day[i]!)
    for (const file of files) form.append('files', file)
    const answer = await this.#post('/loads', form)
    assert.equal(answer.status, 303)
    return answer.headers.get('location')!
  }

  async get(path: string): Promise<string> {
    const answer = await fetch(`${this.#url}${path}`, { headers: { cookie: this.#cookie } })
    this.#keepCookies(answer)
    return answer.text()
  }

  /** The words of a page once they have what is waited for. */
  async says(path: string, words: RegExp): Promise<string> {
    let said = ''
    await until(`${path} does not say ${words}`, async () => {
      said = mainOf(await this.get(path))
      return words.test(said)
    })
    return said
  }

  async #post(path: string, body: FormData | URLSearchParams): Promise<Response> {
    const headers = { cookie: this.#cookie, 'sec-fetch-site': 'same-origin', origin: this.#url }
    const answer = await fetch(`${this.#url}${path}`, { method: 'POST', body, headers, redirect: 'manual' })
    this.#keepCookies(answer)
    return answer
  }

  #keepCookies(answer: Response): void {
    const kept = new Map(this.#cookie.split('; ').map((each) => [each.split('=')[0]!, each] as const))
    for (const line of answer.headers.getSetCookie()) kept.set(line.split('=')[0]!, line.split(';')[0]!)
    this.#cookie = [...kept.values()].filter((each) => each !== '').join('; ')
  }
}

function tokenOf(body: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
}

function fails(server: ChildProcess, said: string): boolean {
  if (server.exitCode !== null) assert.fail(`the server ended: ${said.slice(-2_000)}`)
  return false
}

async function until(otherwise: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WITHIN_MS
  while (!(await isSo())) {
    if (Date.now() > end) assert.fail(otherwise)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
