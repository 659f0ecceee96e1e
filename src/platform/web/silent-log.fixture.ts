import { pino } from 'pino'

/** A log for tests: `lines`, when given, receives every line as it was written. */
export function silentLog(lines?: string[]): pino.Logger {
  return pino({ level: lines === undefined ? 'silent' : 'info' }, { write: (line: string) => void lines?.push(line) })
}
