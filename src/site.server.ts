import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { ensureAuthority } from '#children'
import {
  type Confirmation,
  createConfirmation,
  createEnter,
  personaRoutes,
  providerRoutes,
  type ReportFailure,
  type SiteProviders,
  writePolicy,
} from '#permissions'
import { createProvider, type ProviderSettings, tokenSafe } from '#platform/auth'
import { readSettings } from '#platform/config'
import { type Ledger, openLedger, transaction } from '#platform/db'
import { setMailing } from '#platform/notify'
import { closeWithin, createApp, type Route } from '#platform/web'
import { applyTimescaleSettings, type Timescale } from '#timescales'
import type { Outcome } from '#values'
import { authorityName } from './compendium-request.ts'
import { isSimulated } from './example-county.ts'
import { migrations } from './ledger.ts'
import { navigation, siteRoutes } from './routes.ts'
import type { ServerSettings } from './server.settings.ts'
import { slices } from './slices.ts'
import { startWorker, type WorkerProcess } from './worker-process.ts'

export interface SiteOptions {
  readonly dataDir: string
  readonly settings: Pick<ServerSettings, 'databaseUrl' | 'publicUrl' | 'trustProxy'> &
    Partial<Pick<ServerSettings, 'mail'>>
  /** Identity providers; without any, people come in as persons of the example county. */
  readonly providers: readonly ProviderSettings[]
  readonly host: string
  readonly port: number
  readonly log: Logger
  readonly onProgress?: (message: string) => void
}

/** The site, serving. */
export interface RunningSite {
  readonly url: string
  readonly app: FastifyInstance
  readonly ledger: Ledger
  readonly worker: WorkerProcess
  /** Ends it in order: requests, the worker, the ledger; within some seconds each. */
  stop(): Promise<void>
}

/**
 * Opens the ledger, starts the worker and serves the site.
 *
 * @returns refusals of settings; those of the port are thrown by the system as they are
 * @throws LedgerInUse when another process serves the same data directory
 */
export async function startSite(options: SiteOptions): Promise<Outcome<RunningSite>> {
  const timescales = await timescalesOf(options.dataDir)
  if (!timescales.ok) return timescales
  const ledger = await openLedger({
    dataDir: options.dataDir,
    databaseUrl: options.settings.databaseUrl,
    migrations,
    onProgress: options.onProgress,
  })
  try {
    await transaction(ledger.owner, async (tx) => {
      await writePolicy(tx)
      await setMailing(tx, options.settings.mail !== undefined)
    })
    // The first extract of an authority is sent by someone who has signed in.
    for (const { authority: code } of options.providers) {
      await ensureAuthority(ledger, { code, name: authorityName(code), isExample: isSimulated(code) })
    }
    options.onProgress?.('Starting the site')
    const app = await siteApp(options, ledger, timescales.value)
    await app.listen({ host: options.host, port: options.port, backlog: BACKLOG })
    const { dataDir, log, settings } = options
    const worker = startWorker(ledger, { dataDir, log, mail: settings.mail })
    return {
      ok: true,
      value: { url: urlOf(app, options), app, ledger, worker, stop: stopInOrder(app, worker, ledger) },
    }
  } catch (error) {
    await ledger.stop()
    throw error
  }
}

/** Connections that wait to be taken: past these the system drops them, and browsers try again after seconds. */
const BACKLOG = 4096

async function timescalesOf(dataDir: string): Promise<Outcome<readonly Timescale[]>> {
  const settings = await readSettings(dataDir)
  if (!settings.ok) return settings
  return applyTimescaleSettings(slices.children.timescales, settings.value.timescales)
}

/** The web server over a ledger, not yet listening. */
export async function siteApp(
  { dataDir, settings, providers, log }: Pick<SiteOptions, 'dataDir' | 'settings' | 'providers' | 'log'>,
  ledger: Ledger,
  timescales: readonly Timescale[] = slices.children.timescales,
): Promise<FastifyInstance> {
  const { publicUrl, trustProxy, mail } = settings
  const asking = providers.map((each) => ({ ...each, asksEmail: mail !== undefined }))
  const { routes: signIn, confirmation } = signInWith(asking, { publicUrl, log, ledger })
  const app = await createApp({
    serviceName: 'Throughline',
    routes: siteRoutes({ dataDir, timescales, signIn }),
    navigation,
    enter: createEnter(ledger.app, confirmation),
    log,
    secret: secretOf(ledger, 'throughline site'),
    uploadsDir: join(dataDir, 'uploads'),
    signInOrigins: providers.map(({ issuer }) => new URL(issuer).origin),
    ready: async () => ({ ledger: (await ledger.app.query('select 1')).rowCount === 1 }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(trustProxy === undefined ? {} : { trustProxy }),
  })
  app.addHook('onClose', async () => confirmation?.settled())
  return app
}

interface SignInParts {
  readonly publicUrl: string | undefined
  readonly log: Logger
  readonly ledger: Ledger
}

/** The pages by which people sign in, and, where they do so with a provider, what asks it again. */
function signInWith(
  settings: readonly ProviderSettings[],
  { publicUrl, log, ledger }: SignInParts,
): { readonly routes: readonly Route[]; readonly confirmation?: Confirmation } {
  if (settings.length === 0) return { routes: personaRoutes() }
  const base = publicUrl!.replace(/\/$/, '')
  const providers: SiteProviders = new Map(
    settings.map((each) => [each.authority, createProvider(each, `${base}/sign-in/callback`, `${base}/signed-out`)]),
  )
  const safe = tokenSafe(secretOf(ledger, 'throughline refresh tokens'))
  const report = (words: string): ReportFailure => {
    return (authority, error) =>
      log.warn({ authority, fault: error instanceof Error ? error.name : typeof error }, words)
  }
  return {
    routes: providerRoutes(providers, safe, report('a sign-in did not succeed')),
    confirmation: createConfirmation({
      app: ledger.app,
      providers,
      safe,
      report: report('an identity provider did not confirm the roles of a session'),
    }),
  }
}

/** Follows from what the ledger keeps, so that every process that serves it has the same, and nothing more need be kept. */
function secretOf({ owner }: Ledger, purpose: string): string {
  return createHmac('sha256', String(owner.options.password)).update(purpose).digest('base64url')
}

function urlOf(app: FastifyInstance, { settings, host, port }: SiteOptions): string {
  if (settings.publicUrl !== undefined) return settings.publicUrl
  const address = app.server.address()
  const actual = address && typeof address === 'object' ? address.port : port
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`
}

const CLOSE_MS = 10_000

function stopInOrder(app: FastifyInstance, worker: WorkerProcess, ledger: Ledger): () => Promise<void> {
  let stopping: Promise<void> | undefined
  const stop = async () => {
    // The worker may be long in a statement: it is asked to end while the last pages are answered.
    await Promise.all([closeWithin(app, CLOSE_MS), worker.stop()])
    await ledger.stop()
  }
  return () => {
    stopping ??= stop()
    return stopping
  }
}
