import type { Destiny } from './care-ending.ts'
import { ageAt, type Day, dayOf, NEVER } from './days.ts'
import type { AdoptionPlan, Child, LegalStatus, Placement } from './model.ts'
import { between, chance, draw, pick, type Weighted, waiting } from './random.ts'
import type { World } from './world.ts'

const kinds = {
  baby: [
    ['U6', 58],
    ['U3', 24],
    ['R3', 8],
    ['P1', 13],
    ['U2', 2],
  ],
  child: [
    ['U6', 56],
    ['U3', 26],
    ['P1', 13],
    ['K2', 6],
    ['S1', 2],
    ['U2', 2],
  ],
  teenager: [
    ['U6', 50],
    ['U3', 16],
    ['K2', 22],
    ['P1', 9],
    ['S1', 3],
    ['K1', 1],
    ['R2', 1],
    ['T4', 2],
  ],
  older: [
    ['U6', 32],
    ['U3', 9],
    ['K2', 17],
    ['semi', 52],
    ['P1', 8],
    ['R5', 1],
    ['K1', 1],
    ['T4', 2],
  ],
} as const satisfies Record<string, Weighted<string>>

const neighbours = ['MIDX', 'NRTX', 'WSTX', 'ESTX', 'CTYX'] as const

/** Supported accommodation has been registered with Ofsted since this day, and has had a code of its own. */
const supportedRegistered = dayOf('2023-10-28')

/** The child's placements through a time in care, one after another with no gap. */
export function placementsOf(
  world: World,
  child: Child,
  destiny: Destiny,
  end: Day,
  adoption: AdoptionPlan | undefined,
  legal: readonly LegalStatus[],
): Placement[] {
  const { today } = world
  const adoptive = adoption && adoption.placed < end ? adoption.placed : NEVER
  const placements: Placement[] = []
  for (let start = today; start < Math.min(end, world.to + 1); ) {
    const moved =
      start === adoptive ? end : Math.min(end, adoptive, start + stayDays(world, child, destiny, placements.length))
    const type = typeOf(world, child, destiny, start, placements.length, adoptive)
    placements.push(placementOf(world, child, start, moved, type === 'P1' && !isUnderOrder(legal, start) ? 'U3' : type))
    start = moved
  }
  return placements
}

/** True where a care order lets the authority place the child with their own parents. */
function isUnderOrder(legal: readonly LegalStatus[], day: Day): boolean {
  return /^C/.test(legal.findLast((one) => one.start <= day)?.code ?? '')
}

function stayDays(world: World, child: Child, destiny: Destiny, moves: number): number {
  const { random } = world
  const older = ageAt(child.born, world.today) >= 11 ? 1.4 : 1
  if (moves === 0 && chance(random, 0.24 * older)) return between(random, 5, 60)
  // One child in nine moves again and again.
  if (child.number % 9 === 0) return 14 + Math.round(waiting(random, 190 / older))
  const settled = destiny === 'long' ? 1.7 : 1.2
  return 21 + Math.round(waiting(random, ((moves < 2 ? 480 : 900) * settled) / older))
}

function typeOf(world: World, child: Child, destiny: Destiny, start: Day, moves: number, adoptive: Day): string {
  const { random } = world
  if (start === adoptive) return chance(random, 0.15) ? 'A5' : 'A6'
  const type = draw(random, kinds[kindOf(child, start)])
  if (type === 'semi') return start >= supportedRegistered ? 'K3' : 'H5'
  const settled = destiny === 'long' && moves > 0 && chance(random, 0.65)
  if (settled && type === 'U6') return 'U4'
  return settled && type === 'U3' ? 'U1' : type
}

function kindOf(child: Child, day: Day): keyof typeof kinds {
  const age = ageAt(child.born, day)
  if (child.unaccompanied && age >= 16) return 'older'
  return age < 1 ? 'baby' : age < 10 ? 'child' : age < 16 ? 'teenager' : 'older'
}

function placementOf(world: World, child: Child, start: Day, end: Day, type: string): Placement {
  const { random } = world
  const inside = chance(random, /^[KSR]|^H5/.test(type) ? 0.42 : type === 'P1' ? 0.9 : 0.62)
  const registered = /^[KSHR]|^U[456]/.test(type)
  return {
    start,
    end,
    type,
    provider: providerOf(world, type),
    postcode: postcodeOf(world, child, inside),
    urn: registered ? `SC${between(random, 30, 59)}${String(between(random, 0, 9999)).padStart(4, '0')}` : 'XXXXXXX',
    inside,
    authority: inside ? 'EXMX' : pick(random, neighbours),
  }
}

function providerOf(world: World, type: string): string {
  const { random } = world
  if (type === 'P1') return 'PR0'
  if (/^U[123]|^A/.test(type)) return 'PR1'
  if (/^U[456]/.test(type))
    return draw(random, [
      ['PR1', 56],
      ['PR4', 38],
      ['PR5', 6],
    ])
  if (/^R[25]|^K1/.test(type)) return 'PR3'
  return draw(random, [
    ['PR1', 16],
    ['PR4', 74],
    ['PR5', 8],
    ['PR2', 2],
  ])
}

/** A postcode of an area that does not exist: QN and so on for the quadrants, QX outside the county. */
function postcodeOf(world: World, child: Child, inside: boolean): string {
  const { random } = world
  const area = inside ? `Q${child.family.area.replace(/[^A-Z]/g, '').slice(1)}` : 'QX'
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'
  const letter = () => letters[Math.floor(random() * letters.length)]
  return `${area}${between(random, 1, 28)} ${between(random, 1, 9)}${letter()}${letter()}`
}
