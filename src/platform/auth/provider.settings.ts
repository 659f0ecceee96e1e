import { join } from 'node:path'
import { z } from 'zod'
import { parseJson } from '#platform/config'
import { readTextIfThere } from '#platform/files'
import type { Outcome } from '#values'

/** How one authority's staff sign in: where their identity provider is, and what it knows this site by. */
export interface ProviderSettings {
  /** Code of the authority whose staff these are. */
  readonly authority: string
  /** The provider's own address, as its tokens name it; for Entra with the tenant in it. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Claim that holds a person's app roles or groups: `roles` unless set. */
  readonly claim: string
  /** Whether to ask for a refresh token, with which the provider is asked again while people are here; so unless set. */
  readonly askAgain?: boolean
  /** Whether to ask for people's e-mail addresses, to tell them of things; not unless set. */
  readonly asksEmail?: boolean
}

const provider = z.strictObject({
  authority: z.string().min(1),
  issuer: z.string().refine(isIssuer, 'an https address of one tenant (http only on this machine)'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  claim: z.string().min(1).default('roles'),
  askAgain: z
    .enum(['yes', 'no'], 'yes or no')
    .default('yes')
    .transform((answer) => answer === 'yes'),
})

const names = {
  authority: 'THROUGHLINE_OIDC_AUTHORITY',
  issuer: 'THROUGHLINE_OIDC_ISSUER',
  clientId: 'THROUGHLINE_OIDC_CLIENT_ID',
  clientSecret: 'THROUGHLINE_OIDC_CLIENT_SECRET',
  claim: 'THROUGHLINE_OIDC_CLAIM',
  askAgain: 'THROUGHLINE_OIDC_ASK_AGAIN',
} as const

/**
 * The identity providers that are set: one by the environment (THROUGHLINE_OIDC_AUTHORITY, _ISSUER, _CLIENT_ID,
 * _CLIENT_SECRET, _CLAIM, _ASK_AGAIN), or any number, of different authorities, as a list in `sign-in.json` of the data directory.
 *
 * @returns none where neither is there; every problem otherwise, without the values, of which one is a secret
 */
export async function readProviders(
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Outcome<readonly ProviderSettings[]>> {
  const given = Object.entries(names).filter(([, name]) => environment[name])
  if (given.length > 0) {
    const one = Object.fromEntries(given.map(([key, name]) => [key, environment[name]]))
    return checked([one], (path) => names[path[1] as keyof typeof names] ?? 'THROUGHLINE_OIDC_*')
  }
  const text = await readTextIfThere(join(dataDir, 'sign-in.json'))
  if (text === undefined) return { ok: true, value: [] }
  const json = parseJson(text)
  return json.ok ? checked(json.value, (path) => `sign-in.json, ${path.join('.') || 'the whole file'}`) : json
}

function checked(
  given: unknown,
  place: (path: readonly PropertyKey[]) => string,
): Outcome<readonly ProviderSettings[]> {
  const parsed = z.array(provider).safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      code: 'sign-in-settings',
      field: path.join('.'),
      message: `${place(path)}: ${message}`,
    }))
    return { ok: false, problems }
  }
  const codes = parsed.data.map(({ authority }) => authority)
  if (new Set(codes).size === codes.length) return { ok: true, value: parsed.data }
  return { ok: false, problems: [{ code: 'sign-in-settings', message: 'an authority has one identity provider' }] }
}

/** Tokens of a provider for many tenants would be those of anybody: an issuer is one tenant's. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname } = new URL(text)
  if (/^\/(common|organizations|consumers)(\/|$)/.test(pathname)) return false
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname))
}

export function isThisMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
