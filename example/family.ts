import { ageAt, birthday, type Day, dayOf, yearOf } from './days.ts'
import { type Area, type Case, type Child, type Family, quadrants } from './model.ts'
import { between, chance, draw, pick, type Random, type Weighted } from './random.ts'
import type { World } from './world.ts'

const sizes = [
  [1, 52],
  [2, 27],
  [3, 14],
  [4, 5],
  [5, 2],
] as const satisfies Weighted<number>

const firstAges = [
  [0, 10],
  [1, 6],
  [2, 5],
  [3, 5],
  [4, 5],
  [5, 5],
  [6, 5],
  [7, 5],
  [8, 5],
  [9, 6],
  [10, 6],
  [11, 6],
  [12, 6],
  [13, 7],
  [14, 7],
  [15, 6],
  [16, 4],
  [17, 2],
] as const satisfies Weighted<number>

const ethnicities = [
  ['WBRI', 66],
  ['WIRI', 0.5],
  ['WIRT', 0.6],
  ['WOTH', 6.5],
  ['WROM', 1.2],
  ['MWBC', 2.5],
  ['MWBA', 1.3],
  ['MWAS', 2.3],
  ['MOTH', 3],
  ['AIND', 1.2],
  ['APKN', 2.6],
  ['ABAN', 0.9],
  ['AOTH', 2.2],
  ['BCRB', 0.5],
  ['BAFR', 2.1],
  ['BOTH', 0.9],
  ['CHNE', 0.2],
  ['OOTH', 1.6],
  ['REFU', 0.5],
  ['NOBT', 3.4],
] as const satisfies Weighted<string>

const unaccompaniedEthnicities = [
  ['BAFR', 38],
  ['OOTH', 34],
  ['AOTH', 20],
  ['WOTH', 8],
] as const satisfies Weighted<string>

const areas = [
  ['North East', 27],
  ['North West', 25],
  ['South East', 24],
  ['South West', 24],
] as const satisfies Weighted<Area>

/** A family new to the county's records on `day`: one to five children who share an ethnicity, mostly. */
export function newFamily(world: World, day: Day): Family {
  const { random } = world
  const family = emptyFamily(world)
  const ethnicity = draw(random, ethnicities)
  let born = day - Math.round((draw(random, firstAges) + random()) * 365.25)
  if (chance(random, 0.02)) born = day + between(random, 30, 170)
  for (let left = draw(random, sizes); left > 0; left--) {
    if (born > day - 17.7 * 365.25)
      addChild(world, family, born, chance(random, 0.96) ? ethnicity : draw(random, ethnicities))
    born -= between(random, 430, 1500)
  }
  return family
}

/** A family of one young child or teenager of `age` years, known because the child comes into care. */
export function familyOfOne(world: World, day: Day, age: number): Family {
  const family = emptyFamily(world)
  addChild(world, family, day - Math.round(age * 365.25), draw(world.random, ethnicities))
  return family
}

/** A young person who arrives alone and seeks asylum, 15 to 17 years old; many are given 1 January for a birthday. */
export function newUnaccompanied(world: World, day: Day): Child {
  const { random } = world
  const born = day - between(random, 15.2 * 365, 17.8 * 365)
  const shown = chance(random, 0.35) ? dayOf(`${yearOf(born)}-01-01`) : born
  const family = emptyFamily(world)
  const safe = ageAt(shown, day) >= 18 ? born : shown
  return addChild(world, family, safe, draw(random, unaccompaniedEthnicities), true)
}

/** The family's children whom children's social care can work with on `day`: under 18 and not adopted. */
export function childrenOn(family: Family, day: Day): Child[] {
  return family.children.filter(
    (child) => birthday(child.born, 18) > day + 20 && (child.adoption?.adopted ?? day + 1) > day,
  )
}

function emptyFamily(world: World): Family {
  const family = {
    number: world.families.length,
    area: draw(world.random, areas),
    children: [],
    lastContact: -1e6,
    lastReferral: -1e6,
  }
  world.families.push(family)
  return family
}

function addChild(world: World, family: Family, born: Day, ethnicity: string, unaccompanied = false): Child {
  const { random } = world
  const number = world.firstNumber + world.children.length
  const child = {
    id: String(number).padStart(world.idWidth, '0'),
    number,
    family,
    born,
    sex: unaccompanied
      ? draw(random, [
          ['M', 90],
          ['F', 10],
        ])
      : draw(random, [
          ['M', 512],
          ['F', 484],
          ['U', 3],
          ['X', 1],
        ]),
    ethnicity,
    disability: draw(random, [
      ['N', unaccompanied ? 95 : 84],
      ['Y', unaccompanied ? 2 : 11],
      ['U', 5],
    ]),
    unaccompanied,
    priorPlans: draw(random, [
      [0, 83],
      [1, 14],
      [2, 3],
    ]),
    contacts: [],
    earlyHelp: [],
    referrals: [],
    assessments: [],
    episodes: [],
    enquiries: [],
    plans: [],
    care: [],
    leaver: undefined,
    adoption: undefined,
  }
  const whole = Object.assign(child, { file: emptyCase(), adviser: emptyCase() }) as unknown as Child
  Object.assign(whole.file, { child: whole })
  Object.assign(whole.adviser, { child: whole })
  family.children.push(whole)
  world.children.push(whole)
  return whole
}

function emptyCase(): Omit<Case, 'child'> {
  return { history: [], team: undefined, worker: undefined }
}

/** A quadrant, each as likely. */
export function anyQuadrant(random: Random): Area {
  return pick(random, quadrants)
}
