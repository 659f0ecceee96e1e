import { parseArgs } from 'node:util'
import type { Problem } from '#values'
import { type Answer, type Call, type Command, exitCodes } from './command.ts'
import { noProgress, progressBar } from './progress.ts'

/** The world around a command: the only places that read the environment and the clock are those that make this. */
export interface Surroundings {
  readonly argv: readonly string[]
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly now: string
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
}

const everyOption = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Runs the command that `argv` names.
 * @returns the exit code: 0 fine, 1 findings or a refusal, 2 a fault, 64 not called as it should be
 */
export async function runCommand(commands: readonly Command[], around: Surroundings): Promise<number> {
  const [name, ...rest] = around.argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h')
    return showHelp(commands, around, name)
  const command = commands.find((each) => each.name === name)
  if (!command) return usage(around, [`there is no command ${JSON.stringify(name)}`, helpOn(commands)])
  const parsed = parse(command, rest, around)
  if ('wrong' in parsed) return usage(around, [parsed.wrong, helpOf(command)])
  if (parsed.help) {
    around.stdout(`${helpOf(command)}\n`)
    return exitCodes.fine
  }
  return answer(command, parsed.call, around)
}

type Parsed = { readonly wrong: string } | { readonly help: boolean; readonly call: Call }

function parse(command: Command, args: readonly string[], around: Surroundings): Parsed {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...everyOption, ...command.options },
      allowPositionals: true,
      strict: true,
    })
    const [least, most] = command.words
    const given = positionals.length
    if (!values.help && (given < least || given > most)) return { wrong: `${command.name} was given ${given} words` }
    const json = values.json === true
    const call: Call = {
      words: positionals,
      options: values as Call['options'],
      dataDir: typeof values.data === 'string' ? values.data : around.dataDir,
      databaseUrl: around.databaseUrl,
      json,
      progress: json ? noProgress : progressBar(),
      now: around.now,
    }
    return { help: values.help === true, call }
  } catch (error) {
    return { wrong: (error as Error).message }
  }
}

async function answer(command: Command, call: Call, around: Surroundings): Promise<number> {
  try {
    const given = await command.run(call)
    call.progress.end()
    return print(given, call.json, around)
  } catch (error) {
    call.progress.end()
    // A fault of ours or the machine's. The stack names our code, never a child.
    around.stderr(
      `throughline ${command.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    return exitCodes.fault
  }
}

function print(given: Answer, json: boolean, around: Surroundings): number {
  if ('problems' in given) {
    if (json) around.stdout(`${JSON.stringify({ problems: given.problems })}\n`)
    else around.stderr(`${given.problems.map(problemLine).join('\n')}\n`)
    return exitCodes.findings
  }
  around.stdout(json ? `${JSON.stringify(given.json)}\n` : given.text === '' ? '' : `${given.text}\n`)
  for (const note of given.notes ?? []) around.stderr(`${note}\n`)
  return given.findings ? exitCodes.findings : exitCodes.fine
}

function problemLine({ message, file, sheet }: Problem): string {
  const where = [file, sheet && `sheet ${sheet}`].filter(Boolean).join(', ')
  // Messages of files name their place themselves.
  return where && !message.includes(file ?? '') ? `${where}: ${message}` : message
}

function usage(around: Surroundings, lines: readonly string[]): number {
  around.stderr(`${lines.join('\n\n')}\n`)
  return exitCodes.usage
}

function showHelp(commands: readonly Command[], around: Surroundings, asked: string | undefined): number {
  if (asked === undefined) return usage(around, [helpOn(commands)])
  around.stdout(`${helpOn(commands)}\n`)
  return exitCodes.fine
}

/** What all commands are for. */
export function helpOn(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'Usage: throughline COMMAND [WORDS] [--data DIR] [--json]',
    '',
    ...lines,
    '',
    'throughline COMMAND --help says more. --data is ./data, or THROUGHLINE_DATA, unless given.',
    'Exit codes: 0 fine, 1 findings or a refusal, 2 a fault, 64 not called as it should be.',
  ].join('\n')
}

/** How one command is called. */
export function helpOf(command: Command): string {
  const names = [...Object.keys(command.options), 'data', 'json']
  const described: Record<string, string> = {
    ...command.describe,
    data: 'the data directory',
    json: 'one JSON document on stdout, and nothing else',
  }
  const width = Math.max(...names.map((name) => name.length))
  const lines = names.map((name) => `  --${name.padEnd(width)}  ${described[name] ?? ''}`.trimEnd())
  return [
    `Usage: throughline ${command.name} ${command.usage}`.trimEnd(),
    '',
    `${command.summary}.`,
    '',
    ...lines,
  ].join('\n')
}
