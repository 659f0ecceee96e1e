import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider as OidcProvider } from 'oidc-provider'

/** A certified provider on this machine, where everyone who comes is `account`, and has its app roles. */
export interface OidcServer {
  readonly issuer: string
  /** Who signs in next, with what name and roles. */
  account: { id: string; name: string; roles: readonly string[] }
  stop(): Promise<void>
}

export const CLIENT = { clientId: 'throughline', clientSecret: 'a-secret-of-the-test-alone' } as const

/** Starts it. @param site where the site under test is: `http://localhost:1234` */
export async function startOidcServer(site: string): Promise<OidcServer> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fixture = {
    issuer,
    account: { id: 'a', name: 'A Person', roles: [] as readonly string[] },
    stop: () => stop(server),
  }
  const provider = new OidcProvider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${site}/sign-in/callback`],
        post_logout_redirect_uris: [`${site}/signed-out`],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    cookies: { keys: ['a-key-of-the-test-alone'] },
    pkce: { required: () => true },
    findAccount: async (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: fixture.account.name, roles: [...fixture.account.roles] }),
    }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    void agree(provider, fixture.account.id, request, response)
  })
  return fixture
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
  grant.addOIDCScope('openid profile')
  const consent = { grantId: await grant.save() }
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}
