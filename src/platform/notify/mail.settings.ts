import type { Outcome, Problem } from '#values'
import { isMailAddress } from './address.ts'

/** How mail is sent, and where what it tells of is read. */
export interface MailSettings {
  /** smtp://user:password@host:port, or smtps:// for TLS from the beginning. It holds a password. */
  readonly url: string
  /** Whom mail is from. */
  readonly from: { readonly name: string; readonly address: string }
  /** The address of the site, without a slash at its end. */
  readonly site: string
}

/** The variables that say it. */
export interface MailVariables {
  readonly MAIL_URL?: string | undefined
  readonly MAIL_FROM?: string | undefined
  readonly PUBLIC_URL?: string | undefined
}

/**
 * Reads how mail is sent.
 *
 * @returns undefined where MAIL_URL is left out: then nobody is told by mail; every problem otherwise, without what a
 * variable holds
 */
export function readMailSettings(given: MailVariables): Outcome<MailSettings | undefined> {
  const { MAIL_URL: url, MAIL_FROM: from, PUBLIC_URL: site } = given
  if (url === undefined) return { ok: true, value: undefined }
  const sender = senderOf(from ?? '')
  const problems = [
    ...(isMailServer(url)
      ? []
      : [problem('MAIL_URL', 'is the address of a mail server: smtp://user:password@host:port')]),
    ...(sender ? [] : [problem('MAIL_FROM', 'is the address that mail is sent from')]),
    ...(site ? [] : [problem('PUBLIC_URL', 'is needed: mail says where to read more')]),
  ]
  if (!sender || !site || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { url, from: sender, site: site.replace(/\/$/, '') } }
}

function problem(field: keyof MailVariables, words: string): Problem {
  return { code: 'setting', field, message: `${field} ${words}` }
}

function isMailServer(text: string): boolean {
  if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) return false
  const { hostname, username, password, pathname, search } = new URL(text)
  return hostname !== '' && /^\/?$/.test(pathname) && search === '' && isDecodable(username) && isDecodable(password)
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** Of `throughline@example.org`, or `Throughline <throughline@example.org>`. */
function senderOf(text: string): MailSettings['from'] | undefined {
  const [, name = '', inBrackets] = /^([^<>\r\n]*)<([^<>]*)>$/.exec(text) ?? []
  const address = inBrackets ?? text
  return isMailAddress(address) ? { name: name.trim().replaceAll(/^"|"$/g, ''), address } : undefined
}
