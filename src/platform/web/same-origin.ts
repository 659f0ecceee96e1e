import type { FastifyRequest } from 'fastify'
import { HttpRefusal } from './http-refusal.ts'

/** Where the site is, as browsers know it. */
export interface PublicPlace {
  readonly isSecure: boolean
  /** Scheme and host of an address in full, or undefined for whatever name this machine has for itself. */
  readonly origin?: string
  readonly host?: string
}

const THIS_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/**
 * Reads the address that people use; none is for this machine alone, over http.
 * @throws RangeError for an address that is not https, unless it is this machine's own
 */
export function publicPlace(publicUrl: string | undefined): PublicPlace {
  if (publicUrl === undefined) return { isSecure: false }
  const { protocol, origin, host } = new URL(publicUrl)
  const isSecure = protocol === 'https:'
  if (!isSecure && !(protocol === 'http:' && THIS_MACHINE.test(host)))
    throw new RangeError('The address of the site must begin with https, unless it is for this machine alone.')
  return { isSecure, origin, host }
}

/** Refuses requests under another name, so that no other site's name can be pointed at this one. */
export function checkHost(place: PublicPlace, request: FastifyRequest): void {
  const isOurs = place.host === undefined ? THIS_MACHINE.test(request.host) : request.host === place.host
  if (!isOurs) throw new HttpRefusal(400, 'host')
}

/**
 * Refuses a post that did not come from a page of ours.
 *
 * Browsers say so in `Sec-Fetch-Site`, which no page can write. `Origin` is asked only where that is missing: with the
 * referrer policy `no-referrer` browsers send it as `null` from our own pages too.
 */
export function checkSameOrigin(place: PublicPlace, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const ours = place.origin ?? `http://${request.host}`
  const isOurs = site === undefined ? request.headers.origin === ours : site === 'same-origin'
  if (!isOurs) throw new HttpRefusal(403, 'another origin')
}
