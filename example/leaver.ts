import { birthday, type Day } from './days.ts'
import type { CarePeriod, Child, LeaverLife } from './model.ts'
import { between, chance, draw, type Weighted } from './random.ts'
import { series } from './series.ts'
import { levelOf } from './story.ts'
import { allocate, release, teamFor } from './workforce.ts'
import { onDay, type World } from './world.ts'

const touch = [
  ['YES', 92],
  ['NO', 4],
  ['REFU', 2],
  ['NREQ', 1.5],
  ['RHOM', 0.5],
] as const satisfies Weighted<string>
const homes = [
  ['B', 13],
  ['C', 3],
  ['D', 24],
  ['E', 6],
  ['K', 4],
  ['R', 3],
  ['S', 1.5],
  ['T', 2],
  ['U', 30],
  ['V', 1],
  ['X', 2.5],
  ['Y', 3],
  ['Z', 7],
] as const satisfies Weighted<string>
const activities = [
  ['F1', 7],
  ['F2', 24],
  ['P2', 4],
  ['F4', 4],
  ['F5', 18],
  ['P5', 5],
  ['G4', 10],
  ['G5', 22],
  ['G6', 6],
] as const satisfies Weighted<string>

/** Plans the leaving-care help that a period of care earns, if it lasts long enough past 16. */
export function planLeaver(world: World, child: Child, period: CarePeriod): void {
  if (child.leaver || /^E1[12]$|^E2$/.test(period.reason)) return
  const eligible = Math.max(birthday(child.born, 16), Math.max(period.start, birthday(child.born, 14)) + 91)
  const sixteen = birthday(child.born, 16)
  if (eligible < period.end) onDay(world, eligible, () => startLeaving(world, child, period, eligible, false))
  else if (period.end > sixteen && period.reason !== 'E3')
    onDay(world, period.end, () => startLeaving(world, child, period, period.end, true))
}

function startLeaving(world: World, child: Child, period: CarePeriod, from: Day, qualifyingOnly: boolean): void {
  if (child.leaver) return
  // Another authority that takes over the care takes over this help too.
  const until = period.reason === 'E3' ? period.end : untilOf(world, child)
  const known = Math.min(until, world.to)
  child.leaver = {
    from,
    until,
    qualifyingOnly,
    reviews: reviewsOf(world, child, from, known),
    contacts: contactsOf(world, child, from, known),
    lives: livesOf(world, Math.max(from, period.end), known),
  }
  allocate(world, child.adviser, teamFor(world, child, 'Care Leavers'))
  const adult = birthday(child.born, 18)
  onDay(world, Math.max(adult, from), () => takeOver(world, child))
  onDay(world, until, () => finish(world, child))
}

/** At 18 the leaving-care team holds the case, with the adviser who is known already. */
function takeOver(world: World, child: Child): void {
  const { team, worker } = child.adviser
  if (team && worker) allocate(world, child.file, team, worker)
}

function finish(world: World, child: Child): void {
  release(world, child.adviser)
  if (child.file.team?.service === 'Care Leavers') release(world, child.file)
}

function untilOf(world: World, child: Child): Day {
  const adult = birthday(child.born, 21)
  return chance(world.random, 0.9) ? adult : adult + between(world.random, 60, 1440)
}

function reviewsOf(world: World, child: Child, from: Day, until: Day): Day[] {
  const { random } = world
  return series(from + between(random, 30, 110), until, (day) => {
    const inTime = chance(random, levelOf('pathwayReview', child.family.area, day))
    return day + (inTime ? between(random, 140, 181) : between(random, 185, 330))
  })
}

function contactsOf(world: World, child: Child, from: Day, until: Day): Day[] {
  const { random } = world
  return series(from, until, (day) => {
    const inTime = chance(random, levelOf('leaverContact', child.family.area, day))
    return day + (inTime ? between(random, 21, 56) : between(random, 57, 150))
  })
}

function livesOf(world: World, from: Day, until: Day): LeaverLife[] {
  const { random } = world
  return series(from, until, (day) => day + between(random, 120, 540)).map((day) => {
    const accommodation = draw(random, homes)
    const suitable = !/[SVW]/.test(accommodation) && !chance(random, /[RX]/.test(accommodation) ? 0.9 : 0.05)
    return { day, inTouch: draw(random, touch), accommodation, suitable, activity: draw(random, activities) }
  })
}
