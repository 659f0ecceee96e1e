import { z } from 'zod'
import { clearTarget, getFigureNotes, setOwner, setTarget } from '#figures'
import type { Measure } from '#measures'
import { policy } from '#permissions'
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
import type { Outcome, Problem } from '#values'
import { targetFormOf, targetPage, targetsPage } from './targets.pages.ts'
import { listMeasureSettings, listPossibleOwners } from './targets.store.ts'

const what = 'administration.do'

export interface TargetsNeeds {
  readonly measures: readonly Measure[]
  /** Asks, within the visit's transaction, for the figures to be published again. */
  readonly publishAgain: (visit: Visit) => Promise<void>
}

/** Owners and targets of measures. */
export function targetsRoutes(needs: TargetsNeeds): readonly Route[] {
  const { measures } = needs
  const measureOf = ({ params }: PageRequest) => measures.find(({ id }) => id === params.measure)
  return [
    {
      method: 'GET',
      path: '/administration/measures',
      what,
      handle: async (_, { tx }) => page(targetsPage(measures, await listMeasureSettings(tx))),
    },
    {
      method: 'GET',
      path: '/administration/measures/:measure',
      what,
      handle: (request, visit) => showTarget(measureOf(request), visit),
    },
    {
      method: 'POST',
      path: '/administration/measures/:measure',
      what,
      handle: (request, visit) => saveTarget(measureOf(request), request, visit, needs),
    },
  ]
}

async function showTarget(measure: Measure | undefined, visit: Visit): Promise<Reply> {
  if (measure === undefined) return notFound()
  const notes = await getFigureNotes(visit.tx, measure.id)
  return page(targetPage(measure, targetFormOf(notes), await owners(visit), visit))
}

function owners({ tx }: Visit) {
  return listPossibleOwners(tx, Object.keys(policy['narrative.give'].roles))
}

const targetForm = z.object({
  version: z.coerce.number().int(),
  owner: z.string().regex(/^\d{0,15}$/, 'Choose an owner from the list'),
  target: z.string().regex(/^(-?\d{1,9}(\.\d{1,3})?)?$/, 'A target is a number, such as 80 or 12.5'),
  source: z.string().max(300, 'Say who set it in at most 300 characters'),
})

async function saveTarget(
  measure: Measure | undefined,
  request: PageRequest,
  visit: Visit,
  needs: TargetsNeeds,
): Promise<Reply> {
  if (measure === undefined) return notFound()
  const people = await owners(visit)
  const read = together(readForm(request, targetForm), people)
  if (!read.ok) {
    const { owner = '', target = '', source = '' } = request.form
    const given = { owner, target, source, version: Number(request.form.version ?? 0), problems: read.problems }
    return invalid({ ...targetPage(measure, given, people, visit), problems: read.problems })
  }
  const set = await applyTarget(measure.id, read.value, visit)
  if (!set.ok) return conflict(targetPage(measure, { ...read.value, problems: set.problems }, people, visit))
  await needs.publishAgain(visit)
  const { owner } = read.value
  if (owner !== '') await setOwner(visit.tx, { measure: measure.id, person: Number(owner), by: visit.person!.id })
  return redirect(
    '/administration/measures',
    'Saved. A new target shows when the figures have been published again, in about a minute.',
  )
}

/** Sets the target, takes it back when the field was emptied, or leaves all as it is. */
async function applyTarget(
  measure: string,
  { target, source, version }: z.output<typeof targetForm>,
  { tx, person }: Visit,
): Promise<Outcome<void>> {
  if (target !== '') return setTarget(tx, { measure, value: Number(target), source, version, by: person!.id })
  return version > 0 ? clearTarget(tx, { measure, version }) : { ok: true, value: undefined }
}

/** What the fields say together: a target needs its source, and an owner is one of those listed. */
function together(
  read: Outcome<z.output<typeof targetForm>>,
  people: readonly { readonly id: number }[],
): Outcome<z.output<typeof targetForm>> {
  if (!read.ok) return read
  const { owner, target, source } = read.value
  const problems: Problem[] = []
  if (target !== '' && source === '') {
    problems.push({ code: 'form', field: 'source', message: 'Say who set this target, and when' })
  }
  if (owner !== '' && !people.some(({ id }) => String(id) === owner)) {
    problems.push({ code: 'form', field: 'owner', message: 'Choose an owner from the list' })
  }
  return problems.length > 0 ? { ok: false, problems } : read
}
