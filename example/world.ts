import type { Day } from './days.ts'
import type { Adopter, Child, Episode, Family, Team, Worker } from './model.ts'
import type { Random } from './random.ts'

/** The county while it is being simulated: the day that has come, what is planned, and who is known. */
export interface World {
  readonly random: Random
  readonly seed: number
  /** Beside the county's own size: 1 is 6,500 open children in need. */
  readonly scale: number
  /** Contacts beside the county's own number for its size. */
  readonly contactRate: number
  readonly from: Day
  readonly to: Day
  readonly firstNumber: number
  readonly idWidth: number
  readonly agenda: Map<Day, (() => void)[]>
  readonly families: Family[]
  readonly children: Child[]
  readonly adopters: Adopter[]
  readonly teams: readonly Team[]
  readonly workers: Worker[]
  /** Children with an open episode, in no order, and where each stands in the list. */
  readonly open: Child[]
  readonly openAt: Map<Child, number>
  /** Families in the order of their latest referrals; those before `referredFrom` were referred over a year ago. */
  readonly referred: Family[]
  referredFrom: number
  /** Plans that start (plus) and end (minus) on each day, and plans open today. */
  readonly planChanges: Map<Day, number>
  plansOpen: number
  inCare: number
  careOwed: number
  unaccompaniedOwed: number
  today: Day
}

/** Does `action` when `day` comes; what lies beyond the last day is never done. A day already past is today. */
export function onDay(world: World, day: Day, action: () => void): void {
  if (day > world.to) return
  const when = Math.max(day, world.today)
  const actions = world.agenda.get(when)
  if (actions) actions.push(action)
  else world.agenda.set(when, [action])
}

/** Does all that is planned for today, and what that plans for today in turn. */
export function doToday(world: World): void {
  const actions = world.agenda.get(world.today) ?? []
  for (let at = 0; at < actions.length; at++) (actions[at] as () => void)()
  world.agenda.delete(world.today)
}

/** The child's open episode today, if there is one. */
export function openEpisode(world: World, child: Child): Episode | undefined {
  const latest = child.episodes.at(-1)
  return latest && latest.end > world.today ? latest : undefined
}

/** True while the child is in care today. */
export function isInCare(world: World, child: Child): boolean {
  const latest = child.care.at(-1)
  return latest !== undefined && latest.end > world.today
}

/** True while the child has a protection plan today, or one that will start. */
export function isOnPlan(world: World, child: Child): boolean {
  const latest = child.plans.at(-1)
  return latest !== undefined && latest.end > world.today
}

/** Puts the child among those with an open episode. */
export function addOpen(world: World, child: Child): void {
  if (world.openAt.has(child)) return
  world.openAt.set(child, world.open.length)
  world.open.push(child)
}

/** Takes the child from those with an open episode; the last of the list takes the empty place. */
export function removeOpen(world: World, child: Child): void {
  const at = world.openAt.get(child)
  if (at === undefined) return
  const last = world.open.pop() as Child
  world.openAt.delete(child)
  if (last === child) return
  world.open[at] = last
  world.openAt.set(last, at)
}

/** Counts a change in the number of plans on a day to come. */
export function changePlans(world: World, day: Day, by: number): void {
  world.planChanges.set(day, (world.planChanges.get(day) ?? 0) + by)
}

/** Plans that will be open at the end of `day`, as far as is decided today. */
export function plansOpenOn(world: World, day: Day): number {
  let open = world.plansOpen
  for (let at = world.today + 1; at <= day; at++) open += world.planChanges.get(at) ?? 0
  return open
}
