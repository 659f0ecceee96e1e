import { type Day, NEVER } from './days.ts'
import type { Adopter, AdopterSteps, AdoptionPlan, Child } from './model.ts'
import { between, chance, draw, type Weighted } from './random.ts'
import type { World } from './world.ts'

const reversals = [
  ['RD1', 45],
  ['RD2', 20],
  ['RD3', 25],
  ['RD4', 10],
] as const satisfies Weighted<string>
const unmatchedEachYear = 34

/** The plan for adoption of a child who comes into care today; brothers and sisters share theirs. */
export function planAdoption(world: World, child: Child): AdoptionPlan {
  const together = child.family.children.find((one) => one !== child && one.adoption?.entered === world.today)?.adoption
  if (together) return { ...together }
  const { random, today: entered } = world
  const decision = entered + between(random, 140, 290)
  const order = decision + between(random, 30, 130)
  if (chance(random, 0.13)) return reversedPlan(world, entered, decision, order)
  const early = chance(random, 0.15) ? entered + between(random, 20, 120) : NEVER
  const matched = order + between(random, 25, early === NEVER ? 260 : 90)
  const placed = matched + between(random, 8, 45)
  const adopted = placed + between(random, 140, 300)
  return { entered, decision, order, matched, placed, adopted, reversed: NEVER, reversal: '', early, family: '' }
}

function reversedPlan(world: World, entered: Day, decision: Day, order: Day): AdoptionPlan {
  const { random } = world
  const reversal = draw(random, reversals)
  const refused = reversal === 'RD2'
  const never = { matched: NEVER, placed: NEVER, adopted: NEVER, early: NEVER, family: '' }
  const reversed = order + (refused ? between(random, 5, 40) : between(random, 150, 600))
  return { entered, decision, order: refused ? NEVER : order, reversed, reversal, ...never }
}

/**
 * The adopters of the county: those of each family that adopts or will, and those who are never matched.
 * Gives each adopted child the identifier of the adoptive family.
 */
export function fillAdopters(world: World): void {
  const families = new Map<string, Child[]>()
  for (const child of world.children) {
    const matched = child.adoption?.matched ?? NEVER
    if (matched > world.to + 300 || matched < world.from - 800) continue
    const key = `${child.family.number} ${child.adoption?.entered}`
    families.set(key, [...(families.get(key) ?? []), child])
  }
  for (const children of families.values()) adoptingFamily(world, children)
  const hopeful = Math.round(((world.to - world.from) / 365 + 1) * unmatchedEachYear * world.scale)
  for (let at = 0; at < hopeful; at++) hopefulFamily(world)
}

function adoptingFamily(world: World, children: readonly Child[]): void {
  const { random } = world
  const plan = children[0]?.adoption as AdoptionPlan
  const approved = plan.matched - between(random, 25, 300)
  const before = stepsBefore(world, approved)
  const after = { matched: plan.matched, placed: plan.placed, adopted: plan.adopted, left: NEVER, reason: '' }
  const family = addFamily(world, { ...before, approved, ...after, children: children.length }, plan.early !== NEVER)
  for (const child of children) (child.adoption as AdoptionPlan).family = family
}

function stepsBefore(world: World, approved: Day) {
  const { random } = world
  const stage2End = approved - between(random, 0, 12)
  const stage2Start = stage2End - (chance(random, 0.75) ? between(random, 80, 120) : between(random, 125, 240))
  const stage1End = stage2Start - between(random, 0, 60)
  const stage1Start = stage1End - (chance(random, 0.62) ? between(random, 35, 59) : between(random, 64, 150))
  const enquiry = stage1Start - between(random, 10, 150)
  return { enquiry, stage1Start, stage1End, stage2Start, stage2End, application: stage2Start + between(random, 0, 30) }
}

/** A family that asks and has not been matched: some leave on the way, some are approved and wait. */
function hopefulFamily(world: World): void {
  const { random } = world
  const enquiry = between(random, world.from - 300, world.to)
  const approved = enquiry + between(random, 200, 480)
  const steps = {
    ...stepsBefore(world, approved),
    approved,
    matched: NEVER,
    placed: NEVER,
    adopted: NEVER,
    children: 0,
  }
  const leaves = chance(random, 0.9)
  const left = leaves ? steps.enquiry + between(random, 30, 700) : NEVER
  addFamily(
    world,
    {
      ...until(steps, left),
      left,
      reason: leaves
        ? draw(random, [
            ['1', 65],
            ['2', 25],
            ['3', 10],
          ])
        : '',
    },
    false,
  )
}

type Steps = Omit<AdopterSteps, 'left' | 'reason'>

function until(steps: Steps, left: Day): Steps {
  const reached = Object.entries(steps).map(([name, day]) => [name, name === 'children' || day <= left ? day : NEVER])
  return Object.fromEntries(reached) as unknown as Steps
}

function addFamily(world: World, steps: AdopterSteps, early: boolean): string {
  const { random, adopters } = world
  const family = `AF${String(world.firstNumber + adopters.length).padStart(6, '0')}`
  const couple = chance(random, 0.8)
  const first = draw(random, [
    ['F', 75],
    ['M', 25],
  ])
  const second = chance(random, 0.12) ? first : first === 'F' ? 'M' : 'F'
  for (const sex of couple ? [first, second] : [first]) adopters.push(adopterOf(world, family, sex, steps, early))
  return family
}

function adopterOf(world: World, family: string, sex: string, steps: AdopterSteps, early: boolean): Adopter {
  const { random, adopters } = world
  const id = `PA${String(world.firstNumber + adopters.length).padStart(6, '0')}`
  const ethnicity = draw(random, [
    ['WBRI', 80],
    ['WOTH', 7],
    ['AIND', 3],
    ['BAFR', 2],
    ['MOTH', 4],
    ['NOBT', 4],
  ])
  return {
    id,
    family,
    sex,
    ethnicity,
    disability: draw(random, [
      ['N', 93],
      ['Y', 4],
      ['U', 3],
    ]),
    early,
    steps,
  }
}
