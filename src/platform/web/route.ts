import type { Reply } from './reply.ts'
import type { Upload, UploadLimits } from './upload.ts'
import type { Visit } from './visit.ts'

/** One address of the site: who may ask, and what answers. */
export interface Route {
  readonly method: 'GET' | 'POST'
  /** A Fastify path. Its parameters are ids and short references, never anything of a child's. */
  readonly path: string
  /** `public` (anyone), `signed-in` (any person), or a key of the policy table. */
  readonly what: string
  /** True when the response names children: then one that was not noted by `visit.looked` is a fault, and no page. */
  readonly namesChildren?: boolean
  /** Given where a form sends files; they are on disk before `handle` is called. */
  readonly upload?: UploadLimits
  /** How often one person (or, before sign-in, one address) may ask, for what is dear or may be guessed at. */
  readonly limit?: RouteLimit
  readonly handle: (request: PageRequest, visit: Visit) => Promise<Reply>
}

export type RouteLimit = 'sign-in' | 'search' | 'export'

/** Text by name: the first value where a name came several times. It has no prototype. */
export type Fields = Readonly<Record<string, string>>

/** What was asked. Nothing in it has been checked: read forms with `readForm`, lists with `readListState`. */
export interface PageRequest {
  /** Reference number of the request, as on error pages and in the log. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  /** The address without its query. */
  readonly path: string
  /** The address with its query, for links back to the same list. */
  readonly url: string
  readonly ip: string
  readonly params: Fields
  readonly query: Fields
  /** Every value of a name in the query, such as of several ticked boxes. */
  queryAll(name: string): readonly string[]
  /** The fields of a posted form; empty for GET. */
  readonly form: Fields
  formAll(name: string): readonly string[]
  /** The session's secret from the cookie, as it was given to `redirect(..., { session })`. */
  readonly session?: string
  /** What a reply before asked to be kept with this browser for some minutes (`keep`), by name; signed, so it is ours. */
  readonly kept: Fields
  /** What came with a form of a route that has `upload`. */
  readonly upload?: Upload
}
