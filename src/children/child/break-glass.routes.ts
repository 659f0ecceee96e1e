import { z } from 'zod'
import { invalid, type PageRequest, page, type Reply, type Route, readForm, redirect, type Visit } from '#platform/web'
import type { Problem } from '#values'
import { breakGlassPage } from './break-glass.pages.ts'
import { breakGlass } from './child.store.ts'
import { BREAK_GLASS } from './search.pages.ts'

/** Opening a record outside the rules, by its number and with a reason. The number comes in a form, never in an address. */
export const breakGlassRoutes: readonly Route[] = [
  { method: 'GET', path: BREAK_GLASS, what: 'child.break-glass', handle: ask },
  { method: 'POST', path: `${BREAK_GLASS}/ask`, what: 'child.break-glass', handle: ask },
  { method: 'POST', path: BREAK_GLASS, what: 'child.break-glass', limit: 'search', handle: open },
]

/** The form, with the number from a search where it came along. */
async function ask({ form }: PageRequest, visit: Visit): Promise<Reply> {
  return page(breakGlassPage({ visit, child: form.child?.trim() ?? '', reason: '', problems: [] }))
}

const schema = z.object({
  child: z
    .string()
    .min(1, 'Enter the number in your case system')
    .max(60, 'Number in your case system must be 60 characters or fewer'),
  reason: z
    .string()
    .min(20, 'Say why you need it now, in 20 characters or more')
    .max(2000, 'Say why in 2,000 characters or fewer'),
})

async function open(request: PageRequest, visit: Visit): Promise<Reply> {
  const read = readForm(request, schema)
  if (!read.ok) return again(request, visit, read.problems)
  const { child, reason } = read.value
  const opened = await breakGlass(visit.tx, child, reason)
  // An attempt that found nothing is written down as well: guessing must show.
  visit.looked({
    children: opened === undefined ? [] : [child],
    page: BREAK_GLASS,
    why: opened === undefined ? `opened nothing, for want of such a number: ${reason}` : reason,
  })
  if (opened === undefined)
    return again(request, visit, [
      { code: 'no-record', field: 'child', message: 'There is no record with that number. Check it and try again' },
    ])
  // The record's own page says, for as long as it is open, why and until when.
  return redirect(`/children/${opened.ref}`)
}

function again({ form }: PageRequest, visit: Visit, problems: readonly Problem[]): Reply {
  const shown = breakGlassPage({ visit, child: form.child ?? '', reason: form.reason ?? '', problems })
  return invalid({ ...shown, problems })
}
