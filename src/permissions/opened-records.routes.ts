import { z } from 'zod'
import {
  invalid,
  lastPage,
  notFound,
  PAGE_ROWS,
  type PageRequest,
  page,
  type Reply,
  type Route,
  readForm,
  redirect,
  type Visit,
} from '#platform/web'
import { noticesPage, OPENED, openedRecordPage, openedRecordsPage } from './opened-records.pages.ts'
import {
  findOpenedRecord,
  listNotices,
  listOpenedRecords,
  type OpenedRecord,
  reviewOpenedRecord,
} from './opened-records.store.ts'

/** Where people are told. */
export const NOTICES = '/notices'

/** Reviewing records that were opened outside the rules, and being told of them. */
export const openedRecordsRoutes: readonly Route[] = [
  { method: 'GET', path: OPENED, what: 'access-log.view', namesChildren: true, handle: showOpened },
  { method: 'GET', path: `${OPENED}/:id`, what: 'access-log.view', namesChildren: true, handle: showOne },
  { method: 'POST', path: `${OPENED}/:id`, what: 'access-log.view', handle: saveReview },
  { method: 'GET', path: NOTICES, what: 'notice.view', namesChildren: true, handle: showNotices },
]

async function showOpened({ query, path }: PageRequest, visit: Visit): Promise<Reply> {
  const current = /^[1-9]\d{0,5}$/.test(query.page ?? '') ? Number(query.page) : 1
  const list = await listOpenedRecords(visit.tx, (current - 1) * PAGE_ROWS)
  visit.looked({ children: list.opened.map(({ child_id }) => child_id), page: path, why: 'review of opened records' })
  return page(openedRecordsPage({ ...list, current, last: lastPage(list.total) }))
}

async function showOne(request: PageRequest, visit: Visit): Promise<Reply> {
  const opened = await openedOf(request, visit)
  if (opened === undefined) return notFound()
  return page(openedRecordPage(visit, opened, { right: '', review: '', problems: [] }))
}

async function openedOf({ params }: PageRequest, visit: Visit): Promise<OpenedRecord | undefined> {
  const id = /^\d{1,9}$/.test(params.id ?? '') ? Number(params.id) : undefined
  const opened = id === undefined ? undefined : await findOpenedRecord(visit.tx, id)
  const children = opened === undefined ? [] : [opened.child_id]
  visit.looked({ children, page: OPENED, why: 'review of an opened record' })
  return opened
}

const schema = z.object({
  right: z.enum(['yes', 'no'], 'Say whether it was right to open this record'),
  review: z.string().min(1, 'Say why').max(2000, 'Say why in 2,000 characters or fewer'),
})

async function saveReview(request: PageRequest, visit: Visit): Promise<Reply> {
  const opened = await openedOf(request, visit)
  if (opened === undefined) return notFound()
  const read = readForm(request, schema)
  if (!read.ok) {
    const { right = '', review = '' } = request.form
    const { problems } = read
    return invalid({ ...openedRecordPage(visit, opened, { right, review, problems }), problems })
  }
  const { right, review } = read.value
  const isSaved = await reviewOpenedRecord(visit.tx, opened.id, { wasRight: right === 'yes', review })
  const now = isSaved ? undefined : await findOpenedRecord(visit.tx, opened.id)
  // The same form sent twice finds what it asked for done already.
  if (isSaved || (now?.review === review && now.was_right === (right === 'yes'))) {
    return redirect(OPENED, 'Your review is saved.')
  }
  return redirect(`${OPENED}/${opened.id}`, { kind: 'important', message: 'Someone has reviewed this already.' })
}

async function showNotices({ path }: PageRequest, visit: Visit): Promise<Reply> {
  const notices = await listNotices(visit.tx)
  visit.looked({ children: notices.map(({ child_id }) => child_id), page: path, why: 'told of opened records' })
  return page(noticesPage(notices, visit.may('access-log.view')))
}
