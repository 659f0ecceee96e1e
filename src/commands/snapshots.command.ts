import type { Command } from '#platform/cli'
import { listAuthorities, listSnapshots } from '#platform/lake'
import { formatDate, plainDate } from '#values'

/** `throughline snapshots`: what has been loaded, oldest first. */
export const snapshotsCommand: Command = {
  name: 'snapshots',
  summary: 'List the snapshots, oldest first',
  usage: '[--json]',
  options: {},
  describe: {},
  words: [0, 0],
  run: async ({ dataDir }) => {
    const authorities = await listAuthorities(dataDir)
    const manifests = (await Promise.all(authorities.map((each) => listSnapshots(dataDir, each)))).flat()
    const json = manifests.map(({ id, authority, asAt, loadedAt, rows }) => ({
      snapshot: id,
      authority,
      asAt,
      loadedAt,
      rows,
    }))
    const lines = json.map(({ snapshot, authority, asAt, rows }) => {
      const total = Object.values(rows).reduce((sum, n) => sum + n, 0)
      return `${snapshot}  ${authority}  as at ${formatDate(plainDate(asAt))}  ${total.toLocaleString('en-GB')} rows`
    })
    return { json, text: lines.length > 0 ? lines.join('\n') : 'Nothing has been loaded yet.' }
  },
}
