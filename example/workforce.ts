import { type Day, NEVER, yearOf } from './days.ts'
import { type Allocation, type Area, type Case, type Child, quadrants, type Team, type Worker } from './model.ts'
import { between, chance, waiting } from './random.ts'
import { isInCare, onDay, openEpisode, type World } from './world.ts'

const FRONT_DOOR = "Children's Single Point of Access"

const firstNames =
  'Adaeze Aisha Alan Amber Amir Andrea Anya Beth Bilal Bronwen Callum Carmen Ceri Chloe Dana Darius Dawn Dev Donna Edwin Eilidh Elena Emeka Esther Fatima Fergus Freya Gareth Grace Hana Harriet Hugo Imran Ines Iona Jamal Janet Joel Kamal Keira Kwame Leah Lewis Lorna Malik Maeve Mina Naomi Nadia Neil Nia Olga Owen Paige Petra Priya Rafael Rhian Rosa Ruth Samira Sean Sofia Stuart Tamsin Tariq Tess Uma Victor Wendy Yusuf Zara'.split(
    ' ',
  )
const lastNames =
  'Abara Achebe Ashdown Bell Birch Brook Cairns Carver Chowdhury Clay Cole Dale Das Drummond Eaves Ellery Falk Farrow Fenwick Ford Garrow Ghosh Glen Hale Harding Heath Holt Hurst Iqbal Ives Jarrett Keane Kerr Khatun Lamb Lark Lister Lowe Marsh Mbeki Mistry Moss Nair North Oakes Okoro Orton Page Pike Quill Rana Reed Rowe Sandhu Shaw Silva Stone Tan Teale Thorn Usman Vale Voss Ward Webb West Wynn Yates York Zaman'.split(
    ' ',
  )

/** Every team of the county: the same names at every size. */
export function buildTeams(): Team[] {
  const team = (name: string, service: string, area: Area): Team => ({ name, service, area, staff: [] })
  return [
    team(FRONT_DOOR, 'Front Door', 'Countywide'),
    team('Children with Disabilities 1', 'Children with Disabilities', 'Countywide'),
    team('Children with Disabilities 2', 'Children with Disabilities', 'Countywide'),
    team('Care Leavers East', 'Care Leavers', 'Countywide'),
    team('Care Leavers West', 'Care Leavers', 'Countywide'),
    ...quadrants.flatMap((area) => [
      ...[1, 2].map((n) => team(`${area} Assessment ${n}`, 'Assessment', area)),
      ...[1, 2, 3].map((n) => team(`${area} Family Safeguarding ${n}`, 'Family Safeguarding', area)),
      team(`${area} Looked After Children`, 'Looked After Children', area),
    ]),
  ]
}

/** The team of `service` that works with this child's family. */
export function teamFor(world: World, child: Child, service: string): Team {
  const { area, number } = child.family
  const able = world.teams.filter(
    (team) => team.service === service && (team.area === area || team.area === 'Countywide'),
  )
  const side = service === 'Care Leavers' ? Number(area.endsWith('West')) : number
  return able[side % able.length] as Team
}

/** Gives the case to a worker of `team`, with a brother's or sister's worker first. */
export function allocate(world: World, file: Case, team: Team, preferred?: Worker): void {
  leaveWorker(file)
  const worker = preferred ?? siblingWorker(file, team) ?? freeWorker(world, team)
  worker.cases.add(file)
  record(world, file, team, worker)
}

/** Ends the case: nobody holds it from today. */
export function release(world: World, file: Case): void {
  if (!file.team) return
  leaveWorker(file)
  record(world, file, undefined, undefined)
}

/** Who held the case on `day`, or last held it before. @returns undefined when nobody had yet */
export function holderOn(file: Case, day: Day): Allocation | undefined {
  for (let at = file.history.length - 1; at >= 0; at--) {
    const allocation = file.history[at] as Allocation
    if (allocation.from <= day && allocation.team) return allocation
  }
  return undefined
}

/** Who last held the case on or before `day`, waits left out: for what is over, and names who did it. */
export function lastHolderOn(file: Case, day: Day): Allocation | undefined {
  const current = holderOn(file, day)
  if (!current || current.worker) return current
  return file.history.findLast((one) => one.from <= day && one.worker) ?? current
}

function record(world: World, file: Case, team: Team | undefined, worker: Worker | undefined): void {
  file.team = team
  file.worker = worker
  file.history.push({ from: world.today, team, worker })
}

function leaveWorker(file: Case): void {
  file.worker?.cases.delete(file)
  file.worker = undefined
}

function siblingWorker(file: Case, team: Team): Worker | undefined {
  for (const child of file.child.family.children) {
    const worker = child === file.child ? undefined : child.file.worker
    if (worker?.team === team && worker.to === NEVER && worker.cases.size < worker.capacity * 1.35) return worker
  }
  return undefined
}

/** The worker with the most room; a full team takes somebody on, sooner or later. */
function freeWorker(world: World, team: Team): Worker {
  let best: Worker | undefined
  for (const worker of team.staff) if (!best || load(worker) < load(best)) best = worker
  const mustHire = !best || load(best) >= 1.2 || (load(best) >= 1 && chance(world.random, 0.3))
  return best && !mustHire ? best : hire(world, team)
}

function load(worker: Worker): number {
  return worker.cases.size / worker.capacity
}

function hire(world: World, team: Team): Worker {
  const capacity = between(world.random, 13, 20) + (team.service === 'Care Leavers' ? 4 : 0)
  const to = world.today + 60 + Math.round(waiting(world.random, 365 / leavingRate(team, world.today)))
  const worker: Worker = {
    name: nameOf(world.workers.length),
    team,
    from: world.today,
    capacity,
    cases: new Set(),
    to: NEVER,
  }
  team.staff.push(worker)
  world.workers.push(worker)
  onDay(world, to, () => leave(world, worker))
  return worker
}

/**
 * Workers who leave in a year, as a share.
 * @source Surrey County Council committee papers: 28% in February 2020, under 13% in May 2021; the later course is ours
 */
function leavingRate(team: Team, day: Day): number {
  const usual = yearOf(day) < 2021 ? 0.27 : 0.13
  return team.area === 'North East' && yearOf(day) === 2021 ? usual + 0.12 : usual
}

function leave(world: World, worker: Worker): void {
  worker.to = world.today
  worker.team.staff.splice(worker.team.staff.indexOf(worker), 1)
  for (const file of [...worker.cases]) passOn(world, file, worker.team)
}

function passOn(world: World, file: Case, team: Team): void {
  if (!chance(world.random, 0.3)) {
    allocate(world, file, team)
    return
  }
  leaveWorker(file)
  record(world, file, team, undefined)
  onDay(world, world.today + between(world.random, 4, 35), () => {
    if (file.team === team && !file.worker) allocate(world, file, team)
  })
}

function nameOf(number: number): string {
  const scattered = (number * 2477) % (firstNames.length * lastNames.length)
  const first = firstNames[scattered % firstNames.length] as string
  const last = lastNames[Math.floor(scattered / firstNames.length)] as string
  const round = Math.floor(number / (firstNames.length * lastNames.length))
  return round === 0 ? `${first} ${last}` : `${first} ${last} ${round + 1}`
}

/** The service that should hold the child's case today. */
export function serviceFor(world: World, child: Child): string {
  const episode = openEpisode(world, child)
  if (isInCare(world, child)) return 'Looked After Children'
  if (episode?.need === 'N2') return 'Children with Disabilities'
  return 'Family Safeguarding'
}

/** Gives the case to the team that should hold it today, unless it already does. */
export function transfer(world: World, child: Child): void {
  const team = teamFor(world, child, serviceFor(world, child))
  if (child.file.team !== team) allocate(world, child.file, team)
}

/** A day's work at the front door, for a referral that goes no further. */
export function passFrontDoor(world: World, child: Child): void {
  const team = world.teams[0] as Team
  allocate(world, child.file, team)
  release(world, child.file)
}
