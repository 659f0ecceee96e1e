import type { Command } from '#platform/cli'
import { backupCommand } from './backup.command.ts'
import { benchmarkCommand } from './benchmark.command.ts'
import { checkCommand } from './check.command.ts'
import { compendiumCommand } from './compendium.command.ts'
import { definitionsCommand } from './definitions.command.ts'
import { demoCommand } from './demo.command.ts'
import { dueCommand } from './due.command.ts'
import { exampleCommand } from './example.command.ts'
import { loadCommand } from './load.command.ts'
import { measureCommand } from './measure.command.ts'
import { publishCommand } from './publish.command.ts'
import { restoreCommand } from './restore.command.ts'
import { revisionsCommand } from './revisions.command.ts'
import { serveCommand } from './serve.command.ts'
import { snapshotsCommand } from './snapshots.command.ts'

/** Every command of `throughline`, in the order of use. */
export const commands: readonly Command[] = [
  loadCommand,
  snapshotsCommand,
  checkCommand,
  dueCommand,
  measureCommand,
  benchmarkCommand,
  revisionsCommand,
  compendiumCommand,
  publishCommand,
  serveCommand,
  backupCommand,
  restoreCommand,
  exampleCommand,
  definitionsCommand,
  demoCommand,
]
