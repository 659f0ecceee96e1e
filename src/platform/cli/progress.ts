/** Where a command says how far it is; nothing of it ever reaches stdout. */
export interface Progress {
  /** `total` 0 means that the end is not known. */
  readonly at: (title: string, done: number, total: number) => void
  /** Clears the bar. */
  readonly end: () => void
}

const WIDTH = 24
const QUIET_MS = 300
const LINE_MS = 5_000

/**
 * A progress bar on a terminal, drawn over itself; elsewhere a line now and then, so that a log is readable.
 * Work that is over in a moment shows nothing.
 */
export function progressBar(stream: NodeJS.WriteStream = process.stderr): Progress {
  const started = performance.now()
  let drawnAt = 0
  let drawn = false
  return {
    at: (title, done, total) => {
      const now = performance.now()
      const pause = stream.isTTY ? 80 : LINE_MS
      if (now - started < QUIET_MS || now - drawnAt < pause) return
      drawnAt = now
      drawn = true
      stream.write(stream.isTTY ? `\r\u001b[K${bar(done, total)} ${title}` : `${title}${share(done, total)}\n`)
    },
    end: () => {
      if (drawn && stream.isTTY) stream.write('\r\u001b[K')
    },
  }
}

/** Says nothing: for commands run inside others. */
export const noProgress: Progress = { at: () => {}, end: () => {} }

function bar(done: number, total: number): string {
  if (total === 0) return `[${' '.repeat(WIDTH)}]`
  const filled = Math.round((Math.min(done, total) / total) * WIDTH)
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}]`
}

function share(done: number, total: number): string {
  return total === 0 ? '' : ` (${Math.round((100 * done) / total)}%)`
}
