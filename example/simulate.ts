import { fillAdopters } from './adoption.ts'
import { arrivals, careDay, earlierCare } from './care.ts'
import { type Day, dayOf, NEVER, plusMonths, plusWorking } from './days.ts'
import { COUNTY_CHILDREN } from './demand.ts'
import { emptyTally, frontDoorDay, welcome } from './front-door.ts'
import type { CarePeriod, Child, County, Episode, Plan } from './model.ts'
import { between, chance, type Random, randomFrom, waiting } from './random.ts'
import { series } from './series.ts'
import { levelOf } from './story.ts'
import { buildTeams } from './workforce.ts'
import { doToday, type World } from './world.ts'

/** What county to simulate. Everything but the seed has the county's own value when it is left out. */
export interface SimulateOptions {
  readonly seed: number
  /** Open children in need at the end; 6,500 is the county's own scale. */
  readonly children?: number
  /** Years of history. */
  readonly years?: number
  /** The last day, `YYYY-MM-DD`. */
  readonly asAt?: string
  /** Contacts beside the county's own number for its size: 1 unless said. */
  readonly contactRate?: number
  /** The number of the first child: counties simulated apart can be put together when theirs do not meet. */
  readonly firstNumber?: number
  /** Digits of a child's identifier; shorter numbers get leading zeros. */
  readonly idWidth?: number
}

/** Years of care, and days of referrals, simulated before the history begins so that it begins with a busy county. */
const YEARS_OF_CARE_BEFORE = 11
const DAYS_OF_REFERRALS_BEFORE = 1000

/**
 * Simulates a county, day by day, from 11 years before the history to its last day.
 * The same options give the same county; nothing is read but the calendar.
 * @throws RangeError when `asAt` is not a day or is outside 2018 to 2028
 */
export function simulate(options: SimulateOptions): County {
  const world = emptyWorld(options)
  const tally = emptyTally()
  const referralsFrom = world.from - DAYS_OF_REFERRALS_BEFORE
  for (; world.today <= world.to; world.today++) {
    world.plansOpen += world.planChanges.get(world.today) ?? 0
    doToday(world)
    if (world.today < referralsFrom) earlierCare(world)
    else busyDay(world, tally)
  }
  fillAdopters(world)
  for (const child of world.children) for (const episode of child.episodes) fillVisits(world, child, episode)
  const { seed, from, to, children, adopters, workers } = world
  return { seed, from, to, children, adopters, workers }
}

function busyDay(world: World, tally: ReturnType<typeof emptyTally>): void {
  frontDoorDay(world, tally)
  arrivals(world, (child) => welcome(world, tally, child))
  careDay(world)
}

function emptyWorld(options: SimulateOptions): World {
  const to = dayOf(options.asAt ?? '2026-03-31')
  const from = plusMonths(to + 1, -12 * (options.years ?? 6))
  if (from < dayOf('2012-01-01') || to > dayOf('2028-06-30'))
    throw new RangeError('the county is known from 2012 to mid 2028')
  return {
    random: randomFrom(options.seed),
    seed: options.seed,
    scale: (options.children ?? COUNTY_CHILDREN) / COUNTY_CHILDREN,
    contactRate: options.contactRate ?? 1,
    from,
    to,
    firstNumber: options.firstNumber ?? 100_001,
    idWidth: options.idWidth ?? 7,
    agenda: new Map(),
    families: [],
    children: [],
    adopters: [],
    teams: buildTeams(),
    workers: [],
    open: [],
    openAt: new Map(),
    referred: [],
    referredFrom: 0,
    planChanges: new Map(),
    plansOpen: 0,
    inCare: 0,
    careOwed: 0,
    unaccompaniedOwed: 0,
    today: plusMonths(from, -12 * YEARS_OF_CARE_BEFORE),
  }
}

/** Visits to a child in need, told once the end is known; plans and care have visits of their own. */
function fillVisits(world: World, child: Child, episode: Episode): void {
  const until = Math.min(episode.end, world.to)
  if (until < world.from - 120) return
  const random = randomFrom(world.seed, child.number, episode.start)
  const first = plusWorking(episode.assessment?.start ?? episode.start, between(random, 1, 12))
  const last = episode.supported ? until : Math.min(until, episode.assessment?.authorised ?? until)
  for (const day of series(first, last, (at) => nextVisit(random, child, at))) {
    if (!isElsewhere(child.plans, day) && !isElsewhere(child.care, day)) episode.visits.push(day)
  }
}

function nextVisit(random: Random, child: Child, day: Day): Day {
  const inTime = chance(random, levelOf('needVisit', child.family.area, day))
  return plusWorking(day, inTime ? between(random, 12, 20) : 21 + Math.floor(waiting(random, 10)))
}

function isElsewhere(times: readonly (Plan | CarePeriod)[], day: Day): boolean {
  return times.some((time) => time.start <= day && day < (time.end ?? NEVER))
}
