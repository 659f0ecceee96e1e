import { z } from 'zod'
import {
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
import type { Problem } from '#values'
import { findPerson, listPeople } from './access-log.store.ts'
import { SEALED, sealedRecordPage, sealedRecordsPage } from './sealed-records.pages.ts'
import {
  findSealedRecord,
  findSealOf,
  listSealedRecords,
  lockSeals,
  type SealedRecord,
  sealRecord,
  unsealRecord,
} from './sealed-records.store.ts'

const seal = { what: 'child.seal', namesChildren: true } as const

/** Sealing records, naming who may open them, and unsealing them. */
export const sealedRecordsRoutes: readonly Route[] = [
  { ...seal, method: 'GET', path: SEALED, handle: showAll },
  { ...seal, method: 'POST', path: SEALED, handle: sealOne },
  { ...seal, method: 'GET', path: `${SEALED}/:id`, handle: showOne },
  { ...seal, method: 'POST', path: `${SEALED}/:id/people`, handle: changePeople },
  { ...seal, method: 'POST', path: `${SEALED}/:id/unseal`, handle: unseal },
]

async function showAll(_: PageRequest, visit: Visit): Promise<Reply> {
  const sealed = await listSealedRecords(visit.tx)
  looked(visit, sealed, 'list of sealed records')
  return page(sealedRecordsPage(visit, sealed, { child: '', reason: '', problems: [] }))
}

function looked(visit: Visit, sealed: readonly SealedRecord[], why: string): void {
  visit.looked({ children: sealed.map(({ child_id }) => child_id), page: SEALED, why })
}

const schema = z.object({
  child: z.string().min(1, 'Enter the number in the case system').max(60, 'Number must be 60 characters or fewer'),
  reason: z
    .string()
    .min(10, 'Say why it is sealed, in 10 characters or more')
    .max(2000, 'Say why in 2,000 characters or fewer'),
})

async function sealOne(request: PageRequest, visit: Visit): Promise<Reply> {
  const read = readForm(request, schema)
  if (!read.ok) return again(request, visit, read.problems)
  const { child, reason } = read.value
  await lockSeals(visit.tx)
  const before = await findSealOf(visit.tx, child)
  if (before !== undefined) {
    // Sent twice, or again after people were named: they stay named.
    visit.looked({ children: [child], page: SEALED, why: 'sealed already' })
    return redirect(`${SEALED}/${before}`, 'The record is sealed. Name the people who may open it.')
  }
  const id = await sealRecord(visit.tx, child, { reason, people: [] })
  if (id === undefined)
    return again(request, visit, [
      { code: 'no-record', field: 'child', message: 'There is no record with that number' },
    ])
  visit.looked({ children: [child], page: SEALED, why: `sealed: ${reason}` })
  return redirect(`${SEALED}/${id}`, 'The record is sealed. Name the people who may open it.')
}

async function again({ form }: PageRequest, visit: Visit, problems: readonly Problem[]): Promise<Reply> {
  const sealed = await listSealedRecords(visit.tx)
  looked(visit, sealed, 'list of sealed records')
  const { child = '', reason = '' } = form
  return invalid({ ...sealedRecordsPage(visit, sealed, { child, reason, problems }), problems })
}

async function showOne(request: PageRequest, visit: Visit): Promise<Reply> {
  const sealed = await sealedOf(request, visit, 'a sealed record')
  if (sealed === undefined) return notFound()
  const name = (request.query.name ?? '').trim().slice(0, 100)
  const { people } = name === '' ? { people: [] } : await listPeople(visit.tx, name, 0)
  return page(sealedRecordPage(visit, sealed, { name, people }))
}

async function sealedOf({ params }: PageRequest, visit: Visit, why: string): Promise<SealedRecord | undefined> {
  const id = numberOf(params.id)
  const sealed = id === undefined ? undefined : await findSealedRecord(visit.tx, id)
  looked(visit, sealed === undefined ? [] : [sealed], why)
  return sealed
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

async function changePeople(request: PageRequest, visit: Visit): Promise<Reply> {
  const { form } = request
  const id = numberOf(form.person)
  const person = id === undefined ? undefined : await findPerson(visit.tx, id)
  const isAdding = form.change === 'add'
  await lockSeals(visit.tx)
  const sealed = await sealedOf(
    request,
    visit,
    `${isAdding ? 'named' : 'no longer named'} for it: person ${id ?? 'none'}`,
  )
  if (sealed === undefined || person === undefined) return notFound()
  const others = sealed.people.map((one) => one.id).filter((one) => one !== person.id)
  const people = isAdding ? [...others, person.id] : others
  await sealRecord(visit.tx, sealed.child_id, { reason: sealed.reason, people })
  const words = isAdding ? 'can open this record now' : 'can no longer open this record'
  return redirect(`${SEALED}/${sealed.id}`, `${person.name} ${words}.`)
}

async function unseal(request: PageRequest, visit: Visit): Promise<Reply> {
  const sealed = await sealedOf(request, visit, 'unsealed')
  if (sealed === undefined) return notFound()
  await unsealRecord(visit.tx, sealed.child_id)
  return redirect(SEALED, 'The record is unsealed.')
}
