import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail that was handed over whole, whether or not that was acknowledged. */
export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** As it came: headers and text. */
  readonly raw: string
}

/** A mail server on this machine. */
export interface TestMailServer {
  readonly url: string
  readonly received: ReceivedMail[]
  /**
   * What it does with mail: takes it; takes it and is gone before it says so; knows no such mailbox; has its sender, not its
   * mailbox, refused; or never answers who it is for.
   */
  does: 'take' | 'take and go' | 'refuse mailbox' | 'refuse sender' | 'hang'
  /** How many are waiting for it to say whether it knows a mailbox. */
  readonly waiting: () => number
  /** Stops listening, and breaks off what is under way; `comeBack` listens at the same address. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

export async function startMailServer(): Promise<TestMailServer> {
  let waiting = 0
  let server = serverOf()
  const port = await listen(server, 0)
  const fixture: TestMailServer = {
    url: `smtp://127.0.0.1:${port}`,
    received: [],
    does: 'take',
    waiting: () => waiting,
    goAway: () => {
      for (const connection of server.connections) connection._socket.destroy()
      return new Promise((done) => server.close(() => done()))
    },
    comeBack: async () => {
      server = serverOf()
      await listen(server, port)
    },
  }
  function serverOf(): SMTPServer {
    const made = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      onMailFrom: (_, __, done) => (fixture.does === 'refuse sender' ? done(answer(550, 'no such sender')) : done()),
      onRcptTo: (_, __, done) => {
        if (fixture.does === 'hang') return void waiting++
        return fixture.does === 'refuse mailbox' ? done(answer(550, 'no such mailbox')) : done()
      },
      onData: async (stream, { envelope }, done) => {
        const raw = await text(stream)
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        fixture.received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw })
        if (fixture.does === 'take and go') for (const connection of made.connections) connection._socket.destroy()
        else done()
      },
    })
    // A connection that is broken off is what some tests are about.
    made.on('error', () => {})
    return made
  }
  return fixture
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((done) => {
    const listening = server.listen(port, '127.0.0.1', () => done((listening.address() as AddressInfo).port))
  })
}

/** A mail as it is read: long lines joined again that were broken on the way. */
export function readMail({ raw }: ReceivedMail): string {
  return raw
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** The value of a header of a mail; empty text where it has none. */
export function headerOf({ raw }: ReceivedMail, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(raw)?.[1]?.trim() ?? ''
}
