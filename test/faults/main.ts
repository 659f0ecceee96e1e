import { spoilCells } from './corrupt-cells.ts'
import { cutLedgerPower } from './cut-ledger-power.ts'
import { cutPower } from './cut-power.ts'
import { fuzzLoads } from './fuzz-loads.ts'
import { killLedger } from './kill-ledger.ts'
import { killLoads } from './kill-loads.ts'
import { killSite } from './kill-site.ts'
import { askManyPairs, lookEverywhere, saveAtOnceOften, takeAwayLong } from './long-forms.ts'
import { liveThroughAWeek } from './week.ts'

interface Form {
  readonly run: (amount: number) => Promise<unknown>
  /** How much of it runs when all do. */
  readonly usual: number
}

/** The long forms of the tests of faults: `node test/faults/main.ts kill 100`; without a name all of them, each with its usual amount. */
const forms: Readonly<Record<string, Form>> = {
  cells: { run: (rounds) => spoilCells(rounds, console.log), usual: 6 },
  cut: { run: (times) => cutPower(times, console.log), usual: 10 },
  'cut-ledger': { run: (times) => cutLedgerPower(times, console.log), usual: 10 },
  fuzz: { run: (seconds) => fuzzLoads(seconds, console.log), usual: 60 },
  kill: { run: (times) => killLoads(times, console.log), usual: 50 },
  'kill-ledger': { run: (times) => killLedger(times, console.log), usual: 50 },
  'kill-site': { run: (times) => killSite(times, console.log), usual: 6 },
  'at-once': { run: (people) => saveAtOnceOften(people), usual: 50 },
  away: { run: (seconds) => takeAwayLong(seconds, console.log), usual: 30 },
  crawl: { run: (perRoute) => lookEverywhere(perRoute, console.log), usual: 2 },
  pairs: { run: (pairs) => askManyPairs(pairs, console.log), usual: 2_000 },
  week: { run: (days) => liveThroughAWeek(days, console.log), usual: 7 },
}

const [name, amount = ''] = process.argv.slice(2)
if (name === undefined) process.exitCode = await runAll()
else {
  const form = forms[name]
  if (!form || !(Number(amount) > 0)) {
    console.error(`Usage: node test/faults/main.ts [${Object.keys(forms).join('|')} NUMBER]`)
    process.exit(64)
  }
  console.log(await form.run(Number(amount)))
}
// A pool or a test server that a form has left must not keep this from ending.
process.exit()

/** @returns 1 when any of them failed; the others run all the same */
async function runAll(): Promise<number> {
  const failed: string[] = []
  for (const [each, { run, usual }] of Object.entries(forms)) {
    const from = performance.now()
    const outcome = await run(usual).catch((error: unknown) => {
      failed.push(each)
      return error
    })
    console.log(`${each} ${usual}, ${Math.round((performance.now() - from) / 1000)} s:`, outcome)
  }
  console.log(failed.length === 0 ? 'All of them held.' : `Failed: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
}
