import { type Day, monthOf } from './days.ts'
import { contactsInMonth, dayWeight, referralsInMonth } from './demand.ts'
import { startEarlyHelp } from './early-help.ts'
import { childrenOn, newFamily } from './family.ts'
import type { Child, Family } from './model.ts'
import { refer } from './need.ts'
import { between, chance, draw, type Weighted } from './random.ts'
import { openEpisode, type World } from './world.ts'

const sources = [
  ['6', 29],
  ['2A', 19],
  ['2B', 3],
  ['3A', 4],
  ['3B', 3],
  ['3C', 1.5],
  ['3D', 3],
  ['3E', 5],
  ['3F', 2],
  ['1A', 6.5],
  ['1B', 2],
  ['1C', 1],
  ['1D', 1],
  ['4', 2],
  ['5A', 3.5],
  ['5B', 2],
  ['5C', 4],
  ['5D', 3],
  ['7', 5],
  ['8', 4],
  ['9', 2],
  ['10', 0.5],
] as const satisfies Weighted<string>

/** Of those referred, the share of whom there was a referral in the 12 months before. */
const REFERRED_AGAIN = 0.235

/** What the front door has done this month, against what it should. */
export interface Tally {
  month: number
  contacts: number
  referrals: number
  weight: number
}

/** A tally that has counted nothing yet. */
export function emptyTally(): Tally {
  return { month: 0, contacts: 0, referrals: 0, weight: 0 }
}

/** A day at the front door: referrals, and, once the history has begun, all the other contacts too. */
export function frontDoorDay(world: World, tally: Tally): void {
  const share = shareOfMonth(world.today, tally)
  const referrals = referralsInMonth(world.today) * world.scale * share
  for (let tries = 0; tally.referrals < referrals && tries < 400; tries++)
    tally.referrals += referralContact(world, tally)
  if (world.today < world.from) return
  const contacts = contactsInMonth(world.today) * world.scale * world.contactRate * share
  while (tally.contacts < contacts) tally.contacts += otherContact(world)
}

/** How much of the month's work is due by the end of today, 0 to 1. */
function shareOfMonth(today: Day, tally: Tally): number {
  if (tally.month !== monthOf(today)) Object.assign(tally, emptyTally(), { month: monthOf(today) })
  tally.weight += dayWeight(today)
  let rest = 0
  for (let day = today + 1; monthOf(day) === tally.month; day++) rest += dayWeight(day)
  return tally.weight / (tally.weight + rest)
}

function referralContact(world: World, tally: Tally): number {
  const source = sourceOf(world)
  const family = familyToRefer(world)
  const referred = refer(world, family, source)
  for (const child of referred) recordContact(world, child, source)
  if (referred.length > 0) family.lastContact = world.today
  tally.contacts += referred.length
  return referred.length
}

function familyToRefer(world: World): Family {
  const { random } = world
  if (chance(random, REFERRED_AGAIN)) return recentlyReferred(world) ?? newFamily(world, world.today)
  if (chance(random, 0.3))
    return knownFamily(world, (family) => family.lastReferral < world.today - 365) ?? newFamily(world, world.today)
  return newFamily(world, world.today)
}

function recentlyReferred(world: World): Family | undefined {
  const { random, referred, today } = world
  while ((referred[world.referredFrom]?.lastReferral ?? today) < today - 365) world.referredFrom++
  for (let tries = 0; tries < 30 && world.referredFrom < referred.length; tries++) {
    const family = referred[between(random, world.referredFrom, referred.length - 1)] as Family
    if (isClosed(world, family) && family.lastReferral >= today - 365 && family.lastContact < today - 3) return family
  }
  return undefined
}

function isClosed(world: World, family: Family): boolean {
  return family.children.every((child) => !openEpisode(world, child)) && childrenOn(family, world.today).length > 0
}

function knownFamily(world: World, suits: (family: Family) => boolean): Family | undefined {
  const { random, families, today } = world
  for (let tries = 0; tries < 6; tries++) {
    // The square favours those met lately, who are the likeliest to be heard of again.
    const family = families[Math.floor(families.length * (1 - random() ** 2 * 0.5))]
    if (family && family.lastContact < today - 3 && childrenOn(family, today).length > 0 && suits(family)) return family
  }
  return undefined
}

function otherContact(world: World): number {
  const { random, today } = world
  const known = chance(random, 0.52) ? knownFamily(world, () => true) : undefined
  const family = known ?? newFamily(world, today)
  const source = sourceOf(world)
  const children = childrenOn(family, today).filter((_, at) => at === 0 || chance(random, 0.85))
  const helped = chance(random, 0.085) && isClosed(world, family)
  const start = today + between(random, 3, 16)
  for (const child of children) {
    recordContact(world, child, source)
    if (helped) startEarlyHelp(world, child, start)
  }
  family.lastContact = today
  return children.length
}

function recordContact(world: World, child: Child, source: string): void {
  if (world.today >= world.from) child.contacts.push({ day: world.today, source })
}

/** Who made contact; schools are closed in August. */
function sourceOf(world: World): string {
  const source = draw(world.random, sources)
  return source === '2A' && monthOf(world.today) === 8 ? draw(world.random, sources) : source
}

/** The referral of a young person who has arrived alone. */
export function welcome(world: World, tally: Tally, child: Child): void {
  const source = draw(world.random, [
    ['6', 45],
    ['7', 40],
    ['5C', 15],
  ])
  const referred = refer(world, child.family, source)
  for (const one of referred) recordContact(world, one, source)
  tally.contacts += referred.length
  tally.referrals += referred.length
}
