import { countBy, type Day } from '../days.ts'
import type { Child, Plan } from '../model.ts'
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

/** List 7: protection plans open now or ended in the window. */
export const planList: ListDefinition = {
  number: 7,
  title: 'Child protection plans',
  columns: columns[7],
  rows: childRows({
    of: (child) => child.plans,
    first: (plan) => plan.start,
    last: (plan) => plan.end,
    since: window,
    cells: planCells,
  }),
}

function planCells(child: Child, plan: Plan, asAt: Day): Cell[] {
  const day = Math.min(asAt, plan.end)
  const visits = countBy(plan.visits, day)
  return [
    ...childCells(child, asAt),
    child.disability,
    plan.start,
    plan.category,
    plan.categoryChanged <= day ? plan.laterCategory : plan.category,
    plan.visits[visits - 1],
    plan.alone[visits - 1],
    latestSince(plan.reviews, plan.start, day),
    known(plan.end, asAt),
    yesNo(plan.emergency && day < plan.start + 183),
    plan.previous,
    ...(plan.end <= asAt ? pastHolderCells(child.file, day) : holderCells(child.file, day)),
  ]
}
