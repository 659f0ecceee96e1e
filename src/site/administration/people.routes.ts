import { z } from 'zod'
import { type Role, roles } from '#permissions'
import { isMailing } from '#platform/notify'
import {
  conflict,
  invalid,
  notFound,
  type PageRequest,
  page,
  type Reply,
  type Route,
  readForm,
  redirect,
  type Visit,
} from '#platform/web'
import { getAddress } from './address.store.ts'
import { groupsPage, type PersonForm, peoplePage, personPage } from './people.pages.ts'
import {
  addRoleMapping,
  changePerson,
  findPerson,
  getPlaces,
  listPeople,
  listRoleMappings,
  type Person,
  removeRoleMapping,
} from './people.store.ts'

const what = 'administration.do'

/** People, their roles and places, and what the groups of the identity provider give. */
export const peopleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/administration/people',
    what,
    handle: async (_, { tx }) => page(peoplePage(await listPeople(tx))),
  },
  { method: 'GET', path: '/administration/people/:person', what, handle: showPerson },
  { method: 'POST', path: '/administration/people/:person', what, handle: savePerson },
  { method: 'GET', path: '/administration/groups', what, handle: (_, visit) => showGroups(visit) },
  { method: 'POST', path: '/administration/groups', what, handle: addGroup },
  { method: 'POST', path: '/administration/groups/remove', what, handle: removeGroup },
]

const isRole = (role: string): role is Role => Object.hasOwn(roles, role)
const role = z.string().refine(isRole, 'Choose a role')

const personForm = z.object({
  version: z.coerce.number().int(),
  worker: z.string().max(200, 'A worker has at most 200 characters'),
  roles: z.array(role),
  teams: z.array(z.string().max(200)),
  areas: z.array(z.string().max(200)),
  disabled: z.array(z.literal('yes')),
})

/** The person whom an address names; undefined where there is none. */
export async function personOf({ params }: PageRequest, { tx }: Visit): Promise<Person | undefined> {
  const id = params.person ?? ''
  return /^\d{1,15}$/.test(id) ? findPerson(tx, Number(id)) : undefined
}

async function showPerson(request: PageRequest, visit: Visit): Promise<Reply> {
  const person = await personOf(request, visit)
  if (person === undefined) return notFound()
  const form = { ...person, worker: person.worker ?? '', problems: [] }
  const address = (await isMailing(visit.tx)) ? await getAddress(visit.tx, person.id) : undefined
  return page(personPage(person, form, await getPlaces(visit.tx), visit, { ...(address && { address }) }))
}

async function savePerson(request: PageRequest, visit: Visit): Promise<Reply> {
  const person = await personOf(request, visit)
  if (person === undefined) return notFound()
  const read = readForm(request, personForm)
  const places = await getPlaces(visit.tx)
  if (!read.ok) return invalid({ ...personPage(person, givenBack(request, person, read), places, visit), ...read })
  const { worker, disabled, ...given } = read.value
  const isOut = disabled.length > 0
  if (isOut && person.id === visit.person?.id) {
    const problems = [{ code: 'self', field: 'disabled', message: 'You cannot shut yourself out' }]
    const form = { ...given, worker, disabled: isOut, problems }
    return invalid({ ...personPage(person, form, places, visit), problems })
  }
  const change = { ...given, id: person.id, worker: worker === '' ? null : worker, disabled: isOut }
  const saved = await changePerson(visit.tx, change)
  // What was read above may be from before another's save, so it is read again.
  const now = saved.ok ? person : ((await findPerson(visit.tx, person.id)) ?? person)
  if (saved.ok || isAsAsked(now, change)) {
    return redirect('/administration/people', 'The change is saved and holds from their next click')
  }
  const form = { ...given, version: now.version, worker, disabled: isOut, problems: saved.problems }
  return conflict(personPage(now, form, places, visit, { now }))
}

/** The same form sent twice finds what it asked for done already. */
function isAsAsked(now: Person, asked: Omit<Person, 'name'>): boolean {
  const isSame = (some: readonly string[], others: readonly string[]) =>
    new Set(some).size === new Set(others).size && some.every((one) => others.includes(one))
  return (
    now.worker === asked.worker &&
    now.disabled === asked.disabled &&
    isSame(now.roles, asked.roles) &&
    isSame(now.teams, asked.teams) &&
    isSame(now.areas, asked.areas)
  )
}

function givenBack(
  { form, formAll }: PageRequest,
  person: Person,
  { problems }: { readonly problems: PersonForm['problems'] },
): PersonForm {
  return {
    version: person.version,
    worker: form.worker ?? '',
    roles: formAll('roles'),
    teams: formAll('teams'),
    areas: formAll('areas'),
    disabled: form.disabled === 'yes',
    problems,
  }
}

const NOTHING = { claim: '', role: '', team: '', area: '' } as const

async function showGroups(visit: Visit): Promise<Reply> {
  const mappings = await listRoleMappings(visit.tx)
  return page(groupsPage(mappings, { ...NOTHING, problems: [] }, await getPlaces(visit.tx), visit))
}

const mappingForm = z.object({
  claim: z.string().min(1, 'Enter the app role or group').max(200, 'An app role or group has at most 200 characters'),
  role,
  team: z.string().max(200),
  area: z.string().max(200),
})

async function addGroup(request: PageRequest, visit: Visit): Promise<Reply> {
  const read = readForm(request, mappingForm)
  if (read.ok) {
    await addRoleMapping(visit.tx, read.value)
    return redirect('/administration/groups', 'Added: people have it within minutes, or at their next sign-in')
  }
  const { claim = '', role: given = '', team = '', area = '' } = request.form
  const form = { claim, role: given, team, area, problems: read.problems }
  const mappings = await listRoleMappings(visit.tx)
  return invalid({
    ...groupsPage(mappings, form, await getPlaces(visit.tx), visit),
    problems: read.problems,
  })
}

async function removeGroup({ form }: PageRequest, { tx }: Visit): Promise<Reply> {
  const { claim = '', role: given = '', team = '', area = '' } = form
  await removeRoleMapping(tx, { claim, role: given, team, area })
  return redirect('/administration/groups', 'Removed: people lose it within minutes, or at their next sign-in')
}
