import { localPath, type PageRequest, page, type Reply, type Route, redirect, type Visit } from '#platform/web'
import { listPersonas, PERSONAS, personas } from './personas.ts'
import { type SignInOutcome, signIn, signOut, signOutEverywhere } from './sessions.store.ts'
import { type NotLetIn, notLetInPage, notLetInTitle, signedOutPage, signInPage } from './sign-in.pages.ts'

/** Sign-in as a person of the example county, and the way out. For the time that no identity provider is set. */
export function personaRoutes(): readonly Route[] {
  return [
    { method: 'GET', path: '/sign-in', what: 'public', handle: choosePersona },
    { method: 'POST', path: '/sign-in/persona', what: 'public', limit: 'sign-in', handle: becomePersona },
    { method: 'POST', path: '/sign-out', what: 'signed-in', handle: leave },
    ...commonRoutes(),
  ]
}

/** What is the same however people sign in. */
export function commonRoutes(): readonly Route[] {
  return [
    { method: 'GET', path: '/signed-out', what: 'public', handle: async () => signedOut() },
    { method: 'POST', path: '/sign-out/everywhere', what: 'signed-in', handle: leaveEverywhere },
  ]
}

async function choosePersona(request: PageRequest, visit: Visit): Promise<Reply> {
  const next = localPath(request.query.next, '/')
  if (visit.person !== undefined) return redirect(next)
  return page(signInPage(visit, { providers: [], personas: await listPersonas(visit.tx), next }))
}

/** The database offers personas of example authorities only, so nobody else can be chosen by another form. */
async function becomePersona(request: PageRequest, visit: Visit): Promise<Reply> {
  const { authority = '', persona: id = '' } = request.form
  const offered = (await listPersonas(visit.tx)).some((one) => one.authority === authority && one.id === id)
  const persona = personas.find((one) => one.id === id)
  if (!offered || persona === undefined) return notLetIn('unknown')
  const asker = { authority, issuer: PERSONAS, subject: id, name: persona.name, claims: null, idToken: null }
  return letIn(await signIn(visit.tx, { ...asker, previous: request.session }), request.form.next)
}

/** Into the site with a new session, or told why not. */
export function letIn(outcome: SignInOutcome, next: string | undefined): Reply {
  if (!outcome.ok) return notLetIn(outcome.reason)
  return redirect(localPath(next, '/'), { session: outcome.session })
}

export function notLetIn(reason: NotLetIn): Reply {
  return page({ title: notLetInTitle(reason), main: notLetInPage(reason) })
}

async function leave(request: PageRequest, visit: Visit): Promise<Reply> {
  await signOut(visit.tx, request.session)
  return redirect('/signed-out', { session: null })
}

async function leaveEverywhere(_: PageRequest, visit: Visit): Promise<Reply> {
  await signOutEverywhere(visit.tx)
  return redirect('/signed-out', { session: null })
}

function signedOut(): Reply {
  return page({ title: 'You have signed out', main: signedOutPage() })
}
