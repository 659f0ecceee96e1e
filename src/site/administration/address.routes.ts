import { z } from 'zod'
import { isMailAddress, isMailing } from '#platform/notify'
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
import { addressPage } from './address.pages.ts'
import { getAddress, setAddress } from './address.store.ts'
import { personOf } from './people.routes.ts'
import type { Person } from './people.store.ts'

const path = '/administration/people/:person/address'
const what = 'administration.do'

/** Where people are told of things by mail; not there where mail is not set. */
export const addressRoutes: readonly Route[] = [
  { method: 'GET', path, what, handle: showAddress },
  { method: 'POST', path, what, handle: saveAddress },
]

async function toldByMail(request: PageRequest, visit: Visit): Promise<Person | undefined> {
  return (await isMailing(visit.tx)) ? personOf(request, visit) : undefined
}

async function showAddress(request: PageRequest, visit: Visit): Promise<Reply> {
  const person = await toldByMail(request, visit)
  if (person === undefined) return notFound()
  const address = await getAddress(visit.tx, person.id)
  return page(addressPage(person, address, { email: address.local ?? '', problems: [] }, visit))
}

const schema = z.object({
  email: z.string().refine((text) => text === '' || isMailAddress(text), 'Enter one address, like name@example.org'),
})

async function saveAddress(request: PageRequest, visit: Visit): Promise<Reply> {
  const person = await toldByMail(request, visit)
  if (person === undefined) return notFound()
  const read = readForm(request, schema)
  if (!read.ok) {
    const { problems } = read
    const address = await getAddress(visit.tx, person.id)
    const form = { email: request.form.email ?? '', problems }
    return invalid({ ...addressPage(person, address, form, visit), problems })
  }
  await setAddress(visit.tx, person.id, read.value.email)
  return redirect(`/administration/people/${person.id}`, 'Saved where notices are sent')
}
