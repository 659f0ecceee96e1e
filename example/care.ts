import { periodOf } from './care-period.ts'
import { ageAt, birthday } from './days.ts'
import { careTarget } from './demand.ts'
import { familyOfOne, newUnaccompanied } from './family.ts'
import { planLeaver } from './leaver.ts'
import type { CarePeriod, Child } from './model.ts'
import { openBare, setEnd } from './need.ts'
import { endPlan } from './protection.ts'
import { between, chance, clamp, draw, type Weighted } from './random.ts'
import { allocate, teamFor, transfer } from './workforce.ts'
import { isInCare, isOnPlan, onDay, openEpisode, type World } from './world.ts'

const ENTRIES_A_YEAR = 385
const UNACCOMPANIED_A_YEAR = 45

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
