/** What a window is filled from. */
export interface Readable {
  read(into: Buffer, at: number): number
}

/** A source that turns one encoding into another needs room for a few characters at least. */
const SMALLEST_READ = 16

/** What is read at a time: little enough to be still in the processor's cache when it is scanned. */
const STEP_BYTES = 256 * 1_024

/**
 * A stretch of a file held in memory that begins where a record begins and can be moved on.
 *
 * `bytes[start, end)` is what is not yet consumed. There is always one byte of room after `end`, for a sentinel.
 */
export class ByteWindow {
  readonly bytes: Buffer
  start = 0
  end = 0
  atEnd = false
  readonly #source: Readable

  constructor(source: Readable, capacity: number) {
    this.#source = source
    this.bytes = Buffer.allocUnsafe(capacity + 1)
  }

  /** Whether nothing more fits: what begins at `start` is longer than the window. */
  get isFull(): boolean {
    return this.start === 0 && this.bytes.length - 1 - this.end < SMALLEST_READ
  }

  /** Moves what is left to the front and reads on, a step or as far as there is room; `atEnd` says that nothing came. */
  refill(): void {
    this.bytes.copyWithin(0, this.start, this.end)
    this.end -= this.start
    this.start = 0
    const to = Math.min(this.bytes.length - 1, this.end + STEP_BYTES)
    const room = this.bytes.subarray(0, to)
    while (!this.atEnd && room.length - this.end >= SMALLEST_READ) {
      const read = this.#source.read(room, this.end)
      this.end += read
      if (read === 0) this.atEnd = true
    }
  }
}
