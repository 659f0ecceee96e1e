import { z } from 'zod'
import { clearTarget, getFigureNotes, setOwner, setTarget } from '#figures'
import type { Measure } from '#measures'
import { policy } from '#permissions'
import type { Tx } from '#platform/db'
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
import { type TargetForm, targetFormOf, targetPage, targetsPage } from './targets.pages.ts'
import { listMeasureSettings, listPossibleOwners, lockMeasure } from './targets.store.ts'

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
  ownerWas: z.string().max(15),
  target: z.string().regex(/^(-?\d{1,9}(\.\d{1,3})?)?$/, 'A target is a number, such as 80 or 12.5'),
  source: z.string().max(300, 'Say who set it in at most 300 characters'),
})

const SAVED = 'Saved. A new target shows when the figures have been published again, in about a minute.'

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
    const { owner = '', ownerWas = '', target = '', source = '' } = request.form
    const version = Number(request.form.version ?? 0)
    const given = { owner, ownerWas, target, source, version, problems: read.problems }
    return invalid({ ...targetPage(measure, given, people, visit), problems: read.problems })
  }
  await lockMeasure(visit.tx, measure.id)
  const asked = read.value
  const now = targetFormOf(await getFigureNotes(visit.tx, measure.id))
  if (isAsAsked(now, asked)) return redirect('/administration/measures', SAVED)
  if (now.version !== asked.version || now.owner !== asked.ownerWas) {
    const problems = [{ code: 'changed', message: 'Someone else changed this meanwhile' }]
    const form = { ...asked, version: now.version, ownerWas: now.owner, problems }
    return conflict(targetPage(measure, form, people, visit, now))
  }
  await apply(measure.id, asked, now, visit, needs)
  return redirect('/administration/measures', SAVED)
}

type Asked = z.output<typeof targetForm>

/** The same form sent twice finds what it asked for done already. */
function isAsAsked(now: TargetForm, asked: Asked): boolean {
  const isSameTarget =
    asked.target === '' || now.target === ''
      ? asked.target === now.target
      : Number(now.target) === Number(asked.target) && now.source === asked.source
  return isSameTarget && now.owner === asked.owner
}

/** Sets what differs; a target is taken back when its field was emptied. Nobody else changes this measure meanwhile. */
async function apply(
  measure: string,
  { target, source, version, owner }: Asked,
  now: TargetForm,
  visit: Visit,
  { publishAgain }: TargetsNeeds,
): Promise<void> {
  const by = visit.person!.id
  const set = await changeTarget(visit.tx, now, { measure, target, source, version, by })
  if (!set.ok) throw new Error('a target changed under its lock')
  await publishAgain(visit)
  if (owner !== '' && owner !== now.owner) await setOwner(visit.tx, { measure, person: Number(owner), by })
}

async function changeTarget(
  tx: Tx,
  now: TargetForm,
  { target, ...set }: { measure: string; target: string; source: string; version: number; by: number },
): Promise<Outcome<void>> {
  if (target === '') return now.target === '' ? { ok: true, value: undefined } : clearTarget(tx, set)
  return setTarget(tx, { ...set, value: Number(target) })
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
