import { pino } from 'pino'
import { listPersonas } from '#permissions'
import { readProviders } from '#platform/auth'
import { type Answer, type Call, type Command, numberOption, textOption } from '#platform/cli'
import { LedgerInUse, MigrationError, transaction } from '#platform/db'
import { listAuthorities } from '#platform/lake'
import type { Outcome, Problem } from '#values'
import { isSimulated } from '../example-county.ts'
import { readServerSettings, type ServerSettings } from '../server.settings.ts'
import { type RunningSite, type SiteOptions, startSite } from '../site.server.ts'

const PORT = 3000
const HOST = '127.0.0.1'

/** `throughline serve`: the site, until stopped. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serve the site until stopped',
  usage: '[--port N] [--host H]',
  options: { port: { type: 'string' }, host: { type: 'string' } },
  describe: {
    port: `the port; PORT, or ${PORT}, unless given; 0 for any that is free`,
    host: `the address to listen on; HOST, or ${HOST} (this machine alone), unless given`,
  },
  words: [0, 0],
  run: async (call) => serve(call, 'info'),
}

/** Serves the site until it is told to stop. `quiet` keeps requests out of the log unless the environment asks for them. */
export async function serve(call: Call, logLevel: 'info' | 'warn'): Promise<Answer> {
  const options = await siteOptions(call, logLevel)
  if (!options.ok) return options
  const site = await start(options.value)
  if (!site.ok) return site
  // From here on the site answers, also while its first figures are being published.
  const told = toldToStop()
  const words = await Promise.race([welcome(call, site.value, options.value.providers.length > 0), told])
  call.progress.end()
  if (words !== undefined) process.stderr.write(`${words}\n`)
  await told
  process.stderr.write('Stopping\n')
  await site.value.stop()
  return { json: { url: site.value.url }, text: '' }
}

/** What the command line and the environment ask for; every problem at once. */
async function siteOptions(call: Call, logLevel: 'info' | 'warn'): Promise<Outcome<SiteOptions>> {
  const problems: Problem[] = []
  const settings = readServerSettings(process.env)
  if (!settings.ok) problems.push(...settings.problems)
  const providers = await readProviders(call.dataDir, process.env)
  if (!providers.ok) problems.push(...providers.problems)
  const asked = numberOption(call, 'port', problems)
  if (asked !== undefined && asked > 65_535) {
    problems.push({ code: 'port', field: 'port', message: '--port takes a number up to 65535' })
  }
  if (!settings.ok || !providers.ok || problems.length > 0) return { ok: false, problems }
  const more = await signInProblems(call.dataDir, settings.value, providers.value.length)
  if (more.length > 0) return { ok: false, problems: more }
  return {
    ok: true,
    value: {
      dataDir: call.dataDir,
      settings: settings.value,
      providers: providers.value,
      host: textOption(call, 'host') ?? settings.value.host ?? HOST,
      port: asked ?? settings.value.port ?? PORT,
      log: pino({ level: settings.value.logLevel ?? logLevel, base: { process: 'web' } }, pino.destination(2)),
      onProgress: (message) => call.progress.at(message, 0, 0),
    },
  }
}

/** Real data is never served without a provider that says who people are. */
async function signInProblems(
  dataDir: string,
  { publicUrl }: ServerSettings,
  providers: number,
): Promise<readonly Problem[]> {
  if (providers > 0 && publicUrl === undefined) {
    const message = 'PUBLIC_URL is needed: the identity provider sends people back to it'
    return [{ code: 'setting', field: 'PUBLIC_URL', message }]
  }
  const real = (await listAuthorities(dataDir)).filter((code) => !isSimulated(code))
  if (providers > 0 || real.length === 0) return []
  const message =
    `The data directory holds ${real.join(', ')}, and no identity provider is set: nobody could sign in. ` +
    'docs/guides/run-a-server.md says how to set one.'
  return [{ code: 'no-sign-in', message }]
}

async function start(options: SiteOptions): Promise<Outcome<RunningSite>> {
  try {
    return await startSite(options)
  } catch (error) {
    if (error instanceof LedgerInUse) return refuse('in-use', error.message)
    if (error instanceof MigrationError) return refuse('migration', error.message)
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      return refuse('port', `port ${options.port} is in use; give another with --port`)
    }
    throw error
  }
}

function refuse(code: string, message: string): Outcome<never> {
  return { ok: false, problems: [{ code, field: 'port', message }] }
}

/** Where the site is, and, where persons of the example county may be signed in as, who they are. */
async function welcome(call: Call, site: RunningSite, hasProvider: boolean): Promise<string> {
  const first = `The site is at ${site.url} (stop with Ctrl-C)`
  if (hasProvider) return first
  const personas = await personasWhenPublished(call, site)
  if (personas.length === 0) return `${first}\nNothing has been loaded yet, so there is nobody to sign in as.`
  const width = Math.max(...personas.map(({ name }) => name.length))
  return [
    first,
    'Sign in as any of these persons of the example county:',
    ...personas.map(({ name, role, comesTo }) => `  ${name.padEnd(width)}  ${role}: to ${comesTo}`),
  ].join('\n')
}

const PUBLISHED_WITHIN_MS = 120_000
const LOOK_MS = 500

/** The first start publishes what is in the lake; persons are made with it. */
async function personasWhenPublished(call: Call, site: RunningSite) {
  const isLoaded = (await listAuthorities(call.dataDir)).some(isSimulated)
  const until = Date.now() + PUBLISHED_WITHIN_MS
  for (;;) {
    const personas = await transaction(site.ledger.app, listPersonas)
    if (personas.length > 0 || !isLoaded || Date.now() > until) return personas
    call.progress.at('Publishing the figures', 0, 0)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function toldToStop(): Promise<undefined> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve(undefined))
    process.once('SIGTERM', () => resolve(undefined))
  })
}
