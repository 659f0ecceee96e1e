import { runCommand } from '#platform/cli'
import { commands } from './commands/index.ts'

process.exitCode = await runCommand(commands, {
  argv: process.argv.slice(2),
  dataDir: process.env.THROUGHLINE_DATA ?? './data',
  databaseUrl: process.env.DATABASE_URL || undefined,
  now: new Date().toISOString(),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
})
