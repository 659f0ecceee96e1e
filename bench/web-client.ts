import { connect, type Socket } from 'node:net'

/** What a request was answered with. */
export interface Answered {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  /** Bytes of the body as sent. */
  readonly bytes: number
  readonly body: Buffer
  /** True when the server ends the connection with it. */
  readonly closes: boolean
}

interface Waiting {
  readonly resolve: (answered: Answered) => void
  readonly reject: (error: Error) => void
}

/**
 * One connection of HTTP/1.1 that is kept, for one request at a time: as little as measuring needs, so that the load
 * takes as little as may be of the processor that the server shares with it.
 */
export class Connection {
  isOpen = true
  readonly #socket: Socket
  #waiting: Waiting | undefined
  #parts: Buffer[] = []
  #length = 0

  constructor(host: string, port: number) {
    this.#socket = connect({ host, port, noDelay: true })
    this.#socket.on('data', (data) => this.#take(data))
    this.#socket.on('error', (error) => this.#end(error))
    this.#socket.on('timeout', () => this.#end(new Error('no answer')))
    this.#socket.on('close', () => this.#end(new Error('the server closed the connection')))
  }

  /** @throws Error when the connection breaks, or no answer comes within `ms` */
  send(request: string, ms: number): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.setTimeout(ms)
      this.#socket.write(request)
    })
  }

  close(): void {
    this.isOpen = false
    this.#socket.destroy()
  }

  #take(data: Buffer): void {
    this.#parts.push(data)
    this.#length += data.length
    const all = this.#parts.length === 1 ? data : Buffer.concat(this.#parts)
    this.#parts = [all]
    const head = all.indexOf('\r\n\r\n')
    if (head < 0) return
    const { status, headers } = readHead(all.toString('latin1', 0, head))
    const length = Number(headers.get('content-length') ?? Number.NaN)
    if (Number.isNaN(length)) {
      this.#end(new Error(`an answer of ${status} does not say how long it is`))
      return
    }
    if (this.#length < head + 4 + length) return
    this.#parts = []
    this.#length = 0
    const closes = headers.get('connection') === 'close'
    if (closes) this.close()
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve({ status, headers, bytes: length, body: all.subarray(head + 4, head + 4 + length), closes })
  }

  #end(error: Error): void {
    this.close()
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.reject(error)
  }
}

function readHead(text: string): Pick<Answered, 'status' | 'headers'> {
  const [first = '', ...lines] = text.split('\r\n')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const at = line.indexOf(':')
    headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim())
  }
  return { status: Number(first.split(' ')[1]), headers }
}
