import type { Check } from '#checks'
import { earlyHelp } from '../annex-a/lists/02-early-help.ts'
import { asAt, day, HOUSE_RULE, listSource, on, outOfOrder, rowCheck, words } from './row-check.ts'

export const earlyHelpChecks: readonly Check[] = [
  rowCheck(
    earlyHelp,
    outOfOrder([[on('assessment_start_date', 'the start'), on('assessment_completion_date', 'completion')]]),
    {
      id: 'early-help-dates-out-of-order',
      title: 'Early help was completed before it began',
      severity: 'error',
      why: 'The time that early help takes comes out negative.',
      todo: 'Correct whichever date is wrong.',
      source: listSource(earlyHelp),
    },
  ),
  rowCheck(
    earlyHelp,
    {
      reads: ['assessment_completion_date'],
      where: `t.assessment_completion_date is null and t.assessment_start_date < add_months(${asAt}, -24)`,
      detail: words`Open since ${day('t.assessment_start_date')}`,
    },
    {
      id: 'early-help-open-for-years',
      title: 'Early help has been open for more than two years',
      severity: 'query',
      why: 'Help that ended and was never closed overstates how many families are being helped.',
      todo: 'Close it with the day on which help ended, or confirm that it goes on.',
      source: HOUSE_RULE,
    },
  ),
  rowCheck(
    earlyHelp,
    {
      reads: ['assessment_completion_date'],
      needs: { protection_plan: ['child_id', 'plan_start_date', 'plan_end_date'] },
      steps: `planned_child as (
    select child_id, min(plan_start_date) as since
    from protection_plan
    where plan_end_date is null and plan_start_date <= ${asAt}
    group by child_id
)`,
      join: 'join planned_child on planned_child.child_id = t.child_id',
      where: `t.assessment_completion_date is null and t.assessment_start_date < planned_child.since`,
      detail: words`Open since ${day('t.assessment_start_date')}, with a protection plan since ${day('planned_child.since')}`,
    },
    {
      id: 'early-help-open-on-plan',
      title: 'Early help is still open for a child on a protection plan',
      severity: 'query',
      why: 'Early help ends, or becomes part of the plan, when social care takes the lead; the child is counted twice.',
      todo: 'Close the early help episode on the day that social care took over, or record it as a service of the plan.',
      source: HOUSE_RULE,
    },
  ),
]
