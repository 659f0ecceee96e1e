import { spoilCells } from './corrupt-cells.ts'
import { cutLedgerPower } from './cut-ledger-power.ts'
import { cutPower } from './cut-power.ts'
import { fuzzLoads } from './fuzz-loads.ts'
import { killLedger } from './kill-ledger.ts'
import { killLoads } from './kill-loads.ts'

/** The long forms of the tests of faults: `node test/faults/main.ts kill 100`. */
const forms: Readonly<Record<string, (amount: number) => Promise<unknown>>> = {
  cells: (rounds) => spoilCells(rounds, console.log),
  cut: (times) => cutPower(times, console.log),
  'cut-ledger': (times) => cutLedgerPower(times, console.log),
  fuzz: (seconds) => fuzzLoads(seconds, console.log),
  kill: (times) => killLoads(times, console.log),
  'kill-ledger': (times) => killLedger(times, console.log),
}

const [name = '', amount = ''] = process.argv.slice(2)
const form = forms[name]
if (!form || !(Number(amount) > 0)) {
  console.error(`Usage: node test/faults/main.ts ${Object.keys(forms).join('|')} NUMBER`)
  process.exit(64)
}
console.log(await form(Number(amount)))
