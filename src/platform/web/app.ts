import { createHash, randomBytes } from 'node:crypto'
import helmet from '@fastify/helmet'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { answer } from './answer.ts'
import { type Asset, loadAssets } from './assets.ts'
import { cookieJar, signer } from './cookies.ts'
import type { AppOptions } from './create-app.ts'
import { answerError } from './errors.ts'
import { HttpRefusal } from './http-refusal.ts'
import { SUPPORT_SCRIPT } from './layout.pages.ts'
import type { Route } from './route.ts'
import { checkRoutes } from './route-table.ts'
import { checkHost, publicPlace } from './same-origin.ts'
import { encodingFor } from './send.ts'
import type { Shell } from './shell.ts'

/** Bytes of a posted form, files apart. */
const FORM_BYTES = 256 * 1024

/** Milliseconds that one request may take in all. */
const REQUEST_MS = 15_000

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  checkRoutes(options.routes)
  const shell = await shellOf(options)
  const app = await serverOf(options, shell)
  for (const asset of shell.site.assets.files.values()) serveAsset(app, asset)
  for (const route of options.routes) addRoute(app, shell, route)
  return app
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
  }
}

async function serverOf(options: AppOptions, shell: Shell): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: options.log,
    disableRequestLogging: true,
    genReqId: newReference,
    bodyLimit: FORM_BYTES,
    requestTimeout: REQUEST_MS,
    handlerTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    trustProxy: proxies(options.trustProxy),
    frameworkErrors: (error, request, reply) => void answerError(shell, error, request, reply),
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, text, done) =>
    done(null, new URLSearchParams(String(text))),
  )
  app.setErrorHandler((error, request, reply) => answerError(shell, error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    answerError(shell, new HttpRefusal(404, 'no such address'), request, reply),
  )
  await app.register(helmet, headersFor(options, shell))
  app.addHook('onRequest', async (request) => checkHost(shell.place, request))
  app.addHook('onResponse', async (request, reply) => logAnswer(request, reply))
  return app
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

function addRoute(app: FastifyInstance, shell: Shell, route: Route): void {
  app.route({
    method: route.method,
    url: route.path,
    handler: (request, reply) => answer(shell, route, request, reply),
  })
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
