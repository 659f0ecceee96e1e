import { z } from 'zod'
import { type PageRequest, page, type Reply, type Route, readForm, type Visit } from '#platform/web'
import { type Outcome, type PlainDate, parseDate } from '#values'
import { notLoadedPage } from '../not-loaded.pages.ts'
import { type ChildSearch, searchChildren } from './child.store.ts'
import { SEARCH, type SearchPage, searchPage } from './search.pages.ts'

/** The most children that a search shows: more than that is no search for a child. */
const MOST_FOUND = 50

/** Finding a child. What is looked for is posted, so that it stands in no address, history or log. */
export const searchRoutes: readonly Route[] = [
  { method: 'GET', path: SEARCH, what: 'child.search', handle: showSearch },
  { method: 'POST', path: SEARCH, what: 'child.search', namesChildren: true, limit: 'search', handle: search },
]

async function showSearch(_: PageRequest, visit: Visit): Promise<Reply> {
  return answer(visit, { form: { child: '', dateOfBirth: '' }, problems: [], hasMore: false })
}

async function search(request: PageRequest, visit: Visit): Promise<Reply> {
  const form = { child: request.form.child?.trim() ?? '', dateOfBirth: request.form.dateOfBirth?.trim() ?? '' }
  const asked = readSearch(request)
  if (!asked.ok) {
    visit.looked({ children: [], page: SEARCH, why: 'search' })
    return answer(visit, { form, problems: asked.problems, hasMore: false })
  }
  const found = await searchChildren(visit.tx, asked.value, MOST_FOUND + 1)
  const shown = found.slice(0, MOST_FOUND)
  visit.looked({ children: shown.map(({ child }) => child), page: SEARCH, why: 'search', rows: shown.length })
  return answer(visit, { form, problems: [], found: shown, hasMore: found.length > MOST_FOUND })
}

function answer(visit: Visit, shown: Pick<SearchPage, 'form' | 'problems' | 'found' | 'hasMore'>): Reply {
  if (visit.publication === undefined) return page(notLoadedPage('Find a child'))
  const mayBreakGlass = visit.may('child.break-glass')
  return page(searchPage({ visit, asAt: visit.publication.asAt, mayBreakGlass, ...shown }))
}

const form = z.object({
  child: z.string().max(60, 'Number in your case system must be 60 characters or fewer'),
  dateOfBirth: z.string().max(40, 'Date of birth must be a real date, such as 27/3/2012'),
})

function readSearch(request: PageRequest): Outcome<ChildSearch> {
  const read = readForm(request, form)
  if (!read.ok) return read
  const { child, dateOfBirth } = read.value
  if (child === '' && dateOfBirth === '')
    return refuse('child', 'Enter the number in your case system, the date of birth, or both')
  const born = dateOfBirth === '' ? undefined : typedDay(dateOfBirth)
  if (dateOfBirth !== '' && born === undefined)
    return refuse('dateOfBirth', 'Date of birth must be a real date, such as 27/3/2012')
  return {
    ok: true,
    value: { ...(child === '' ? {} : { child }), ...(born === undefined ? {} : { dateOfBirth: born }) },
  }
}

/** A bare number would be read as a spreadsheet's serial number, which nobody types. */
function typedDay(text: string): PlainDate | undefined {
  return /\D/.test(text) ? parseDate(text) : undefined
}

function refuse(field: string, message: string): Outcome<never> {
  return { ok: false, problems: [{ code: 'search', field, message }] }
}
