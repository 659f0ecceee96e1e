import { readFile, writeFile } from 'node:fs/promises'
import type { Taken } from './child.ts'

/** One line of the table. */
export interface Line {
  readonly what: string
  readonly taken: Taken
  /** The time that counts for it: of the whole process, or of the work alone, as `what` says. */
  readonly seconds: number
  readonly aim?: string
  /** So many times as fast as what it is set beside. */
  readonly times?: number
  readonly met?: boolean
}

const HEADERS = ['what', 'seconds', 'processor seconds', 'peak memory', 'times as fast', 'aim', 'met']

/** Prints the table. */
export function printLines(lines: readonly Line[]): void {
  console.log(table(lines))
}

function table(lines: readonly Line[]): string {
  const rows = [HEADERS, HEADERS.map((_, i) => (i === 0 || i === 5 ? '---' : '---:')), ...lines.map(cellsOf)]
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function cellsOf({ what, taken, seconds, aim, times, met }: Line): string[] {
  return [
    what,
    seconds.toFixed(2),
    taken.cpu.toFixed(2),
    `${Math.round(taken.peakBytes / 1e6)} MB`,
    times === undefined ? '' : times.toFixed(1),
    aim ?? '',
    met === undefined ? '' : met ? 'yes' : 'no',
  ]
}

const PAGE = 'docs/reference/performance.md'
const BEGIN = '<!-- bench -->'
const END = '<!-- /bench -->'

/** Puts the table into the page on performance, between its two marks. @throws Error when the page has them not */
export async function writePerformancePage(
  lines: readonly Line[],
  of: { readonly machine: string; readonly versions: string },
): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error(`${PAGE} lacks ${BEGIN} or ${END}`)
  const day = new Date().toISOString().slice(0, 10)
  const measured = `Measured ${day} on ${of.machine}; ${of.versions}.`
  await writeFile(PAGE, `${before}${BEGIN}\n${measured}\n\n${table(lines)}\n${END}${after}`)
}
