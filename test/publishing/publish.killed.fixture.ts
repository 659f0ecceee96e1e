import { openLedger } from '#platform/db'
import { migrations } from '../../src/ledger.ts'
import { publish } from '../../src/publish.ts'

/** A publisher that is killed when it has written a part: `node publish.killed.fixture.ts URL DATA AUTHORITY`. */
const [databaseUrl, dataDir, authority] = process.argv.slice(2) as [string, string, string]
const ledger = await openLedger({ dataDir, databaseUrl, migrations })
await publish(ledger, { dataDir, authority }, (title, done) => {
  if (title === 'Publishing' && done === 3) process.kill(process.pid, 'SIGKILL')
})
