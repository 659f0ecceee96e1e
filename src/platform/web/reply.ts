import type { Readable } from 'node:stream'
import type { Problem } from '#values'
import type { Html } from './html.ts'

/** What a route answers. Make one with `page`, `invalid`, `redirect`, `download`, `notFound` or `forbidden`. */
export type Reply = PageReply | RedirectReply | DownloadReply | RefusalReply

/** A page, which the shell puts into the layout. */
export interface Page {
  /** The page's own name; the shell adds `Error: ` and the name of the service. Never a child's id or name. */
  readonly title: string
  /** Everything inside `main`, its heading of the first level too. */
  readonly main: Html
  /** Shown above the content: one link back, or the way from the start page here. */
  readonly back?: { readonly href: string; readonly text?: string }
  readonly breadcrumbs?: readonly { readonly text: string; readonly href: string }[]
  /** What is wrong with a form: the shell lists it above the content, each linked to the field of that id. */
  readonly problems?: readonly Problem[]
  /** Seconds after which the browser asks again, for progress without a script. */
  readonly refreshSeconds?: number
}

export interface PageReply extends Page {
  readonly kind: 'page'
  readonly status: 200 | 409 | 422
}

/** A message shown once, on the next page. Never a child's data: it waits in a cookie. */
export interface Flash {
  readonly kind: 'success' | 'important'
  readonly message: string
}

export interface RedirectReply extends RedirectMore {
  readonly kind: 'redirect'
  readonly to: string
}

export interface RedirectMore {
  readonly flash?: Flash | string
  /** A new secret for the session's cookie, or null to end it and to clear what the browser keeps of the site. */
  readonly session?: string | null
  /** Signed cookies of ten minutes by name, for a sign-in under way; null forgets one. */
  readonly keep?: Readonly<Record<string, string | null>>
}

export interface Download {
  /** The name the file has for the person: generated, never with a child's name. */
  readonly filename: string
  readonly type: string
  readonly body: Uint8Array | string | Readable
}

export interface DownloadReply extends Download {
  readonly kind: 'download'
}

export interface RefusalReply {
  readonly kind: 'refusal'
  readonly status: 403 | 404
}

/** 200 with a page; 422 when it has problems. */
export function page(content: Page): PageReply {
  return { kind: 'page', status: (content.problems ?? []).length > 0 ? 422 : 200, ...content }
}

/** A form again, with the problems of what was given and with what was given (422). */
export function invalid(content: Page & { readonly problems: readonly Problem[] }): PageReply {
  return { kind: 'page', status: 422, ...content }
}

/** A form again because someone else has changed the same thing meanwhile (409); both texts are for the page to show. */
export function conflict(content: Page): PageReply {
  return { kind: 'page', status: 409, ...content }
}

/**
 * 303 to another page of this site (or, for sign-in, to the identity provider), with a message if `flash` is given: text alone is a success.
 * @throws RangeError for an address that is neither a path of this site nor https or http in full
 */
export function redirect(to: string, more: RedirectMore | Flash | string = {}): RedirectReply {
  if (!isSafeTarget(to)) throw new RangeError('a redirect goes to a path of this site or to a whole address')
  const rest: RedirectMore = typeof more === 'string' || 'message' in more ? { flash: more } : more
  return { kind: 'redirect', to, ...rest }
}

/** A file to keep. */
export function download(file: Download): DownloadReply {
  return { kind: 'download', ...file }
}

/** 404: also the answer for what this person may not know to be there. */
export function notFound(): RefusalReply {
  return { kind: 'refusal', status: 404 }
}

/** 403: this person may not do this, and may know that it can be done. */
export function forbidden(): RefusalReply {
  return { kind: 'refusal', status: 403 }
}

/** `text` when it is a path of this site, else `otherwise`: for addresses to go back to that came from outside. */
export function localPath(text: string | undefined, otherwise: string): string {
  return text !== undefined && isLocalPath(text) ? text : otherwise
}

function isSafeTarget(to: string): boolean {
  return isLocalPath(to) || (/^https?:\/\//.test(to) && URL.canParse(to))
}

/** Browsers read a backslash as a slash, and drop tabs and line ends, so that `/\t/x.example` is another site. */
function isLocalPath(to: string): boolean {
  return /^\/(?![/\\])[^\\\p{Cc}\s]*$/u.test(to)
}
