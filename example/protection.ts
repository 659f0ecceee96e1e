import { ageAt, birthday, type Day, plusMonths, plusWorking } from './days.ts'
import { protectionTarget } from './demand.ts'
import type { Child, Enquiry, Family, Plan } from './model.ts'
import { setEnd } from './need.ts'
import { between, chance, clamp, draw, longTailed, type Weighted, waiting } from './random.ts'
import { series } from './series.ts'
import { levelOf } from './story.ts'
import { changePlans, isInCare, isOnPlan, openEpisode, plansOpenOn, type World } from './world.ts'

const categories = [
  ['NEG', 47],
  ['EMO', 38],
  ['PHY', 7],
  ['SAB', 4],
  ['MUL', 4],
] as const satisfies Weighted<string>

/**
 * A strategy discussion that starts a section 47 enquiry for the family's open children.
 *
 * Whether it leads to a conference depends on how many plans the county should then have, which keeps the number of
 * plans on the course that `protectionTarget` gives. Nothing happens when no child is open, or all have plans.
 */
export function startEnquiry(world: World, family: Family): void {
  const { random, today } = world
  const children = family.children.filter((child) => canBeEnquired(world, child) && chance(random, 0.93))
  if (children.length === 0) return
  const conferenceDay = plusWorking(today, conferenceDays(world, family))
  const conference = chance(random, conferenceChance(world)) ? conferenceDay : undefined
  const plans = conference !== undefined && chance(random, 0.87)
  const concluded = plusWorking(today, between(random, 4, conference ? 8 : 15))
  const category = draw(random, categories)
  for (const child of children) {
    const plan = plans && chance(random, 0.97)
    child.enquiries.push(enquiryOf(child, today, concluded, conference, plan))
    if (conference) keepOpen(world, child, conference + between(random, 20, 60))
    if (plan && conference) startPlan(world, child, conference, category)
  }
}

function canBeEnquired(world: World, child: Child): boolean {
  if (!openEpisode(world, child) || isOnPlan(world, child) || isInCare(world, child)) return false
  if (birthday(child.born, 18) < world.today + 120) return false
  const latest = child.enquiries.at(-1)
  return !latest || (latest.strategy < world.today - 10 && (latest.conference ?? 0) < world.today)
}

/** Looked at 15 working days ahead for all: were it the conference's own day, late ones would be chosen more often. */
function conferenceChance(world: World): number {
  const day = plusWorking(world.today, 15)
  const target = protectionTarget(day) * world.scale
  return clamp(0.36 + (18 * (target - plansOpenOn(world, day))) / target, 0.06, 0.8)
}

/** Working days from strategy discussion to conference: mostly near the limit of 15. */
function conferenceDays(world: World, family: Family): number {
  const { random } = world
  if (chance(random, levelOf('conference', family.area, world.today))) return 15 - Math.floor(7 * random() ** 2)
  return 16 + Math.min(24, Math.floor(waiting(random, 5)))
}

function enquiryOf(child: Child, strategy: Day, concluded: Day, conference: Day | undefined, plan: boolean): Enquiry {
  const recent = child.enquiries.filter((one) => one.strategy >= plusMonths(strategy, -12))
  const conferences = recent.filter((one) => one.conference !== undefined).length
  return {
    strategy,
    concluded,
    conference,
    plan,
    enquiries12Months: recent.length + 1,
    conferences12Months: conferences,
  }
}

function keepOpen(world: World, child: Child, until: Day): void {
  const episode = openEpisode(world, child)
  if (!episode) return
  episode.supported = true
  if (episode.assessment && episode.assessment.authorised > world.today) episode.assessment.support = 'Y'
  if (episode.end < until) setEnd(world, child, episode, until, 'RC7')
}

function startPlan(world: World, child: Child, start: Day, category: string): void {
  const plan = planOf(world, child, start, category)
  child.plans.push(plan)
  changePlans(world, start, 1)
  changePlans(world, plan.end, -1)
  keepOpen(world, child, plan.end + between(world.random, 40, 190))
}

function planOf(world: World, child: Child, start: Day, category: string): Plan {
  const { random } = world
  const wanted = start + Math.round(longTailed(random, 285, 0.62))
  const reviews = reviewsUntil(world, child, start, Math.min(wanted, start + 1400))
  const end = Math.min(reviews.at(-1) as Day, birthday(child.born, 18))
  const visits = series(plusWorking(start, between(random, 3, 10)), Math.min(end, world.to), (day) =>
    nextVisit(world, child, day),
  )
  return {
    start,
    category,
    laterCategory: chance(random, 0.08) ? draw(random, categories) : category,
    categoryChanged: reviews[0] as Day,
    visits,
    alone: visits.map((day) => seenAlone(world, child, day)),
    reviews,
    emergency: chance(random, 0.02),
    previous: child.plans.length + (ageAt(child.born, start) >= 3 ? child.priorPlans : 0),
    end,
  }
}

/** Review conferences up to the one at which the plan ends: the first after it has lasted as long as it should. */
function reviewsUntil(world: World, child: Child, start: Day, wanted: Day): Day[] {
  const reviews = [nextReview(world, child, start, 3)]
  while ((reviews.at(-1) as Day) < wanted) reviews.push(nextReview(world, child, reviews.at(-1) as Day, 6))
  return reviews
}

function nextReview(world: World, child: Child, from: Day, months: number): Day {
  const { random } = world
  const limit = plusMonths(from, months)
  const inTime = chance(random, levelOf('protectionReview', child.family.area, from))
  return plusWorking(inTime ? limit - between(random, 6, months * 6) : limit + between(random, 1, 35), 1)
}

function nextVisit(world: World, child: Child, day: Day): Day {
  const { random } = world
  const inTime = chance(random, levelOf('protectionVisit', child.family.area, day))
  return plusWorking(day, inTime ? between(random, 5, 10) : 11 + Math.floor(waiting(random, 9)))
}

function seenAlone(world: World, child: Child, day: Day): string {
  if (ageAt(child.born, day) < 3) return 'N'
  return draw(world.random, [
    ['Y', 86],
    ['N', 12],
    ['U', 2],
  ])
}

/** Brings the child's plan to an end on `end`, because they have come into care. */
export function endPlan(world: World, child: Child, end: Day): void {
  const plan = child.plans.at(-1)
  if (!plan || plan.end <= end || plan.end <= world.today) return
  const last = Math.max(end, plan.start + 14)
  if (plan.end <= last) return
  changePlans(world, plan.end, 1)
  changePlans(world, last, -1)
  plan.end = last
}
