import { planAdoption } from './adoption.ts'
import { ageAt, birthday, type Day, NEVER, plusMonths, plusWorking } from './days.ts'
import { careTarget } from './demand.ts'
import { familyOfOne, newUnaccompanied } from './family.ts'
import { planLeaver } from './leaver.ts'
import type { CarePeriod, Child, LegalStatus, Missing } from './model.ts'
import { openBare, setEnd } from './need.ts'
import { placementsOf } from './placement.ts'
import { endPlan } from './protection.ts'
import { between, chance, clamp, draw, longTailed, type Weighted, waiting } from './random.ts'
import { series } from './series.ts'
import { levelOf } from './story.ts'
import { allocate, teamFor, transfer } from './workforce.ts'
import { isInCare, isOnPlan, onDay, openEpisode, type World } from './world.ts'

/** How a time in care is meant to end. */
export type Destiny = 'home' | 'special' | 'adoption' | 'long' | 'other'

const ENTRIES_A_YEAR = 385
const UNACCOMPANIED_A_YEAR = 45

const destinies = {
  baby: [
    ['adoption', 46],
    ['special', 20],
    ['home', 34],
    ['long', 8],
    ['other', 4],
  ],
  toddler: [
    ['adoption', 12],
    ['special', 25],
    ['home', 42],
    ['long', 17],
    ['other', 4],
  ],
  young: [
    ['special', 16],
    ['home', 43],
    ['long', 37],
    ['other', 4],
  ],
  older: [
    ['special', 5],
    ['home', 46],
    ['long', 44],
    ['other', 5],
  ],
  unaccompanied: [
    ['long', 92],
    ['other', 8],
  ],
} as const satisfies Record<string, Weighted<Destiny>>

const entryAges = [
  [0, 17],
  [2, 8],
  [4, 6],
  [6, 8],
  [8, 9],
  [10, 10],
  [12, 13],
  [14, 14],
  [16, 15],
] as const satisfies Weighted<number>

const adultReasons = [
  ['E5', 34],
  ['E17', 20],
  ['E6', 14],
  ['E4A', 12],
  ['E7', 8],
  ['E8', 10],
  ['E9', 2],
] as const satisfies Weighted<string>
const specialReasons = [
  ['E45', 55],
  ['E46', 12],
  ['E47', 15],
  ['E48', 3],
  ['E41', 15],
] as const satisfies Weighted<string>
const otherReasons = [
  ['E3', 22],
  ['E8', 40],
  ['E13', 28],
  ['E16', 4],
  ['E14', 6],
] as const satisfies Weighted<string>

/** Children who come into care today, from those with open episodes; and young people who arrive alone. */
export function careDay(world: World): void {
  const { random } = world
  const target = careTarget(world.today) * world.scale
  const pull = clamp(1 + (8 * (target - world.inCare)) / target, 0.4, 1.7)
  world.careOwed += (ENTRIES_A_YEAR / 365) * world.scale * pull * (0.7 + 0.6 * random())
  for (let tries = 0; world.careOwed >= 1 && tries < 120; tries++) {
    const child = anyOpenChild(world)
    if (child) world.careOwed -= enterWithSiblings(world, child)
  }
}

/** Young people who arrive alone today: each is referred by `welcome` and comes into care at once. */
export function arrivals(world: World, welcome: (child: Child) => void): void {
  world.unaccompaniedOwed += (UNACCOMPANIED_A_YEAR / 365) * world.scale * 2 * world.random()
  for (; world.unaccompaniedOwed >= 1; world.unaccompaniedOwed--) {
    const child = newUnaccompanied(world, world.today)
    welcome(child)
    if (!openEpisode(world, child)) openWithTeam(world, child)
    enterCare(world, child, 'V2')
  }
}

/** Children who came into care long before the history begins: of them only the care is told. */
export function earlierCare(world: World): void {
  world.careOwed += (ENTRIES_A_YEAR / 365) * world.scale
  for (; world.careOwed >= 1; world.careOwed--) {
    const age = draw(world.random, entryAges) + world.random() * 1.6
    const family = familyOfOne(world, world.today, Math.min(17.2, age))
    const child = family.children[0] as Child
    openWithTeam(world, child)
    enterCare(world, child, entryStatus(world, child))
  }
  arrivals(world, () => {})
}

function openWithTeam(world: World, child: Child): void {
  openBare(
    world,
    child,
    child.unaccompanied
      ? 'N8'
      : draw(world.random, [
          ['N1', 70],
          ['N5', 20],
          ['N2', 4],
          ['N8', 6],
        ]),
    undefined,
    true,
  )
  allocate(world, child.file, teamFor(world, child, 'Looked After Children'))
}

function anyOpenChild(world: World): Child | undefined {
  const { random, open, today } = world
  const child = open[Math.floor(random() * open.length)]
  if (!child || child.born > today || isInCare(world, child) || birthday(child.born, 18) < today + 60) return undefined
  return chance(random, entryWeight(world, child)) ? child : undefined
}

function entryWeight(world: World, child: Child): number {
  const age = ageAt(child.born, world.today)
  const byAge = age < 1 ? 0.33 : age < 5 ? 0.02 : age < 10 ? 0.025 : age < 16 ? 0.038 : 0.035
  const episode = openEpisode(world, child)
  const needs = isOnPlan(world, child) ? 3 : episode?.need === 'N2' ? 0.4 : 1
  return episode && episode.start < world.today - 2 ? byAge * needs : 0
}

function enterWithSiblings(world: World, child: Child): number {
  const status = entryStatus(world, child)
  enterCare(world, child, status)
  let entered = 1
  for (const sibling of child.family.children) {
    if (!canJoin(world, sibling) || !chance(world.random, 0.4)) continue
    enterCare(world, sibling, status)
    entered++
  }
  return entered
}

function canJoin(world: World, child: Child): boolean {
  const young = child.born <= world.today && birthday(child.born, 18) > world.today + 60
  return young && openEpisode(world, child) !== undefined && !isInCare(world, child)
}

function entryStatus(world: World, child: Child): string {
  const young = ageAt(child.born, world.today) < 10
  return draw(world.random, [
    ['V2', young ? 34 : 62],
    ['C1', young ? 58 : 30],
    ['L1', 3],
    ['L2', 3],
    ['J1', young ? 0 : 2],
  ])
}

function enterCare(world: World, child: Child, status: string): void {
  const { today } = world
  const period = periodOf(world, child, status)
  child.care.push(period)
  world.inCare++
  endPlan(world, child, today + between(world.random, 10, 40))
  continueNeed(world, child, period)
  onDay(world, today + between(world.random, 14, 40), () => isInCare(world, child) && transfer(world, child))
  onDay(world, period.end, () => leaveCare(world, child, period))
  planLeaver(world, child, period)
}

function continueNeed(world: World, child: Child, period: CarePeriod): void {
  const episode = openEpisode(world, child)
  if (!episode) return
  episode.supported = true
  if (episode.assessment && episode.assessment.authorised > world.today) episode.assessment.support = 'Y'
  const home = /^E4[AB]$/.test(period.reason)
  const end = home
    ? period.end + between(world.random, 40, 210)
    : period.end + (/^E4[1-8]/.test(period.reason) ? 14 : 0)
  setEnd(world, child, episode, end, needReason(period.reason))
}

function needReason(reason: string): string {
  if (/^E1[12]$/.test(reason)) return 'RC1'
  if (reason === 'E41') return 'RC3'
  if (/^E4[5-8]$/.test(reason)) return 'RC4'
  return reason === 'E3' ? 'RC5' : 'RC7'
}

function leaveCare(world: World, child: Child, period: CarePeriod): void {
  world.inCare--
  const episode = openEpisode(world, child)
  if (!episode || !/^E4[AB]$/.test(period.reason)) return
  transfer(world, child)
  if (chance(world.random, 0.09))
    onDay(world, world.today + between(world.random, 20, 300), () => comeBack(world, child))
}

function comeBack(world: World, child: Child): void {
  if (canJoin(world, child)) enterCare(world, child, entryStatus(world, child))
}

function periodOf(world: World, child: Child, status: string): CarePeriod {
  const { random, today: start } = world
  const destiny = draw(random, destinies[destinyBand(world, child)])
  const adoption = destiny === 'adoption' ? planAdoption(world, child) : undefined
  if (adoption) child.adoption = adoption
  const ending = endingOf(world, child, adoption && adoption.adopted === NEVER ? 'long' : destiny, adoption?.adopted)
  const known = Math.min(ending.end, world.to)
  const placements = placementsOf(world, child, destiny, ending.end, adoption)
  const reviews = reviewsOf(world, child, start, known)
  return {
    start,
    need: openEpisode(world, child)?.need ?? 'N1',
    again12Months: child.care.some((period) => period.end > start - 365),
    ...ending,
    legal: legalOf(world, start, status, destiny, ending.end, adoption?.order),
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
    permanence: permanenceOf(world, child, destiny, reviews, adoption?.decision),
  }
}

function destinyBand(world: World, child: Child): keyof typeof destinies {
  const age = ageAt(child.born, world.today)
  if (child.unaccompanied) return 'unaccompanied'
  return age < 1 ? 'baby' : age < 5 ? 'toddler' : age < 10 ? 'young' : 'older'
}

function endingOf(world: World, child: Child, destiny: Destiny, adopted: Day | undefined) {
  const { random, today } = world
  const adult = birthday(child.born, 18)
  const end = destiny === 'long' ? adult : destiny === 'adoption' ? (adopted as Day) : today + careDays(world, destiny)
  if (end >= adult) return { end: adult, reason: draw(random, adultReasons) }
  return { end, reason: reasonOf(world, destiny) }
}

function careDays(world: World, destiny: Destiny): number {
  const { random } = world
  if (destiny === 'special') return between(random, 260, 620)
  if (destiny === 'other') return 20 + Math.round(waiting(random, 250))
  return chance(random, 0.3) ? between(random, 3, 60) : 60 + Math.round(longTailed(random, 260, 0.8))
}

function reasonOf(world: World, destiny: Destiny): string {
  const { random } = world
  if (destiny === 'adoption') return chance(random, 0.35) ? 'E11' : 'E12'
  if (destiny === 'special') return draw(random, specialReasons)
  if (destiny === 'other') return draw(random, otherReasons)
  return chance(random, 0.78) ? 'E4A' : 'E4B'
}

function legalOf(
  world: World,
  start: Day,
  status: string,
  destiny: Destiny,
  end: Day,
  order: Day | undefined,
): LegalStatus[] {
  const { random } = world
  const legal = [{ start, code: status }]
  const then = (day: Day, code: string) => day < end && legal.push({ start: day, code })
  if (/^L/.test(status)) then(start + between(random, 3, 12), 'C1')
  if (status === 'V2' && destiny !== 'home' && chance(random, 0.45)) then(start + between(random, 40, 160), 'C1')
  const interim = legal.at(-1) as LegalStatus
  if (interim.code === 'C1' && destiny !== 'home') then(interim.start + between(random, 150, 290), 'C2')
  if (order === undefined || order >= end) return legal
  return [...legal.filter((one) => one.start < order), { start: order, code: 'E1' }]
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
  decision: Day | undefined,
) {
  const { random } = world
  const second = reviews[chance(random, levelOf('permanence', child.family.area, world.today)) ? 1 : 2]
  if (second === undefined) return []
  const plan = finalPlan(world, child, destiny)
  const at = decision === undefined ? second : Math.max(second, decision)
  if (plan === 'RETURN' || !chance(random, 0.25)) return [{ day: at, plan }]
  return [
    { day: second, plan: 'RETURN' },
    { day: at + between(random, 60, 200), plan },
  ]
}

function finalPlan(world: World, child: Child, destiny: Destiny): string {
  if (destiny === 'home') return 'RETURN'
  if (destiny === 'adoption') return 'ADOPTION'
  if (destiny === 'special') return 'SGO_CAO'
  const old = ageAt(child.born, world.today) >= 15
  return draw(world.random, [
    ['LTFOST', old ? 35 : 76],
    ['SUPPLIV', old ? 45 : 2],
    ['RES', 13],
    ['OTHER', 7],
  ])
}
