import type { Configuration } from 'openid-client'
import type { ProviderSettings } from './provider.settings.ts'
import { type Vouched, vouchedBy } from './vouched.ts'

/**
 * What a provider said when it was asked again: it vouches for the person as they are now; it no longer does, or only to
 * their face; or nothing that could be believed, and with which token to ask the next time.
 */
export type Renewal =
  | { readonly state: 'vouched'; readonly vouched: Vouched & { readonly refreshToken: string } }
  | { readonly state: 'ended' }
  | { readonly state: 'unknown'; readonly refreshToken: string; readonly error: unknown }

/** Nobody waits for the answer, and one that comes too late may have used up the token that it was asked with. */
const TIMEOUT_SECONDS = 15

/** Asks a provider, with a refresh token, for whom it vouches now. Never throws for what the provider does or leaves. */
export async function renew(
  client: typeof import('openid-client'),
  config: Configuration,
  settings: ProviderSettings,
  refreshToken: string,
): Promise<Renewal> {
  let newest = refreshToken
  config.timeout = TIMEOUT_SECONDS
  // A provider that rotates tokens takes the one before for stolen: the new one counts even where the rest is not believed.
  config[client.customFetch] = async (url, options) => {
    const response = await fetch(url, options as RequestInit)
    newest = (await refreshTokenOf(response)) ?? newest
    return response
  }
  try {
    const vouched = vouchedBy(await client.refreshTokenGrant(config, refreshToken), settings)
    return { state: 'vouched', vouched: { ...vouched, refreshToken: newest } }
  } catch (error) {
    if (isEnd(client, error)) return { state: 'ended' }
    return { state: 'unknown', refreshToken: newest, error }
  }
}

async function refreshTokenOf(response: Response): Promise<string | undefined> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  const token = (body as { readonly refresh_token?: unknown } | undefined)?.refresh_token
  return typeof token === 'string' && token !== '' ? token : undefined
}

/** The grant is over, or the provider wants to see the person. A secret of ours that is wrong ends nobody's session. */
const ENDS = ['invalid_grant', 'interaction_required', 'login_required', 'consent_required']

function isEnd(client: typeof import('openid-client'), error: unknown): boolean {
  return error instanceof client.ResponseBodyError && ENDS.includes(error.error)
}
