import type { createApp } from '#platform/web'

/**
 * A browser without a screen: keeps cookies, and posts forms with the token of the page it last had.
 * @param host that it asks for, where the site has an address of its own
 */
export function siteBrowser(app: Awaited<ReturnType<typeof createApp>>, host?: string) {
  const cookies = new Map<string, string>()
  let body = ''
  const send = async (method: 'GET' | 'POST', url: string, fields: Readonly<Record<string, string>> = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': 'same-origin',
        ...(host === undefined ? {} : { host }),
        ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { payload: new URLSearchParams({ _csrf: csrfOf(body), ...fields }).toString() } : {}),
    })
    for (const { name, value } of answer.cookies) value === '' ? cookies.delete(name) : cookies.set(name, value)
    body = answer.body
    return answer
  }
  return { send, cookies }
}

/** The token of the first form of a page; empty text where it has none. */
export function csrfOf(body: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
}
