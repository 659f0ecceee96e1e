import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorPage } from './error.pages.ts'
import { flashCookie, flashOf, noFlashCookie } from './flash.ts'
import { HttpRefusal } from './http-refusal.ts'
import { layout } from './layout.pages.ts'
import { keepCookies, pageRequestOf } from './page-request.ts'
import type { DownloadReply, Page, RedirectReply, Reply } from './reply.ts'
import type { PageRequest, Route } from './route.ts'
import { checkSameOrigin } from './same-origin.ts'
import { sendPage } from './send.ts'
import type { Shell } from './shell.ts'
import type { Upload } from './upload.ts'
import type { Visit } from './visit.ts'
import { checkToken, type WatchedVisit, watch } from './watched-visit.ts'
import { within } from './within.ts'

/** Milliseconds for what follows when files have arrived: they are moved and looked at. */
const UPLOAD_ANSWER_MS = 60_000

/** What is sent once the transaction has been committed. */
type Answer =
  | { readonly kind: 'page'; readonly status: number; readonly text: string; readonly cookies: readonly string[] }
  | RedirectReply
  | DownloadReply

/** Answers one request: all of it in one transaction, the drawing of the page too, and nothing is sent before the commit. */
export async function answer(
  shell: Shell,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  upload?: Upload,
): Promise<FastifyReply> {
  if (route.method === 'POST') checkSameOrigin(shell.place, request)
  const asked = pageRequestOf(request, shell.jar, shell.signer, upload)
  const ask = { what: route.what, ...(asked.session === undefined ? {} : { session: asked.session }) }
  const ms = upload === undefined ? shell.requestMs : UPLOAD_ANSWER_MS
  const made = await within(ms, (isOver) =>
    shell.enter(ask, async (visit) => {
      const watched = watch(visit, request, shell)
      // Files were let in by a token of their own, before they were stored.
      if (route.method === 'POST' && upload === undefined) checkToken(watched.visit, asked)
      const given = await route.handle(asked, watched.visit)
      if (isOver() || reply.raw.destroyed) throw new HttpRefusal(503, 'nobody waits for it any more')
      checkLooked(route, given, watched)
      return answerOf(shell, given, asked, request, watched)
    }),
  )
  return send(shell, made, reply)
}

/** No audit, no page. */
function checkLooked(route: Route, given: Reply, watched: WatchedVisit): void {
  const shows = given.kind === 'download' || given.kind === 'page'
  if (route.namesChildren === true && shows && !watched.hasLooked())
    throw new Error(`${route.method} ${route.path} names children and did not note that they were looked at`)
}

function answerOf(
  shell: Shell,
  given: Reply,
  asked: PageRequest,
  request: FastifyRequest,
  watched: WatchedVisit,
): Answer {
  if (given.kind === 'redirect' || given.kind === 'download') return given
  const { visit } = watched
  if (given.kind === 'refusal')
    return drawn(shell, given.status, errorPage(given.status, asked.id), asked, request, watched, visit)
  return drawn(shell, given.status, given, asked, request, watched, visit)
}

function drawn(
  shell: Shell,
  status: number,
  page: Page,
  asked: PageRequest,
  request: FastifyRequest,
  watched: WatchedVisit,
  visit: Visit,
): Answer {
  const flash = flashOf(request.headers.cookie, shell.jar, shell.signer)
  const around = { path: asked.path, visit, ...(flash === undefined ? {} : { flash }) }
  const text = layout(shell.site, page, around)
  const cookies = [...watched.cookies(), ...(flash === undefined ? [] : [noFlashCookie(shell.jar)])]
  return { kind: 'page', status, text, cookies }
}

async function send(shell: Shell, made: Answer, reply: FastifyReply): Promise<FastifyReply> {
  if (made.kind === 'redirect') return sendRedirect(shell, made, reply)
  if (made.kind === 'download') return sendDownload(made, reply)
  if (made.cookies.length > 0) reply.header('set-cookie', [...made.cookies])
  return sendPage(reply, made.status, made.text)
}

function sendRedirect({ jar, signer }: Shell, made: RedirectReply, reply: FastifyReply): FastifyReply {
  const cookies = keepCookies(made.keep ?? {}, jar, signer)
  if (made.flash !== undefined) cookies.push(flashCookie(made.flash, jar, signer))
  if (made.session !== undefined) cookies.push(jar.set('session', made.session))
  if (made.session === null) reply.header('clear-site-data', '"cache", "storage"')
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  return reply.code(303).header('cache-control', 'no-store').header('location', made.to).send()
}

function sendDownload(made: DownloadReply, reply: FastifyReply): FastifyReply {
  const plain = made.filename.replaceAll(/[^\w. ()-]/g, '_')
  const encoded = encodeURIComponent(made.filename.toWellFormed()).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16)}`,
  )
  reply.code(200).header('cache-control', 'no-store').type(made.type)
  reply.header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
  return reply.send(made.body)
}
