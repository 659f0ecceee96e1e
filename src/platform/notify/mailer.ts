import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport'
import type { MailSettings } from './mail.settings.ts'

/** One mail to one person. */
export interface Mail {
  /** The same each time that it is tried: mail systems that have had it by this name may know it again. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Sends mail over SMTP. */
export interface Mailer {
  /**
   * @returns refused when the server takes no mail for this address, now or later
   * @throws MailNotSent for whatever may go better another time; whether the server took it may not be known then
   */
  send(mail: Mail, signal: AbortSignal): Promise<'sent' | 'refused'>
}

/** Mail was not sent, as far as is known: by the kind of fault alone, since what servers say may quote addresses. */
export class MailNotSent extends Error {
  readonly code: string

  constructor(code: string) {
    super('mail was not sent')
    this.name = 'MailNotSent'
    this.code = code
  }
}

export function createMailer(settings: MailSettings): Mailer {
  const { host } = new URL(settings.site)
  return {
    send: async ({ id, to, subject, text }, signal) => {
      const { createTransport } = await import('nodemailer')
      const transport = createTransport(transportOf(settings))
      try {
        await transport.sendMail({
          from: settings.from,
          // Given in parts an address is never read as a list of them.
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal,
        })
        return 'sent'
      } catch (error) {
        if (isRefusal(error)) return 'refused'
        throw new MailNotSent(codeOf(error))
      } finally {
        transport.close()
      }
    },
  }
}

const CONNECT_MS = 10_000
const ANSWER_MS = 20_000

/** A password goes over TLS or not at all, except to this machine. */
export function transportOf({ url }: MailSettings): SMTPTransportOptions {
  const { protocol, hostname, port, username, password } = new URL(url)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const hasPassword = password !== ''
  return {
    host,
    ...(port === '' ? {} : { port: Number(port) }),
    secure: protocol === 'smtps:',
    requireTLS: hasPassword && !['localhost', '127.0.0.1', '::1'].includes(host),
    ...(hasPassword ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

interface SmtpError {
  readonly code?: string
  readonly command?: string
  readonly permanent?: boolean
}

/** The server knows of no such mailbox. What it says of the sender, or of a password, someone can put right. */
function isRefusal(error: unknown): boolean {
  const { code, command, permanent } = error as SmtpError
  return code === 'EENVELOPE' && command === 'RCPT TO' && permanent === true
}

function codeOf(error: unknown): string {
  const { code } = error as SmtpError
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'unknown'
}
