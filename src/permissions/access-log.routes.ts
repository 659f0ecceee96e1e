import { WORKBOOK_TYPE } from '#platform/spreadsheets'
import {
  download,
  invalid,
  lastPage,
  notFound,
  PAGE_ROWS,
  type PageRequest,
  page,
  type Reply,
  type Route,
  redirect,
  type Visit,
} from '#platform/web'
import { type PlainDate, type Problem, parseDate } from '#values'
import {
  askLogPage,
  childHref,
  childLooksPage,
  LOG,
  type LooksPage,
  peoplePage,
  personLooksPage,
} from './access-log.pages.ts'
import {
  findChildAt,
  findChildOfRef,
  findChildPlace,
  findPerson,
  type LogSpan,
  type Looks,
  listChildLooks,
  listPeople,
  listPersonLooks,
} from './access-log.store.ts'
import { looksWorkbook, MOST_LOOKS } from './access-log.workbook.ts'

const view = { method: 'GET', what: 'access-log.view' } as const
const take = { method: 'GET', what: 'access-log.export', namesChildren: true, limit: 'export' } as const

/** The access log's pages: who has looked at a child, what a person has looked at, and both as spreadsheets. */
export const accessLogRoutes: readonly Route[] = [
  { ...view, path: LOG, handle: async (_, visit) => page(askLogPage(visit, { child: '', problems: [] })) },
  { ...view, method: 'POST', path: `${LOG}/child`, limit: 'search', handle: askChild },
  { ...view, path: `${LOG}/child/:ref`, handle: findRef },
  { ...view, path: `${LOG}/children/:entry/:place`, namesChildren: true, handle: showChild },
  { ...take, path: `${LOG}/children/:entry/:place/export`, handle: takeChild },
  { ...view, path: `${LOG}/people`, handle: showPeople },
  { ...view, path: `${LOG}/people/:id`, namesChildren: true, handle: showPerson },
  { ...take, path: `${LOG}/people/:id/export`, handle: takePerson },
]

/** A child's number comes in a form; the address it leads to names an entry of the log instead. */
async function askChild(request: PageRequest, visit: Visit): Promise<Reply> {
  const child = (request.form.child ?? '').trim()
  const again = (message: string) =>
    invalid({ ...askLogPage(visit, { child, problems: [problem(message)] }), problems: [problem(message)] })
  if (child === '') return again('Enter the number in the case system')
  const place = await findChildPlace(visit.tx, child)
  return place === undefined ? again('Nobody has looked at a child with that number') : redirect(childHref(place))
}

function problem(message: string): Problem {
  return { code: 'access-log', field: 'child', message }
}

/** From a child's own page. */
async function findRef({ params }: PageRequest, visit: Visit): Promise<Reply> {
  const child = await findChildOfRef(visit.tx, params.ref ?? '')
  const place = child === undefined ? undefined : await findChildPlace(visit.tx, child)
  if (child === undefined) return notFound()
  return place === undefined
    ? redirect(LOG, { kind: 'important', message: 'Nobody has looked at that child.' })
    : redirect(childHref(place))
}

async function showChild(request: PageRequest, visit: Visit): Promise<Reply> {
  const child = await childOf(request, visit)
  if (child === undefined) return nothing(visit)
  const shown = await listed(request, (span) => listChildLooks(visit.tx, child, span))
  visit.looked({ children: [child], page: LOG, why: 'access log of a child', rows: shown.looks.length })
  return page(childLooksPage(child, shown))
}

async function takeChild(request: PageRequest, visit: Visit): Promise<Reply> {
  const child = await childOf(request, visit)
  if (child === undefined) return nothing(visit)
  const { looks } = await listChildLooks(visit.tx, child, whole(request))
  visit.looked({ children: [child], page: LOG, why: 'access log of a child', rows: looks.length, export: true })
  // A list that was looked at names others too: whoever is given this file learns nothing of them.
  const ofChild = looks.map((look) => ({ ...look, children: [child] }))
  return download({ filename: 'access-log-of-a-child.xlsx', type: WORKBOOK_TYPE, body: await looksWorkbook(ofChild) })
}

/** Nothing is shown, which is written down as that. */
function nothing(visit: Visit): Reply {
  visit.looked({ children: [], page: LOG })
  return notFound()
}

async function childOf({ params }: PageRequest, { tx }: Visit): Promise<string | undefined> {
  const [entryId, place] = [idOf(params.entry), idOf(params.place)]
  return entryId === undefined || place === undefined ? undefined : findChildAt(tx, { entryId, place })
}

function idOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

async function showPeople({ query }: PageRequest, visit: Visit): Promise<Reply> {
  const name = (query.name ?? '').trim().slice(0, 100)
  const current = pageOf(query.page)
  const { total, people } = await listPeople(visit.tx, name, (current - 1) * PAGE_ROWS)
  return page(peoplePage({ name, total, people, current, last: lastPage(total) }))
}

async function showPerson(request: PageRequest, visit: Visit): Promise<Reply> {
  const person = await personOf(request, visit)
  if (person === undefined) return nothing(visit)
  const shown = await listed(request, (span) => listPersonLooks(visit.tx, person.id, span))
  // The page shows five children of each look, and links to no more.
  const children = shown.looks.flatMap((look) => look.children.slice(0, 5))
  visit.looked({ children, page: LOG, why: 'access log of a person', rows: shown.looks.length })
  return page(personLooksPage(person, shown))
}

async function takePerson(request: PageRequest, visit: Visit): Promise<Reply> {
  const person = await personOf(request, visit)
  if (person === undefined) return nothing(visit)
  const { looks } = await listPersonLooks(visit.tx, person.id, whole(request))
  const children = looks.flatMap((look) => look.children)
  visit.looked({ children, page: LOG, why: 'access log of a person', rows: looks.length, export: true })
  return download({ filename: 'access-log-of-a-person.xlsx', type: WORKBOOK_TYPE, body: await looksWorkbook(looks) })
}

function personOf({ params }: PageRequest, { tx }: Visit) {
  const id = idOf(params.id)
  return id === undefined ? Promise.resolve(undefined) : findPerson(tx, id)
}

async function listed(request: PageRequest, list: (span: LogSpan) => Promise<Looks>): Promise<LooksPage> {
  const { from, to, problems } = daysOf(request)
  const current = pageOf(request.query.page)
  const found = await list({ from, to, limit: PAGE_ROWS, offset: (current - 1) * PAGE_ROWS })
  const { path, query } = request
  const given = { from: query.from ?? '', to: query.to ?? '' }
  return { path, ...given, problems, ...found, current, last: lastPage(found.total) }
}

function whole(request: PageRequest): LogSpan {
  const { from, to } = daysOf(request)
  return { from, to, limit: MOST_LOOKS, offset: 0 }
}

interface Days {
  readonly from: PlainDate | undefined
  readonly to: PlainDate | undefined
  readonly problems: readonly Problem[]
}

function daysOf({ query }: PageRequest): Days {
  const [from, to] = [parseDate(query.from ?? ''), parseDate(query.to ?? '')]
  const wrong = (field: 'from' | 'to', day: PlainDate | undefined) =>
    (query[field] ?? '').trim() !== '' && day === undefined
      ? [{ code: 'date', field, message: 'Enter a real day, such as 27/3/2026' }]
      : []
  return { from, to, problems: [...wrong('from', from), ...wrong('to', to)] }
}

function pageOf(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}
