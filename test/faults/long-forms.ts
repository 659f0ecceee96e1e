import { CountySite } from '../security/county-site.ts'
import { fillCounty } from '../security/fill-county.ts'
import { askPairs, type Pairs } from '../security/pairs.ts'
import { openSharedSite, repeatedForms, saveAtOnce, sendAgain, sharedForms } from './at-once.ts'
import { LedgerSite, takeAway, ways } from './ledger-away.ts'

export { lookEverywhere } from '../security/look-everywhere.ts'

/** Every shared record saved at once by `people`, and every form that makes something sent twenty times. */
export async function saveAtOnceOften(people: number): Promise<{ records: number; forms: number }> {
  const site = await openSharedSite()
  try {
    const records = Object.values(await sharedForms(site))
    for (const form of records) await saveAtOnce(site, form, people)
    const forms = Object.values(await repeatedForms(site))
    for (const form of forms) await sendAgain(site, form, 20)
    return { records: records.length, forms: forms.length }
  } finally {
    await site.close()
  }
}

/** The ledger taken away in every way, for so many seconds each. */
export async function takeAwayLong(seconds: number, say: (line: string) => void): Promise<void> {
  const site = await LedgerSite.open()
  try {
    for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
      say(`${way}: ${JSON.stringify(await takeAway(site, way, seconds * 1_000))}`)
    }
  } finally {
    await site.close()
  }
}

const PER_PERSON = 40

/** So many pairs of people and children. */
export async function askManyPairs(pairs: number, say: (line: string) => void): Promise<Pairs> {
  const site = await CountySite.open({ children: 100, years: 3 })
  const all: Pairs = { people: 0, pairs: 0, seen: 0 }
  try {
    await fillCounty(site)
    for (let seed = 1; all.pairs < pairs; seed++) {
      const done = await askPairs(site, 5, PER_PERSON, seed)
      all.people += done.people
      all.pairs += done.pairs
      all.seen += done.seen
      say(JSON.stringify(all))
    }
    return all
  } finally {
    await site.close()
  }
}
