import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider as OidcProvider } from 'oidc-provider'

/** A certified provider on this machine, where everyone who comes is `account`, and has its app roles. */
export interface OidcServer {
  readonly issuer: string
  /** Who signs in next, with what name and roles; also what the provider says when it is asked again. */
  account: { id: string; name: string; roles: readonly string[]; email?: string }
  /** Accounts that were shut. */
  readonly shut: Set<string>
  givesRefreshTokens: boolean
  /** Addresses that are not answered, by their beginning: at once with a fault of the server, or never. */
  away: { readonly paths: string; readonly how: 'fails' | 'hangs' } | undefined
  /** Each refresh token that was given, in order. */
  readonly refreshTokens: readonly string[]
  /** How often it was asked with a refresh token. */
  readonly asked: () => number
  /** Answers again, also those who have waited. */
  comeBack(): void
  stop(): Promise<void>
}

export const CLIENT = { clientId: 'throughline', clientSecret: 'a-secret-of-the-test-alone' } as const

/** Starts it. @param site where the site under test is: `http://localhost:1234` */
export async function startOidcServer(site: string): Promise<OidcServer> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const refreshTokens: string[] = []
  let asked = 0
  const waiting: ServerResponse[] = []
  const fixture: OidcServer = {
    issuer,
    account: { id: 'a', name: 'A Person', roles: [] },
    shut: new Set<string>(),
    givesRefreshTokens: true,
    away: undefined,
    refreshTokens,
    asked: () => asked,
    comeBack: () => {
      fixture.away = undefined
      for (const response of waiting.splice(0)) response.writeHead(503).end()
    },
    stop: () => stop(server),
  }
  const provider = providerOf(fixture, site)
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path !== '/token') return
    if (ctx.oidc?.params?.grant_type === 'refresh_token') asked++
    const { refresh_token: token } = ctx.body as { readonly refresh_token?: string }
    if (token !== undefined) refreshTokens.push(token)
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const { url = '' } = request
    if (fixture.away !== undefined && url.startsWith(fixture.away.paths)) {
      if (fixture.away.how === 'fails') return void response.writeHead(503).end()
      return void waiting.push(response)
    }
    if (!url.startsWith('/interaction/')) return void answer(request, response)
    void agree(provider, fixture.account.id, request, response)
  })
  return fixture
}

function providerOf(fixture: OidcServer, site: string): OidcProvider {
  return new OidcProvider(fixture.issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [`${site}/sign-in/callback`],
        post_logout_redirect_uris: [`${site}/signed-out`],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'roles'], email: ['email'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    cookies: { keys: ['a-key-of-the-test-alone'] },
    pkce: { required: () => true },
    issueRefreshToken: async () => fixture.givesRefreshTokens,
    rotateRefreshToken: true,
    findAccount: async (_, id) =>
      fixture.shut.has(id)
        ? undefined
        : {
            accountId: id,
            claims: async () => ({ ...fixture.account, sub: id, roles: [...fixture.account.roles] }),
          },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  })
}

/** Signs `account` in and gives the site what it asks for, without a page. */
async function agree(
  provider: OidcProvider,
  accountId: string,
  ...[request, response]: Parameters<OidcProvider['interactionDetails']>
): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId } }, { mergeWithLastSubmission: false })
  }
  const grant = new provider.Grant({ accountId: session?.accountId ?? accountId, clientId: String(params.client_id) })
  grant.addOIDCScope('openid profile email offline_access')
  const consent = { grantId: await grant.save() }
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}
