import type { IDToken } from 'openid-client'
import type { ProviderSettings } from './provider.settings.ts'

/** A person as their provider vouches for them. */
export interface Vouched {
  readonly issuer: string
  /** What the provider never gives to another: `sub`, or for Entra tenant and object id. Never an e-mail address. */
  readonly subject: string
  readonly name: string
  readonly claims: readonly string[]
  /** Where the person can be reached, and never who they are; null where the provider says none, or is not asked. */
  readonly email: string | null
  readonly idToken: string
  /** With which the provider can be asked again while the person is here; null where it gives none or is not to be asked. */
  readonly refreshToken: string | null
}

/** What of a provider's answer says for whom it vouches; openid-client has checked the ID token. */
export interface Tokens {
  readonly id_token?: string
  readonly refresh_token?: string
  claims(): IDToken | undefined
}

/** For whom the tokens of an answer vouch. @throws Error when they vouch for nobody, or to another site */
export function vouchedBy(
  tokens: Tokens,
  { claim, clientId, askAgain = true, asksEmail = false }: ProviderSettings,
): Vouched {
  const token = tokens.claims()
  if (token === undefined || tokens.id_token === undefined) throw new Error('the provider gave no id token')
  // Of one audience the library leaves the authorised party unread, and it takes an empty subject.
  if (token.azp !== undefined && token.azp !== clientId) throw new Error('the token is for another site')
  if (token.sub === '') throw new Error('the token names nobody')
  const given = token[claim]
  return {
    issuer: token.iss,
    subject: subjectOf(token),
    name: typeof token.name === 'string' && token.name.trim() !== '' ? token.name.trim().slice(0, 200) : 'No name',
    claims: Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [],
    email: asksEmail && typeof token.email === 'string' ? token.email.trim() : null,
    idToken: tokens.id_token,
    refreshToken: (askAgain ? tokens.refresh_token : undefined) ?? null,
  }
}

const ENTRA = ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn']

/** Entra's `sub` differs between applications; a person's object in their tenant is the same for all of them. */
function subjectOf({ iss, sub, tid, oid }: IDToken): string {
  if (!ENTRA.includes(new URL(iss).hostname)) return sub
  if (typeof tid !== 'string' || typeof oid !== 'string') throw new Error('the provider gave no tid and oid')
  if (new URL(iss).pathname.split('/')[1] !== tid) throw new Error('the tid is of another tenant than the issuer')
  return `${tid}:${oid}`
}
