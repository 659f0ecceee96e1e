import { planAdoption } from './adoption.ts'
import { type Destiny, destinyOf, endingOf } from './care-ending.ts'
import { ageAt, birthday, type Day, NEVER, plusMonths, plusWorking } from './days.ts'
import type { AdoptionPlan, CarePeriod, Child, LegalStatus, Missing } from './model.ts'
import { placementsOf } from './placement.ts'
import { between, chance, draw, waiting } from './random.ts'
import { series } from './series.ts'
import { levelOf } from './story.ts'
import { openEpisode, type World } from './world.ts'

/** The time in care of a child who comes in today with this legal status: all of it, up to the last day simulated. */
export function periodOf(world: World, child: Child, status: string): CarePeriod {
  const { random, today: start } = world
  const destiny = destinyOf(world, child)
  const adoption = destiny === 'adoption' ? planAdoption(world, child) : undefined
  if (adoption) child.adoption = adoption
  const ending = endingOf(world, child, adoption && adoption.adopted === NEVER ? 'long' : destiny, adoption?.adopted)
  const known = Math.min(ending.end, world.to)
  const legal = legalOf(world, start, status, destiny, ending.end, adoption)
  const placements = placementsOf(world, child, destiny, ending.end, adoption, legal)
  const reviews = reviewsOf(world, child, start, known)
  return {
    start,
    need: needInCare(world, child),
    again12Months: child.care.some((period) => period.end > start - 365),
    ...ending,
    legal,
    placements,
    reviews,
    visits: placements.flatMap((one) => visitsOf(world, child, one.start, Math.min(one.end - 1, known))),
    officerVisits: reviews.map((day) => day + between(random, 30, 110)).filter((day) => day <= known),
    healthChecks: healthOf(world, child, start, known),
    dentalChecks: dentalOf(world, child, start, known),
    missing: missingOf(world, child, start, known),
    absent: chance(random, 0.05)
      ? series(start + between(random, 20, 300), known, (day) => day + between(random, 30, 200))
      : [],
    permanence: permanenceOf(world, child, destiny, reviews, adoption),
  }
}

/** Looked-after children have one of N1 to N8: what is not stated, or is no need, becomes abuse or neglect. */
function needInCare(world: World, child: Child): string {
  const need = openEpisode(world, child)?.need ?? 'N1'
  return need === 'N0' || need === 'N9' ? 'N1' : need
}

function legalOf(
  world: World,
  start: Day,
  status: string,
  destiny: Destiny,
  end: Day,
  adoption: AdoptionPlan | undefined,
): LegalStatus[] {
  const { random } = world
  const legal = [{ start, code: status }]
  const then = (day: Day, code: string) => day < end && legal.push({ start: day, code })
  if (/^L/.test(status)) then(start + between(random, 3, 12), 'C1')
  if (status === 'V2' && destiny !== 'home' && chance(random, 0.45)) then(start + between(random, 40, 160), 'C1')
  const interim = legal.at(-1) as LegalStatus
  if (interim.code === 'C1' && destiny !== 'home') then(interim.start + between(random, 150, 290), 'C2')
  if (!adoption || adoption.order >= end) return legal
  const { order, reversed } = adoption
  const placing = [...legal.filter((one) => one.start < order), { start: order, code: 'E1' }]
  return reversed < end ? [...placing, { start: reversed, code: 'C2' }] : placing
}

function reviewsOf(world: World, child: Child, start: Day, until: Day): Day[] {
  const { random } = world
  const inTime = (day: Day) => chance(random, levelOf('careReview', child.family.area, day))
  const first = plusWorking(start, inTime(start) ? between(random, 12, 20) : between(random, 21, 38))
  let months = 3
  return series(first, until, (day) => {
    const limit = plusMonths(day, months)
    months = 6
    return plusWorking(inTime(day) ? limit - between(random, 6, 25) : limit + between(random, 1, 40), 1)
  })
}

function visitsOf(world: World, child: Child, start: Day, until: Day): Day[] {
  const { random } = world
  const inTime = (day: Day) => chance(random, levelOf('careVisit', child.family.area, day))
  const first = start + (inTime(start) ? between(random, 1, 7) : between(random, 8, 20))
  return series(first, until, (day) => {
    const settled = day > start + 365
    return day + (inTime(day) ? between(random, settled ? 35 : 24, 42) : between(random, 43, settled ? 95 : 80))
  })
}

function healthOf(world: World, child: Child, start: Day, until: Day): Day[] {
  const { random } = world
  const { area } = child.family
  const initial = chance(random, levelOf('initialHealth', area, start))
    ? between(random, 9, 20)
    : between(random, 21, 55)
  return series(plusWorking(start, initial), until, (day) => {
    const days = ageAt(child.born, day) < 5 ? 182 : 365
    const inTime = chance(random, levelOf('laterHealth', area, day))
    return day + (inTime ? days - between(random, 1, 40) : days + between(random, 1, 130))
  })
}

function dentalOf(world: World, child: Child, start: Day, until: Day): Day[] {
  const { random } = world
  const first = Math.max(start, child.born + 400) + between(random, 20, 170)
  return series(first, until, (day) => {
    const inTime = chance(random, levelOf('dental', child.family.area, day))
    return day + (inTime ? between(random, 170, 364) : between(random, 366, 640))
  })
}

function missingOf(world: World, child: Child, start: Day, until: Day): Missing[] {
  const { random } = world
  if (!chance(random, 0.17)) return []
  const from = Math.max(start + between(random, 10, 200), birthday(child.born, 11))
  const gap = between(random, 30, 220)
  return series(from, until, (day) => day + 2 + Math.round(waiting(random, gap))).map((day) => {
    const offered = chance(random, levelOf('returnInterview', child.family.area, day))
    return { day, offered, accepted: offered && chance(random, 0.6) }
  })
}

function permanenceOf(
  world: World,
  child: Child,
  destiny: Destiny,
  reviews: readonly Day[],
  adoption: AdoptionPlan | undefined,
) {
  const { random } = world
  const second = reviews[chance(random, levelOf('permanence', child.family.area, world.today)) ? 1 : 2]
  if (second === undefined) return []
  if (adoption) return adoptionPlans(second, adoption)
  const plan = finalPlan(world, child, destiny)
  if (plan === 'RETURN' || !chance(random, 0.25)) return [{ day: second, plan }]
  return [
    { day: second, plan: 'RETURN' },
    { day: second + between(random, 60, 200), plan },
  ]
}

/** Return home until it is decided on adoption, and fostering when that is undone. */
function adoptionPlans(second: Day, { decision, reversed }: AdoptionPlan) {
  const adopt = [
    { day: decision, plan: 'ADOPTION' },
    ...(reversed === NEVER ? [] : [{ day: reversed, plan: 'LTFOST' }]),
  ]
  return second < decision ? [{ day: second, plan: 'RETURN' }, ...adopt] : adopt
}

function finalPlan(world: World, child: Child, destiny: Destiny): string {
  if (destiny === 'home') return 'RETURN'
  if (destiny === 'special') return 'SGO_CAO'
  const old = ageAt(child.born, world.today) >= 15
  return draw(world.random, [
    ['LTFOST', old ? 35 : 76],
    ['SUPPLIV', old ? 45 : 2],
    ['RES', 13],
    ['OTHER', 7],
  ])
}
