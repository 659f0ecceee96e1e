import { resolve } from 'node:path'
import type { Command } from '#platform/cli'
import { restore } from '#platform/db'
import { migrations } from '../ledger.ts'

/** `throughline restore`: a backup, into a data directory (and a server's database) where nothing is yet. */
export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Put a backup back where nothing is yet, and check every row and file of it',
  usage: 'FOLDER',
  options: {},
  describe: {},
  words: [1, 1],
  run: async ({ words, dataDir, databaseUrl, progress }) => {
    const restored = await restore({
      ...{ dataDir, databaseUrl, migrations, from: resolve(words[0]!) },
      onProgress: (message) => progress.at(message, 0, 0),
    })
    if (!restored.ok) return restored
    const { madeAt, tables, files } = restored.value
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    return {
      json: { madeAt, tables: tables.length, rows, files: files.length },
      text: `The backup of ${madeAt} is restored and checked: ${rows.toLocaleString('en-GB')} rows and ${files.length.toLocaleString('en-GB')} files.`,
    }
  },
}
