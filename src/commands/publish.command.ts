import { type Answer, type Call, type Command, textOption } from '#platform/cli'
import { openLedger } from '#platform/db'
import { migrations } from '../ledger.ts'
import { type Published, publish } from '../publish.ts'
import { chosenAuthority, snapshotOptions, snapshotOptionsDescribed } from './open.ts'

/** `throughline publish`: gives the pages a snapshot to read. */
export const publishCommand: Command = {
  name: 'publish',
  summary: 'Write what pages read of a snapshot into the ledger, and let readers see it',
  usage: '[--snapshot ID]',
  options: snapshotOptions,
  describe: snapshotOptionsDescribed,
  words: [0, 0],
  run: runPublish,
}

async function runPublish(call: Call): Promise<Answer> {
  const authority = await chosenAuthority(call)
  if (!authority.ok) return authority
  const snapshot = textOption(call, 'snapshot')
  const ledger = await openLedger({
    dataDir: call.dataDir,
    databaseUrl: call.databaseUrl,
    migrations,
    onProgress: (message) => call.progress.at(message, 0, 0),
  })
  try {
    const request = { dataDir: call.dataDir, authority: authority.value, ...(snapshot ? { snapshot } : {}) }
    const published = await publish(ledger, request, (title, done, of) => call.progress.at(title, done, of))
    return published.ok ? { json: published.value, text: words(published.value) } : published
  } finally {
    await ledger.stop()
  }
}

function words(published: Published): string {
  switch (published.state) {
    case 'current':
      return `Readers see ${published.snapshot} already.`
    case 'busy':
      return `Another process is publishing at this moment; ${published.snapshot} was left to it.`
    case 'published':
      return `Readers see ${published.snapshot}: ${(published.rows['published.child'] ?? 0).toLocaleString('en-GB')} children.`
    default:
      return published satisfies never
  }
}
