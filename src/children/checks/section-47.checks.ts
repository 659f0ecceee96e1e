import type { Check } from '#checks'
import { section47 } from '../annex-a/lists/05-section-47.ts'
import { asAt, day, HOUSE_RULE, listSource, on, outOfOrder, quoted, rowCheck, words } from './row-check.ts'

/** An initial conference is due 15 working days after the strategy discussion; an enquiry without any result by three times that was left open. */
const NO_RESULT_WORKING_DAYS = 45

const held = `t.icpc_date <= ${asAt}`

const inOrder = rowCheck(
  section47,
  outOfOrder([[on('strategy_discussion_date', 'the strategy discussion'), on('icpc_date', 'the initial conference')]]),
  {
    id: 's47-dates-out-of-order',
    title: 'The initial conference was held before the strategy discussion',
    severity: 'error',
    why: 'It counts as held within 15 working days and flatters timeliness.',
    todo: 'Correct whichever date is wrong; the conference may belong to an earlier enquiry.',
    source: listSource(section47),
  },
)

const unnecessaryYetHeld = rowCheck(
  section47,
  {
    reads: ['icpc_not_required', 'icpc_date'],
    where: `t.icpc_not_required = 'Y' and t.icpc_date is not null`,
    detail: words`A conference was deemed unnecessary, yet one is dated ${day('t.icpc_date')}`,
  },
  {
    id: 's47-conference-unnecessary-yet-dated',
    title: 'An initial conference was deemed unnecessary and has a date',
    severity: 'error',
    why: 'The enquiry counts both as ended without a conference and as having led to one.',
    todo: 'Remove the date, or say that a conference was needed.',
    source: listSource(section47),
  },
)

const withoutOutcome = rowCheck(
  section47,
  {
    reads: ['icpc_date', 'icpc_resulted_in_plan', 'icpc_not_required'],
    where: `${held} and coalesce(t.icpc_resulted_in_plan, 'U') = 'U' and coalesce(t.icpc_not_required, 'N') <> 'Y'`,
    detail: words`Conference of ${day('t.icpc_date')} without saying whether a plan was made`,
  },
  {
    id: 's47-conference-without-outcome',
    title: 'An initial conference has been held without an outcome',
    severity: 'warning',
    why: 'The share of conferences that lead to a plan is wrong.',
    todo: 'Record whether the conference decided on a protection plan.',
    source: listSource(section47),
  },
)

const outcomeWithoutConference = rowCheck(
  section47,
  {
    reads: ['icpc_date', 'icpc_resulted_in_plan'],
    unlessUnreadable: 'icpc_date',
    where: `t.icpc_date is null and t.icpc_resulted_in_plan in ('Y', 'N')`,
    detail: words`The conference ${`case t.icpc_resulted_in_plan when 'Y' then 'led to a plan' else 'led to no plan' end`}, but it has no date`,
  },
  {
    id: 's47-outcome-without-conference',
    title: 'A conference has an outcome but no date',
    severity: 'warning',
    why: 'The conference is missing from every count and from the 15-day measure.',
    todo: 'Give the day of the conference, or remove the outcome.',
    source: listSource(section47),
  },
)

const noResult = rowCheck(
  section47,
  {
    reads: ['icpc_date', 'icpc_not_required', 'icpc_resulted_in_plan'],
    where: `t.icpc_date is null and coalesce(t.icpc_not_required, 'N') <> 'Y' and coalesce(t.icpc_resulted_in_plan, 'U') = 'U'
    and working_days_between(t.strategy_discussion_date, ${asAt}) > ${NO_RESULT_WORKING_DAYS}`,
    detail: words`Strategy discussion ${day('t.strategy_discussion_date')}, ${`working_days_between(t.strategy_discussion_date, ${asAt})`} working days before the extract, and neither a conference nor a decision against one`,
  },
  {
    id: 's47-without-result',
    title: 'An enquiry has had no result for more than 45 working days',
    severity: 'warning',
    why: 'A conference is due after 15. The child is either waiting, or the result was never recorded.',
    todo: 'Record the conference, or that it was not needed.',
    source: HOUSE_RULE,
  },
)

const plan = { protection_plan: ['child_id', 'plan_start_date'] } as const

/** A plan that begins on the day of the conference or within the week after. */
const planAfter = `plan_after as (
    select section_47.child_id, section_47.strategy_discussion_date, min(protection_plan.plan_start_date) as plan_start_date
    from section_47
    join protection_plan
        on protection_plan.child_id = section_47.child_id
        and protection_plan.plan_start_date between section_47.icpc_date and section_47.icpc_date + 7
    group by section_47.child_id, section_47.strategy_discussion_date
)`

/** Plans that were open on the day of the conference stand in the list too: a sibling's conference does not start one. */
const planMissing = rowCheck(
  section47,
  {
    reads: ['icpc_date', 'icpc_resulted_in_plan'],
    needs: { protection_plan: ['child_id', 'plan_start_date', 'plan_end_date'] },
    steps: `planned as (
    select distinct section_47.child_id, section_47.strategy_discussion_date
    from section_47
    join protection_plan
        on protection_plan.child_id = section_47.child_id
        and protection_plan.plan_start_date <= section_47.icpc_date + 7
        and (
            protection_plan.plan_start_date >= section_47.icpc_date
            or coalesce(protection_plan.plan_end_date, date '9999-12-31') >= section_47.icpc_date
        )
),
covered as (
    select min(covered_from) as covered_from from coverage where table_name = 'protection_plan'
)`,
    join: `cross join covered
left join planned on planned.child_id = t.child_id and planned.strategy_discussion_date = t.strategy_discussion_date`,
    where: `t.icpc_resulted_in_plan = 'Y' and t.icpc_date between covered.covered_from and ${asAt} - 7 and planned.child_id is null`,
    detail: words`The conference of ${day('t.icpc_date')} led to a plan, but none began within a week`,
  },
  {
    id: 's47-plan-missing',
    title: 'A conference led to a protection plan that is not in the list of plans',
    severity: 'error',
    why: 'A child who should be visited and reviewed under a plan is on no list of such children.',
    todo: 'Find the plan and its start, or correct the outcome of the conference.',
    source: HOUSE_RULE,
  },
)

const planAllTheSame = rowCheck(
  section47,
  {
    reads: ['icpc_date', 'icpc_resulted_in_plan'],
    needs: plan,
    steps: planAfter,
    join: 'join plan_after on plan_after.child_id = t.child_id and plan_after.strategy_discussion_date = t.strategy_discussion_date',
    where: `t.icpc_resulted_in_plan = 'N'`,
    detail: words`The conference of ${day('t.icpc_date')} led to no plan, yet one began ${day('plan_after.plan_start_date')}`,
  },
  {
    id: 's47-no-plan-yet-planned',
    title: 'A conference led to no plan, yet a protection plan began',
    severity: 'error',
    why: 'The share of conferences that lead to a plan is understated.',
    todo: 'Correct the outcome of the conference, or the start of the plan.',
    source: HOUSE_RULE,
  },
)

/**
 * A number of things in the last 12 months that fits no way of counting met in practice: earlier ones only, with this one,
 * or those of the 12 months before the extract.
 */
function countDiffers(
  column: string,
  of: string,
  event: string,
  said: { id: string; title: string; things: string },
): Check {
  return rowCheck(
    section47,
    {
      reads: [column, ...(event === 'strategy_discussion_date' ? [] : [event])],
      steps: `happened as (
    select distinct child_id, ${event} as happened_on from section_47 where ${event} <= ${asAt}
),
recent as (
    select child_id, count(*) as how_many
    from happened
    where happened_on > add_months(${asAt}, -12)
    group by child_id
),
before_row as (
    select section_47.child_id, section_47.strategy_discussion_date, count(happened.happened_on) as how_many
    from section_47
    left join happened
        on happened.child_id = section_47.child_id
        and happened.happened_on < ${of}
        and happened.happened_on >= ${of} - interval 12 months
    group by section_47.child_id, section_47.strategy_discussion_date
),
covered as (
    select min(covered_from) as covered_from from coverage where table_name = 'section_47'
)`,
      join: `cross join covered
join before_row on before_row.child_id = t.child_id and before_row.strategy_discussion_date = t.strategy_discussion_date
left join recent on recent.child_id = t.child_id`,
      where: `t.strategy_discussion_date between add_months(covered.covered_from, 12) and ${asAt}
    and t.known_from >= add_months(${asAt}, -1)
    and t.${column} not in (before_row.how_many, before_row.how_many + 1, coalesce(recent.how_many, 0))`,
      detail: words`The file says ${`t.${column}`}; the record has ${'before_row.how_many'} earlier${quoted(` ${said.things} in the 12 months before, and `)}${'coalesce(recent.how_many, 0)'} in the 12 months before the extract`,
    },
    {
      id: said.id,
      title: said.title,
      severity: 'warning',
      why: 'Repeat enquiries and conferences are a sign of help that did not last; whoever reads the file gets another figure.',
      todo: 'Look for enquiries merged, deleted or recorded twice.',
      source: listSource(section47),
    },
  )
}

const repeatedWithinWeek = rowCheck(
  section47,
  {
    reads: [],
    steps: `follow_up as (
    select
        child_id,
        strategy_discussion_date,
        lag(strategy_discussion_date) over (partition by child_id order by strategy_discussion_date) as previous_on
    from section_47
)`,
    join: 'join follow_up on follow_up.child_id = t.child_id and follow_up.strategy_discussion_date = t.strategy_discussion_date',
    where: 't.strategy_discussion_date <= follow_up.previous_on + 7',
    detail: words`Strategy discussion ${day('t.strategy_discussion_date')}, after another on ${day('follow_up.previous_on')}`,
  },
  {
    id: 's47-repeated-within-week',
    title: 'Two enquiries about a child began within a week',
    severity: 'query',
    why: 'A second strategy discussion of one enquiry counts as a second enquiry.',
    todo: 'Merge the two if they are one enquiry.',
    source: HOUSE_RULE,
  },
)

export const section47Checks: readonly Check[] = [
  inOrder,
  unnecessaryYetHeld,
  withoutOutcome,
  outcomeWithoutConference,
  noResult,
  planMissing,
  planAllTheSame,
  countDiffers('s47_last_12_months', 'section_47.strategy_discussion_date', 'strategy_discussion_date', {
    id: 's47-count-differs',
    title: 'The number of section 47 enquiries in the last 12 months is not what the record counts',
    things: 'enquiries',
  }),
  countDiffers(
    'icpc_last_12_months',
    'coalesce(section_47.icpc_date, section_47.strategy_discussion_date)',
    'icpc_date',
    {
      id: 's47-conference-count-differs',
      title: 'The number of initial conferences in the last 12 months is not what the record counts',
      things: 'conferences',
    },
  ),
  repeatedWithinWeek,
]
