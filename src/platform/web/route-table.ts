import type { Route } from './route.ts'

/** A route as the access matrix and the reference pages list it. */
export interface RouteDescription {
  readonly method: Route['method']
  readonly path: string
  readonly what: string
  readonly namesChildren: boolean
  readonly takesFiles: boolean
  readonly limit: Route['limit'] | null
}

/** Every route in the order of its address, for tests and documents that are generated from the table of routes. */
export function describeRoutes(routes: readonly Route[]): readonly RouteDescription[] {
  return routes
    .map((route) => ({
      method: route.method,
      path: route.path,
      what: route.what,
      namesChildren: route.namesChildren ?? false,
      takesFiles: route.upload !== undefined,
      limit: route.limit ?? null,
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1))
}

/**
 * Refuses a table of routes that leaves something open.
 * @throws RangeError that names every route without a rule, every pair that answers to the same address, every odd path
 */
export function checkRoutes(routes: readonly Route[]): void {
  const problems = [...routes.flatMap(problemsOf), ...clashes(routes)]
  if (problems.length > 0) throw new RangeError(`The routes cannot be served:\n${problems.join('\n')}`)
}

function problemsOf(route: Route): string[] {
  const name = `${route.method} ${route.path}`
  return [
    ...(typeof route.what === 'string' && route.what !== '' ? [] : [`${name} does not say who may use it (what)`]),
    ...(route.method === 'GET' || route.method === 'POST' ? [] : [`${name} is neither GET nor POST`]),
    ...(/^\/(?:[\w:.-]+\/)*[\w:.-]*$/.test(route.path) ? [] : [`${name} is not a path of words and parameters`]),
    ...(route.upload !== undefined && route.method !== 'POST' ? [`${name} takes files, which only POST can`] : []),
  ]
}

/** Parameters at the same place answer to the same address, whatever their names. */
function clashes(routes: readonly Route[]): string[] {
  const seen = new Map<string, string>()
  return routes.flatMap((route) => {
    const key = `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`
    const other = seen.get(key)
    seen.set(key, route.path)
    return other === undefined ? [] : [`${route.method} ${route.path} and ${other} answer to the same address`]
  })
}
