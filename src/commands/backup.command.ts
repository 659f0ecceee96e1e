import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Call, Command } from '#platform/cli'
import { backUp, joinLedger, type Ledger, LedgerInUse, openLedger } from '#platform/db'

/** `throughline backup`: everything that the data directory and the ledger hold, into a folder. */
export const backupCommand: Command = {
  name: 'backup',
  summary: 'Back up the ledger and the lake into a folder, while others go on working',
  usage: 'FOLDER',
  options: {},
  describe: {},
  words: [1, 1],
  run: async (call) => {
    const out = resolve(call.words[0]!)
    if (existsSync(out)) return { problems: [{ code: 'out', message: 'the folder is there already; name a new one' }] }
    const ledger = await openForBackup(call)
    try {
      const { tables, files, madeAt } = await backUp({
        ledger,
        ...{ dataDir: call.dataDir, out, now: call.now },
        onProgress: (message, done, of) => call.progress.at(message, done, of),
      })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      const counts = `${n(rows)} rows of ${n(tables.length)} tables and ${n(files.length)} files`
      return {
        json: { folder: out, madeAt, tables: tables.length, rows, files: files.length },
        text: `${counts} are in ${out}. It holds children's data: keep it as you keep those.`,
      }
    } finally {
      await ledger.stop()
    }
  },
}

/** Where the site runs, its own ledger; else one started for this. Nothing is migrated: a backup comes before an update. */
async function openForBackup({ dataDir, databaseUrl }: Call): Promise<Ledger> {
  try {
    return await openLedger({ dataDir, databaseUrl, migrations: [] })
  } catch (error) {
    if (error instanceof LedgerInUse) return joinLedger(dataDir)
    throw error
  }
}

function n(count: number): string {
  return count.toLocaleString('en-GB')
}
