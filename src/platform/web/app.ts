import { createHash, randomBytes } from 'node:crypto'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { Admission, type AdmissionLimits } from './admission.ts'
import { answer } from './answer.ts'
import { answerUpload } from './answer-upload.ts'
import { type Asset, loadAssets } from './assets.ts'
import { cookieJar, signer } from './cookies.ts'
import type { AppOptions } from './create-app.ts'
import { answerError } from './errors.ts'
import { addHealth } from './health.ts'
import { HttpRefusal } from './http-refusal.ts'
import { SUPPORT_SCRIPT } from './layout.pages.ts'
import { Metrics } from './metrics.ts'
import { rateLimitFor, usualRates } from './rate-limits.ts'
import type { Route, RouteLimit } from './route.ts'
import { checkRoutes } from './route-table.ts'
import { checkHost, publicPlace } from './same-origin.ts'
import { encodingFor } from './send.ts'
import type { Shell } from './shell.ts'
import type { StatementFacts } from './statement.pages.ts'
import { statementRoutes } from './statement.routes.ts'
import { prepareUploads } from './upload.receive.ts'

/** Bytes of a posted form, files apart. */
const FORM_BYTES = 256 * 1024

/** Milliseconds that one request may take in all, and one with files. */
const REQUEST_MS = 15_000
const UPLOAD_MS = 600_000

/** More at once than the ledger has connections for, few enough that the last of those waiting is answered in a second or two. */
const USUAL_ADMISSION: AdmissionLimits = { inFlight: 48, waiting: 192, waitMs: 2_000 }

/** Files are taken in a few at a time, beside the pages. */
const UPLOAD_ADMISSION: AdmissionLimits = { inFlight: 4, waiting: 0, waitMs: 1 }

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const shell = await shellOf(options)
  const routes = [...options.routes, ...statementRoutes(factsOf(options, shell))]
  checkRoutes(routes)
  const metrics = new Metrics()
  const admission = new Admission({ ...USUAL_ADMISSION, ...options.admission })
  const app = await serverOf(options, shell, metrics)
  addHealth(app, options, metrics, admission)
  for (const asset of shell.site.assets.files.values()) serveAsset(app, asset)
  const uploads = routes.some(({ upload }) => upload !== undefined) ? await uploadsOf(options) : undefined
  for (const route of routes)
    addRoute(app, shell, route, { admission, uploads, rates: { ...usualRates, ...options.rates } })
  app.addHook('onClose', async () => metrics.stop())
  return app
}

function factsOf({ serviceName, contact }: AppOptions, { jar }: Shell): StatementFacts {
  return { serviceName, cookiePrefix: jar.nameOf(''), ...(contact === undefined ? {} : { contact }) }
}

interface Uploads {
  readonly dir: string
  readonly admission: Admission
}

async function uploadsOf({ uploadsDir }: AppOptions): Promise<Uploads> {
  if (uploadsDir === undefined)
    throw new RangeError('A route takes files, and no folder is given for them (uploadsDir).')
  await prepareUploads(uploadsDir)
  return { dir: uploadsDir, admission: new Admission(UPLOAD_ADMISSION) }
}

async function shellOf(options: AppOptions): Promise<Shell> {
  const place = publicPlace(options.publicUrl)
  return {
    site: {
      serviceName: options.serviceName,
      navigation: options.navigation,
      assets: await loadAssets(),
      signInPath: options.signInPath ?? '/sign-in',
      signOutPath: options.signOutPath ?? '/sign-out',
    },
    enter: options.enter,
    place,
    jar: cookieJar(place.isSecure),
    signer: signer(options.secret),
    log: options.log,
    requestMs: options.requestMs ?? REQUEST_MS,
  }
}

async function serverOf(options: AppOptions, shell: Shell, metrics: Metrics): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newReference,
    bodyLimit: FORM_BYTES,
    // A form with files may take longer to arrive. The handler's time ends any other that does not arrive, and nothing
    // else: Fastify stops counting once a form is there, so what follows is timed where it is answered.
    requestTimeout: UPLOAD_MS,
    handlerTimeout: shell.requestMs + 5_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    trustProxy: proxies(options.trustProxy),
    frameworkErrors: (error, request, reply) => void answerError(shell, error, request, reply),
  })
  app.server.headersTimeout = REQUEST_MS
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, text, done) =>
    done(null, new URLSearchParams(String(text))),
  )
  app.setErrorHandler((error, request, reply) => answerError(shell, error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    answerError(shell, new HttpRefusal(404, 'no such address'), request, reply),
  )
  await app.register(helmet, headersFor(options, shell))
  await app.register(rateLimit, { global: false })
  await app.register(multipart)
  closeConnectionsAtEnd(app)
  app.addHook('onResponse', async (request, reply) => {
    logAnswer(request, reply)
    metrics.count(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000)
  })
  return app
}

/** While the server closes, each response also ends its connection, or browsers would hold it open. */
function closeConnectionsAtEnd(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onSend', async (_, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
}

/** Letters and digits that are not taken for one another when read out: 40 bits as `K7QF-3M2P`. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ23'

function newReference(): string {
  const letters = [...randomBytes(8)].map((byte) => LETTERS[byte % LETTERS.length])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

function proxies(setting: AppOptions['trustProxy']): string | string[] | boolean {
  if (setting === undefined) return false
  return typeof setting === 'object' ? [...setting] : setting
}

/** One line for each request: ids and the pattern of the address, never the address itself, which could be anything. */
function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'request',
  )
}

function headersFor(options: AppOptions, { place }: Shell) {
  const script = createHash('sha256').update(SUPPORT_SCRIPT).digest('base64')
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", `'sha256-${script}'`],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'", ...(options.signInOrigins ?? [])],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: place.isSecure ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
    xFrameOptions: { action: 'deny' as const },
  }
}

interface Serving {
  readonly admission: Admission
  readonly uploads: Uploads | undefined
  readonly rates: Readonly<Record<RouteLimit, number>>
}

function addRoute(app: FastifyInstance, shell: Shell, route: Route, serving: Serving): void {
  const { upload, limit } = route
  const uploads = upload === undefined ? undefined : serving.uploads
  const admission = uploads?.admission ?? serving.admission
  app.route({
    method: route.method,
    url: route.path,
    config: limit === undefined ? {} : { rateLimit: rateLimitFor(limit, serving.rates[limit], shell.jar) },
    ...(uploads !== undefined ? { handlerTimeout: UPLOAD_MS } : {}),
    onRequest: async (request, reply) => {
      checkHost(shell.place, request)
      await admit(admission, reply)
    },
    handler:
      upload !== undefined && uploads !== undefined
        ? (request, reply) => answerUpload(shell, route, upload, uploads.dir, request, reply)
        : (request, reply) => answer(shell, route, request, reply),
  })
}

/** Waits for a place, which ends with the response, or at once when nobody waits for it any more. */
async function admit(admission: Admission, reply: FastifyReply): Promise<void> {
  await admission.enter()
  if (reply.raw.destroyed) {
    admission.leave()
    throw new HttpRefusal(503, 'busy')
  }
  reply.raw.once('close', () => admission.leave())
}

function serveAsset(app: FastifyInstance, asset: Asset): void {
  app.get(asset.path, async (request, reply) => {
    const encoding = encodingFor(request.headers['accept-encoding'])
    reply
      .type(asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
    if (encoding === undefined) return reply.send(asset.raw)
    return reply.header('content-encoding', encoding).send(asset[encoding])
  })
}
