import type { ParseArgsOptionsConfig } from 'node:util'
import type { Problem } from '#values'
import type { Progress } from './progress.ts'

/** How a command ended: fine; findings or a refusal; a fault of ours or the machine's; not called as it should be. */
export const exitCodes = { fine: 0, findings: 1, fault: 2, usage: 64 } as const

/** One command of `throughline`. */
export interface Command {
  readonly name: string
  /** One line, verb first. */
  readonly summary: string
  /** What follows the command's name: `PATH... --authority CODE`. */
  readonly usage: string
  /** Options beside `--data`, `--json` and `--help`, which every command has; `describe` says each in a line. */
  readonly options: ParseArgsOptionsConfig
  readonly describe: Readonly<Record<string, string>>
  /** How many words may follow: least and most. */
  readonly words: readonly [least: number, most: number]
  readonly run: (call: Call) => Promise<Answer>
}

/** A command as it was called. */
export interface Call {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly dataDir: string
  /** The server that holds the ledger; without it the program runs its own in the data directory. */
  readonly databaseUrl?: string | undefined
  readonly json: boolean
  readonly progress: Progress
  /** The moment at which the command was called, ISO 8601 in UTC. */
  readonly now: string
}

/**
 * What a command answers: one JSON document and the same as text. `findings` are a successful answer that asks for
 * someone's attention; `notes`, which go to stderr, say what could not be done. `problems` are a refusal. A command that
 * stays, as a server does, answers when it ends.
 */
export type Answer =
  | { readonly json: unknown; readonly text: string; readonly findings?: boolean; readonly notes?: readonly string[] }
  | { readonly problems: readonly Problem[] }

/** The text option `name`; undefined when it was not given. */
export function textOption(call: Call, name: string): string | undefined {
  const value = call.options[name]
  return typeof value === 'string' ? value : undefined
}

/** The whole number that option `name` gives, or undefined; `problems` gets a line when it is something else. */
export function numberOption(call: Call, name: string, problems: Problem[]): number | undefined {
  const text = textOption(call, name)
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text)
  problems.push({ code: 'not-a-number', field: name, message: `--${name} takes a whole number` })
  return undefined
}
