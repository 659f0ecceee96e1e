import { type Day, NEVER } from '../days.ts'
import type { Adopter, AdopterSteps, AdoptionPlan, Child, County } from '../model.ts'
import { columns } from './columns.ts'
import { type Cell, childCells, childRows, known, type ListDefinition, type Row, type View, yesNo } from './list.ts'

/** List 10: children with a decision that they should be adopted, until 12 months after it is done or undone. */
export const adoptionList: ListDefinition = {
  number: 10,
  title: 'Adoption',
  columns: columns[10],
  rows: childRows({
    of: (child) => (child.adoption ? [child.adoption] : []),
    first: (plan) => plan.decision,
    last: (plan) => Math.min(plan.adopted, plan.reversed),
    since: (view) => view.yearFrom,
    cells: adoptionCells,
  }),
}

function adoptionCells(child: Child, plan: AdoptionPlan, asAt: Day): Cell[] {
  const [id, ...about] = childCells(child, asAt)
  return [
    id,
    plan.matched <= asAt ? plan.family : undefined,
    ...about,
    child.disability,
    plan.entered,
    plan.decision,
    known(plan.order, asAt),
    known(plan.matched, asAt),
    known(plan.placed, asAt),
    known(plan.adopted, asAt),
    known(plan.reversed, asAt),
    plan.reversed <= asAt ? plan.reversal : undefined,
    known(plan.early, asAt),
  ]
}

/** List 11: adopters with whom something happened in the last 12 months. */
export const adopterList: ListDefinition = { number: 11, title: 'Adopters', columns: columns[11], rows: adopterRows }

function* adopterRows(county: County, view: View): Iterable<Row> {
  for (const adopter of county.adopters) {
    const latest = latestStep(adopter.steps, view.asAt)
    if (latest < view.yearFrom) continue
    yield {
      cells: adopterCells(adopter, view.asAt),
      child: undefined,
      number: Number(adopter.id.slice(2)),
      day: adopter.steps.enquiry,
    }
  }
}

function latestStep(steps: AdopterSteps, asAt: Day): Day {
  const { children, reason, ...days } = steps
  return Math.max(...Object.values(days).filter((day) => day <= asAt && day !== NEVER), Number.NEGATIVE_INFINITY)
}

function adopterCells(adopter: Adopter, asAt: Day): Cell[] {
  const { steps } = adopter
  const at = (day: Day) => known(day, asAt)
  return [
    adopter.id,
    adopter.family,
    adopter.sex,
    adopter.ethnicity,
    adopter.disability,
    yesNo(adopter.early),
    steps.enquiry,
    at(steps.stage1Start),
    at(steps.stage1End),
    at(steps.stage2Start),
    at(steps.stage2End),
    at(steps.application),
    at(steps.approved),
    at(steps.matched),
    at(steps.placed),
    steps.placed <= asAt ? steps.children : undefined,
    at(steps.adopted),
    at(steps.left),
    steps.left <= asAt ? steps.reason : undefined,
  ]
}
