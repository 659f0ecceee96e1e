import { z } from 'zod'
import { hashSecret, type Provider, type SignInUnderWay, type TokenSafe, type Vouched } from '#platform/auth'
import { parseJson } from '#platform/config'
import { localPath, type PageRequest, page, type Reply, type Route, redirect, type Visit } from '#platform/web'
import { keepAddress } from './mail-address.store.ts'
import { keepGrant } from './session-grant.store.ts'
import { listAuthorities, signIn, signOut } from './sessions.store.ts'
import { signInPage } from './sign-in.pages.ts'
import { commonRoutes, letIn, notLetIn } from './sign-in.routes.ts'

/** The identity provider of each authority, by its code. */
export type SiteProviders = ReadonlyMap<string, Provider>

/** Told of a provider that did not answer, or vouched for nobody: for the log, which names no person. */
export type ReportFailure = (authority: string, error: unknown) => void

/**
 * Sign-in with an identity provider, and the way out of both. Where these are, nobody is let in as a persona.
 *
 * @param safe in which tokens are kept, with which the provider can be asked again
 */
export function providerRoutes(providers: SiteProviders, safe: TokenSafe, report: ReportFailure): readonly Route[] {
  return [
    { method: 'GET', path: '/sign-in', what: 'public', handle: (request, visit) => choose(providers, request, visit) },
    {
      method: 'POST',
      path: '/sign-in/provider',
      what: 'public',
      limit: 'sign-in',
      handle: (request) => begin(providers, report, request),
    },
    {
      method: 'GET',
      path: '/sign-in/callback',
      what: 'public',
      limit: 'sign-in',
      handle: (request, visit) => finish({ providers, safe, report }, request, visit),
    },
    {
      method: 'POST',
      path: '/sign-out',
      what: 'signed-in',
      handle: (request, visit) => leave(providers, report, request, visit),
    },
    ...commonRoutes(),
  ]
}

async function choose(providers: SiteProviders, request: PageRequest, visit: Visit): Promise<Reply> {
  const next = localPath(request.query.next, '/')
  if (visit.person !== undefined) return redirect(next)
  const authorities = await listAuthorities(visit.tx)
  const offered = authorities
    .filter(({ authority_id: code }) => providers.has(code))
    .map(({ authority_id: authority, name }) => ({ authority, name }))
  return page(signInPage(visit, { providers: offered, personas: [], next }))
}

/** What is kept with the browser while the person is away. */
const away = z.object({
  authority: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  until: z.number(),
})

/** Name of the cookie that keeps it. */
const KEPT = 'signin'

const AWAY_MS = 600_000

async function begin(providers: SiteProviders, report: ReportFailure, request: PageRequest): Promise<Reply> {
  const { authority = '', next } = request.form
  const provider = providers.get(authority)
  if (provider === undefined) return notLetIn('unknown')
  const begun = await provider.begin().catch(reporting(report, authority))
  if (begun === undefined) return notLetIn('provider')
  const kept = { authority, ...begun.underWay, next: localPath(next, '/'), until: Date.now() + AWAY_MS }
  return redirect(begun.url.href, { keep: { [KEPT]: JSON.stringify(kept) } })
}

interface Finishing {
  readonly providers: SiteProviders
  readonly safe: TokenSafe
  readonly report: ReportFailure
}

/** Whatever is wrong with what came back, the answer is the same: it tells a forger nothing. */
async function finish({ providers, safe, report }: Finishing, request: PageRequest, visit: Visit): Promise<Reply> {
  const kept = keptOf(request)
  const provider = kept && providers.get(kept.authority)
  if (kept === undefined || provider === undefined) return notLetIn('failed')
  const [, query = ''] = request.url.split('?')
  const vouched = await provider.finish(query, kept).catch(reporting(report, kept.authority))
  if (vouched === undefined) return notLetIn('failed')
  const { authority, next } = kept
  const outcome = await signIn(visit.tx, { authority, ...vouched, previous: request.session })
  if (outcome.ok) await keepWith(visit, safe, outcome.session, vouched)
  const reply = letIn(outcome, next)
  return reply.kind === 'redirect' ? { ...reply, keep: { [KEPT]: null } } : reply
}

/** What is kept with a new session: how to ask its provider again, and where its person can be reached. */
async function keepWith(
  { tx }: Visit,
  safe: TokenSafe,
  session: string,
  { refreshToken, email }: Vouched,
): Promise<void> {
  if (refreshToken !== null) await keepGrant(tx, session, safe.lock(refreshToken, hashSecret(session)))
  await keepAddress(tx, session, email)
}

function keptOf({ kept }: PageRequest): (SignInUnderWay & { authority: string; next: string }) | undefined {
  const json = parseJson(kept[KEPT] ?? '')
  const parsed = json.ok ? away.safeParse(json.value) : undefined
  return parsed?.success && parsed.data.until > Date.now() ? parsed.data : undefined
}

/** For a promise that failed: reports it, and gives undefined. */
function reporting(report: ReportFailure, authority: string): (error: unknown) => undefined {
  return (error) => {
    report(authority, error)
    return undefined
  }
}

async function leave(
  providers: SiteProviders,
  report: ReportFailure,
  request: PageRequest,
  visit: Visit,
): Promise<Reply> {
  const idToken = await signOut(visit.tx, request.session)
  const authority = visit.authority?.code ?? ''
  const url = await providers.get(authority)?.signOutUrl(idToken).catch(reporting(report, authority))
  return redirect(url?.href ?? '/signed-out', { session: null })
}
