import { birthday, type Day, onWorking, plusMonths, plusWorking } from './days.ts'
import { needTarget } from './demand.ts'
import { startEarlyHelp } from './early-help.ts'
import { childrenOn } from './family.ts'
import type { Assessment, Child, Episode, Family } from './model.ts'
import { startEnquiry } from './protection.ts'
import { between, chance, clamp, draw, longTailed, type Weighted, waiting } from './random.ts'
import { levelOf } from './story.ts'
import { allocate, passFrontDoor, release, teamFor, transfer } from './workforce.ts'
import { addOpen, isInCare, onDay, openEpisode, removeOpen, type World } from './world.ts'

const needs = [
  ['N1', 54],
  ['N2', 9],
  ['N3', 3],
  ['N4', 11],
  ['N5', 14],
  ['N6', 4],
  ['N7', 0.6],
  ['N8', 1.4],
  ['N9', 0.6],
  ['N0', 2.4],
] as const satisfies Weighted<string>

/**
 * A referral for the family's children today, and what follows from it.
 * @returns the children referred: those under 18 with no open episode; none when all are open
 */
export function refer(world: World, family: Family, source: string): Child[] {
  const { random, today } = world
  const able = childrenOn(family, today).filter((child) => !openEpisode(world, child) && !isInCare(world, child))
  const children = able.filter((_, at) => at === 0 || chance(random, 0.9))
  if (children.length === 0) return []
  const noFurtherAction = chance(random, 0.065)
  for (const child of children) recordReferral(world, child, source, noFurtherAction)
  family.lastReferral = today
  world.referred.push(family)
  if (!noFurtherAction) assessFamily(world, family, children)
  return children
}

function recordReferral(world: World, child: Child, source: string, noFurtherAction: boolean): void {
  const previous12Months = child.referrals.filter((one) => one.day >= plusMonths(world.today, -12)).length
  child.referrals.push({ day: world.today, source, noFurtherAction, previous12Months })
  if (noFurtherAction) passFrontDoor(world, child)
}

function assessFamily(world: World, family: Family, children: readonly Child[]): void {
  const { random, today } = world
  const need = draw(random, needs)
  const start = onWorking(today + between(random, 0, 2))
  const authorised = plusWorking(start, assessmentDays(world, family))
  const supported = chance(random, need === 'N2' ? 0.8 : 0.5)
  for (const child of children) {
    const helped = supported !== chance(random, 0.06)
    const assessment = assessmentOf(world, start, Math.min(authorised, birthday(child.born, 18) - 1), helped)
    openFor(world, child, need, assessment, helped)
  }
  planEnquiries(world, family, authorised, supported)
}

/** Working days from start to authorisation: most are finished close to the limit of 45. */
function assessmentDays(world: World, family: Family): number {
  const { random } = world
  if (chance(random, levelOf('assessment', family.area, world.today))) return 45 - Math.floor(36 * random() ** 1.6)
  return 46 + Math.min(60, Math.floor(waiting(random, 11)))
}

function assessmentOf(world: World, start: Day, authorised: Day, helped: boolean): Assessment {
  const { random } = world
  const seen = chance(random, 0.955) ? 'Y' : 'N'
  return { start, authorised, seen, support: helped ? 'Y' : 'N' }
}

function openFor(world: World, child: Child, need: string, assessment: Assessment, supported: boolean): void {
  child.assessments.push(assessment)
  const episode = openBare(world, child, need, assessment, supported)
  allocate(world, child.file, teamFor(world, child, need === 'N2' ? 'Children with Disabilities' : 'Assessment'))
  const end = supported
    ? assessment.authorised + needDays(world, need)
    : assessment.authorised + between(world.random, 0, 6)
  setEnd(world, child, episode, end, supported ? 'RC7' : chance(world.random, 0.68) ? 'RC8' : 'RC9')
  onDay(world, assessment.authorised, () => handOver(world, child, episode))
}

/** An open episode, with no end decided yet. */
export function openBare(
  world: World,
  child: Child,
  need: string,
  assessment: Assessment | undefined,
  supported: boolean,
): Episode {
  const episode: Episode = {
    start: world.today,
    need,
    assessment,
    visits: [],
    supported,
    end: birthday(child.born, 18),
    reason: 'RC7',
  }
  child.episodes.push(episode)
  addOpen(world, child)
  return episode
}

/** Days of help after an assessment; longer while the county has fewer children in need than it should. */
function needDays(world: World, need: string): number {
  const target = needTarget(world.today) * world.scale
  const pull = clamp(1 + (9 * (target - world.open.length)) / target, 0.4, 2.6)
  return Math.round(longTailed(world.random, need === 'N2' ? 420 : 180, 0.75) * pull) + 20
}

function handOver(world: World, child: Child, episode: Episode): void {
  if (openEpisode(world, child) !== episode || !episode.supported) return
  transfer(world, child)
}

function planEnquiries(world: World, family: Family, authorised: Day, supported: boolean): void {
  const { random, today } = world
  const enquire = (day: Day) => onDay(world, onWorking(day), () => startEnquiry(world, family))
  if (chance(random, 0.19)) enquire(today + (chance(random, 0.7) ? between(random, 0, 3) : between(random, 4, 30)))
  else if (supported && chance(random, 0.22)) enquire(authorised + between(random, 10, 220))
}

/**
 * Decides when and why the episode ends, in place of what was decided before; never after the 18th birthday.
 * What was planned for the old end is done only if it is still the end when that day comes.
 */
export function setEnd(world: World, child: Child, episode: Episode, end: Day, reason: string): void {
  const adult = birthday(child.born, 18)
  episode.end = Math.max(episode.start + 1, Math.min(end, adult))
  episode.reason = end >= adult && episode.need === 'N2' ? 'RC6' : reason
  onDay(world, episode.end, () => close(world, child, episode))
}

function close(world: World, child: Child, episode: Episode): void {
  // The same end can be decided twice; the case is closed once.
  if (episode.end !== world.today || child.episodes.at(-1) !== episode || !world.openAt.has(child)) return
  removeOpen(world, child)
  if (child.file.team?.service !== 'Care Leavers') release(world, child.file)
  if (episode.reason === 'RC9') startEarlyHelp(world, child, world.today + between(world.random, 0, 10))
}
