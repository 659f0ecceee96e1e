import { ageAt, birthday, type Day } from './days.ts'
import type { Child } from './model.ts'
import { between, chance, draw, longTailed, type Weighted, waiting } from './random.ts'
import type { World } from './world.ts'

/** How a time in care is meant to end. */
export type Destiny = 'home' | 'special' | 'adoption' | 'long' | 'other'

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

/** How the time in care of a child who comes in today is meant to end. */
export function destinyOf(world: World, child: Child): Destiny {
  return draw<Destiny>(world.random, destinies[destinyBand(world, child)])
}

function destinyBand(world: World, child: Child): keyof typeof destinies {
  const age = ageAt(child.born, world.today)
  if (child.unaccompanied) return 'unaccompanied'
  return age < 1 ? 'baby' : age < 5 ? 'toddler' : age < 10 ? 'young' : 'older'
}

/** The day on which care ends, and the reason: at 18 at the latest. `adopted` is the day of the order. */
export function endingOf(world: World, child: Child, destiny: Destiny, adopted: Day | undefined) {
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
