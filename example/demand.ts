import { type Day, dayOf, isWorking, monthOf, yearOf } from './days.ts'
import { hash } from './random.ts'

/** Open children in need at the county's own scale. */
export const COUNTY_CHILDREN = 6500

/**
 * Contacts of the months from April 2020, at the county's scale.
 *
 * April 2020, March and April 2021 are as printed, and March 2021 stands 37% above February; the months between are ours.
 * @source Surrey County Council committee papers of 2021: contacts to the front door
 */
const printedMonths = [
  3436, 3610, 3900, 4020, 3580, 4150, 4230, 4180, 3760, 3690, 3722, 5099, 4420, 4480, 4460, 4390, 3860, 4520, 4560,
  4610, 4020, 4400, 4470, 5040,
] as const

/** Each later month beside an average of 4,430: quiet in August and December, a surge each March. */
const seasons = [1.01, 1.0, 1.14, 0.98, 1.02, 1.03, 1.0, 0.86, 1.02, 1.04, 1.05, 0.9] as const

/**
 * Children on protection plans at the end of these months: near the printed 696 and 938 (a plan or two
 * more or less by seed); the later course is ours.
 * @source Surrey County Council committee papers of 2021: children subject to a child protection plan
 */
const plannedStock = [
  ['2020-03-31', 687],
  ['2020-04-30', 688],
  ['2021-04-30', 936],
  ['2021-10-31', 925],
  ['2022-06-30', 860],
  ['2023-03-31', 790],
  ['2024-03-31', 740],
  ['2025-03-31', 820],
  ['2025-12-31', 890],
  ['2026-03-31', 875],
] as const

/** Children in need: set a little low, for what is steered by it answers late. */
const needStock = [
  ['2020-03-31', 5950],
  ['2021-06-30', 6450],
  ['2022-06-30', 6350],
  ['2024-03-31', 6100],
  ['2026-03-31', 6350],
] as const

const careStock = [
  ['2020-03-31', 985],
  ['2021-03-31', 1000],
  ['2023-03-31', 1045],
  ['2025-03-31', 1010],
  ['2026-03-31', 995],
] as const

const protection = course(plannedStock)
const need = course(needStock)
const care = course(careStock)

/** Children on a protection plan that the county should have on `day`, at its own scale. */
export function protectionTarget(day: Day): number {
  return protection(day)
}

/** Children in need that the county should have on `day`, at its own scale. */
export function needTarget(day: Day): number {
  return need(day)
}

/** Children in care that the county should have on `day`, at its own scale. */
export function careTarget(day: Day): number {
  return care(day)
}

/** Contacts in the month of `day`, one for each child, at the county's own scale. */
export function contactsInMonth(day: Day): number {
  const index = (yearOf(day) - 2020) * 12 + monthOf(day) - 4
  const printed = printedMonths[index]
  if (printed !== undefined) return printed
  const season = seasons[monthOf(day) - 1] as number
  const wobble = 0.97 + (hash(yearOf(day), monthOf(day)) / 2 ** 32) * 0.06
  return Math.min(5100, Math.max(3450, Math.round(4430 * season * wobble)))
}

/** Referrals in the month of `day`: fewer swings than in contacts, about 900 to 1,080. */
export function referralsInMonth(day: Day): number {
  return Math.round(550 + 0.103 * contactsInMonth(day))
}

/** How busy the front door is on `day` beside a working day. */
export function dayWeight(day: Day): number {
  return isWorking(day) ? 1 : 0.18
}

function course(points: readonly (readonly [string, number])[]): (day: Day) => number {
  const known = points.map(([date, value]) => [dayOf(date), value] as const)
  return (day) => {
    const after = known.findIndex(([at]) => at >= day)
    if (after === -1) return (known.at(-1) as readonly [number, number])[1]
    const [to, high] = known[after] as readonly [number, number]
    const [from, low] = known[Math.max(0, after - 1)] as readonly [number, number]
    return after === 0 ? high : low + ((high - low) * (day - from)) / (to - from)
  }
}
