import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Before anything else is imported: the compiled program is kept beside its packages, which halves the time to start.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/throughline', import.meta.url)))

const { runCommand } = await import('#platform/cli')
const { commands } = await import('./commands/index.ts')

process.exitCode = await runCommand(commands, {
  argv: process.argv.slice(2),
  dataDir: process.env.THROUGHLINE_DATA ?? './data',
  databaseUrl: process.env.DATABASE_URL || undefined,
  now: new Date().toISOString(),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
})
