import { countBy, type Day, latestBy, plusMonths } from '../days.ts'
import type { CarePeriod, Child, Leaver, LeaverLife, LegalStatus, Placement } from '../model.ts'
import { columns } from './columns.ts'
import {
  type Cell,
  childCells,
  childRows,
  holderCells,
  known,
  type ListDefinition,
  latestSince,
  pastHolderCells,
  window,
  yesNo,
} from './list.ts'

/** List 8: children in care now, and those who ceased in the window; one row for each period of care. */
export const careList: ListDefinition = {
  number: 8,
  title: 'Children in care',
  columns: columns[8],
  rows: childRows({
    of: (child) => child.care,
    first: (period) => period.start,
    last: (period) => period.end,
    since: window,
    cells: careCells,
  }),
}

function careCells(child: Child, period: CarePeriod, asAt: Day): Cell[] {
  const ceased = period.end <= asAt
  const day = ceased ? period.end - 1 : asAt
  const status = period.legal.findLast((one) => one.start <= Math.max(day, period.start)) as LegalStatus
  const placement = placementOn(period, day)
  const seen = (days: readonly Day[]) => latestSince(days, period.start, Math.min(asAt, period.end))
  return [
    ...childCells(child, asAt),
    yesNo(child.unaccompanied && period.start > plusMonths(asAt, -12)),
    child.disability,
    period.start,
    period.need,
    yesNo(period.again12Months),
    status.start,
    status.code,
    seen(period.reviews),
    seen(period.visits),
    period.permanence.findLast((one) => one.day <= day)?.plan,
    seen(period.officerVisits),
    seen(period.healthChecks),
    seen(period.dentalChecks),
    placementsBefore(period, day),
    known(period.end, asAt),
    ceased ? period.reason : undefined,
    ...placementCells(placement),
    ...missingCells(period, day),
    ...(ceased ? pastHolderCells(child.file, day) : holderCells(child.file, day)),
  ]
}

function placementOn(period: CarePeriod, day: Day): Placement {
  return period.placements.findLast((one) => one.start <= Math.max(day, period.start)) as Placement
}

/** Placements in the 12 months before, the current one included and temporary ones (T codes) left out. */
function placementsBefore(period: CarePeriod, day: Day): number {
  const from = plusMonths(day, -12)
  const counted = period.placements.filter((one) => one.start <= Math.max(day, period.start) && one.end > from)
  return Math.max(1, counted.filter((one) => !one.type.startsWith('T')).length)
}

function placementCells(placement: Placement): Cell[] {
  const { start, type, provider, postcode, urn, inside, authority } = placement
  return [start, type, provider, postcode, urn, inside ? 'IN' : 'OUT', authority]
}

function missingCells(period: CarePeriod, day: Day): Cell[] {
  const from = plusMonths(day, -12)
  const missing = period.missing.filter((one) => one.day > from && one.day <= day)
  const absent = countBy(period.absent, day) - countBy(period.absent, from)
  const latest = missing.at(-1)
  return [
    missing.length,
    absent,
    latest && yesNo(latest.offered),
    latest && (latest.offered ? yesNo(latest.accepted) : 'N'),
  ]
}

/** List 9: all who are entitled to leaving-care services on the day of the extract. */
export const leaverList: ListDefinition = {
  number: 9,
  title: 'Care leavers',
  columns: columns[9],
  rows: childRows({
    of: (child) => (child.leaver ? [child.leaver] : []),
    first: (leaver) => leaver.from,
    last: (leaver) => leaver.until - 1,
    since: (view) => view.asAt,
    cells: (child, _leaver, asAt) => leaverCells(child, asAt),
  }),
}

function leaverCells(child: Child, asAt: Day): Cell[] {
  const leaver = child.leaver as NonNullable<Child['leaver']>
  const life = leaver.lives.findLast((one) => one.day <= asAt)
  const file = child.file.history.findLast((one) => one.from <= asAt)?.team ? child.file : child.adviser
  return [
    ...childCells(child, asAt),
    yesNo(child.unaccompanied),
    child.disability,
    ...holderCells(file, asAt),
    holderCells(child.adviser, asAt)[1],
    eligibilityOn(child, asAt),
    latestBy(leaver.reviews, asAt),
    inTouchOn(leaver, life, asAt),
    latestBy(leaver.contacts, asAt),
    life?.accommodation,
    life && (life.suitable ? '1' : '2'),
    life?.activity,
  ]
}

/** Somebody met in the last eight weeks is in touch, whatever was so before. */
function inTouchOn(leaver: Leaver, life: LeaverLife | undefined, asAt: Day): string {
  const latest = latestBy(leaver.contacts, asAt)
  return life && (life.inTouch !== 'NO' || latest === undefined || latest < asAt - 56) ? life.inTouch : 'YES'
}

function eligibilityOn(child: Child, asAt: Day): string {
  const inCare = child.care.some((period) => period.start <= asAt && period.end > asAt)
  if (inCare) return 'ELIGIBLE'
  if (child.leaver?.qualifyingOnly) return 'QUALIFYING'
  return plusMonths(child.born, 18 * 12) <= asAt ? 'FORMER_RELEVANT' : 'RELEVANT'
}
