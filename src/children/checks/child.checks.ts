import type { Check, Reads } from '#checks'
import { listed } from './listed.ts'
import { asAt, day, HOUSE_RULE, has, quoted } from './row-check.ts'

const lists = listed.map((each) => each.list).filter((list) => has(list, 'date_of_birth'))

/** What one value of a child's is called, how it is shown, and the values that say nothing. */
const facts = [
  {
    id: 'child-birth-date-differs',
    column: 'date_of_birth',
    title: 'A child has different birth dates in different lists',
    severity: 'error',
    said: day('value::date'),
    meaningful: 'true',
    why: 'The child’s age depends on the list; the lists may be of two children under one number.',
  },
  {
    id: 'child-gender-differs',
    column: 'gender',
    title: 'A child has different genders in different lists',
    severity: 'warning',
    said: 'value',
    meaningful: "gender <> 'U'",
    why: 'Breakdowns by sex do not agree from list to list; the lists may be of two children under one number.',
  },
  {
    id: 'child-ethnicity-differs',
    column: 'ethnicity',
    title: 'A child has different ethnicities in different lists',
    severity: 'warning',
    said: 'value',
    meaningful: "ethnicity not in ('REFU', 'NOBT', 'WHITE', 'MIXED', 'ASIAN', 'BLACK', 'OTHER')",
    why: 'Breakdowns by ethnicity do not agree from list to list.',
  },
] as const

/**
 * Values of one child that disagree between the newest rows of the lists. The rows of one list agree among themselves
 * only in the newest extract, so each list speaks with its newest value.
 */
const differing = facts.map(({ id, column, title, severity, said, meaningful, why }): Check => {
  const uses: Reads = Object.fromEntries(lists.map((list) => [list.table, ['child_id', column]]))
  const mentions = lists.map(
    (list) => `select
        child_id,
        ${quoted(list.title)} as list,
        arg_max(${column}, known_from)::varchar as value
    from ${list.table}
    where ${column} is not null and ${meaningful}
    group by child_id`,
  )
  return {
    id,
    title,
    severity,
    table: 'any',
    needs: {},
    uses,
    why,
    todo: 'Correct the child’s record once, at its source; look for two records of one child, or one record of two.',
    source: HOUSE_RULE,
    sql: `with mention as (
    ${mentions.join('\n    union all\n    ')}
),
disputed as (
    select child_id from mention group by child_id having min(value) <> max(value)
),
version_of_it as (
    select mention.child_id, ${said} as said, string_agg(list, ', ' order by list) as lists
    from mention
    join disputed using (child_id)
    group by mention.child_id, said
)
select
    child_id,
    string_agg(concat(said, ' in ', lists), '; ' order by said) as detail,
    child_id as row_key
from version_of_it
group by child_id`,
  }
})

/** What happens to a child on a day, in the lists in which few children share a day. */
const happenings = [
  ['referral', 'date_of_referral'],
  ['assessment', 'assessment_start_date'],
  ['section_47', 'strategy_discussion_date'],
  ['protection_plan', 'plan_start_date'],
  ['looked_after', 'started_looked_after'],
] as const

/**
 * Two numbers that may be one child: same birth date, gender and ethnicity, and the same things on the same days in at
 * least two lists. Twins look the same, so this is a question.
 */
const samePerson: Check = {
  id: 'child-listed-twice',
  title: 'Two numbers may be one child',
  severity: 'query',
  table: 'any',
  needs: {},
  uses: Object.fromEntries(
    happenings.map(([table, column]) => [table, ['child_id', 'date_of_birth', 'gender', 'ethnicity', column]]),
  ),
  why: 'A child recorded twice is counted twice, and neither record tells the whole story. Twins look the same.',
  todo: 'Compare the two records; merge them if they are one child.',
  source: HOUSE_RULE,
  sql: `with event as (
    ${happenings
      .map(
        ([table, column]) => `select distinct
        child_id, date_of_birth, gender, ethnicity, ${quoted(table)} as what, ${column} as happened_on
    from ${table}
    where date_of_birth is not null and date_of_birth <= ${asAt}
        and gender is not null and ethnicity not in ('REFU', 'NOBT') and ${column} is not null`,
      )
      .join('\n    union all\n    ')}
),
shared as (
    select date_of_birth, gender, ethnicity, what, happened_on, list(child_id order by child_id) as children
    from event
    group by all
    having count(*) between 2 and 10
),
one_side as (
    select date_of_birth, what, happened_on, children, unnest(children) as child_id from shared
),
pair as (
    select one_side.child_id, unnest(one_side.children) as other_id, date_of_birth, what, happened_on from one_side
),
twice as (
    select child_id, other_id, date_of_birth, count(distinct what) as things, min(happened_on) as first_on
    from pair
    where other_id > child_id
    group by child_id, other_id, date_of_birth
    having count(distinct what) >= 2
)
select
    child_id,
    concat('Born ', ${day('date_of_birth')}, ', as ', other_id, ' is; same gender, ethnicity and days in ', things, ' lists, first ', ${day('first_on')}) as detail,
    concat_ws('|', child_id, other_id) as row_key
from twice`,
}

/** Where a row is open for a child, by list. */
const openRows = [
  ['assessment', 'assessment_start_date', 'authorisation_date', 'assessment'],
  ['child_in_need', 'cin_start_date', 'cin_closure_date', 'episode of need'],
  ['protection_plan', 'plan_start_date', 'plan_end_date', 'protection plan'],
  ['looked_after', 'started_looked_after', 'ceased_looked_after', 'period of care'],
] as const

const openSteps = `open_row as (
    ${openRows
      .map(
        ([table, start, end, what]) => `select
        child_id, ${quoted(what)} as what, ${start} as since, allocated_team, allocated_worker
    from ${table}
    where ${end} is null`,
      )
      .join('\n    union all\n    ')}
)`
const openReads: Reads = Object.fromEntries(openRows.map(([table, start, end]) => [table, ['child_id', start, end]]))

/** A child whose case ended for good in one list and is open in another. */
const endedForGood = [
  {
    id: 'child-died-yet-open',
    title: 'A child who has died has open work',
    reasons: { looked_after: ["'E2'"], child_in_need: ["'RC2'"] },
    words: 'Recorded as died',
    why: 'A letter or visit may go to a grieving family, and the child is counted as open.',
    todo: 'Close what is open today, or correct the reason if it is wrong.',
  },
  {
    id: 'child-adopted-yet-open',
    title: 'A child who left care adopted has open work under the old number',
    reasons: { looked_after: ["'E11'", "'E12'", "'ADOPTED'"], child_in_need: ["'RC1'"] },
    words: 'Recorded as adopted',
    why: 'An adopted child has a new record; the old one is closed to protect them.',
    todo: 'Close what is open, or move it to the new record.',
  },
].map(({ id, title, reasons, words, why, todo }): Check => {
  return {
    id,
    title,
    severity: 'error',
    table: 'any',
    needs: {},
    uses: {
      ...openReads,
      looked_after: [...openReads.looked_after!, 'reason_ceased'],
      child_in_need: [...openReads.child_in_need!, 'closure_reason'],
    },
    why,
    todo,
    source: HOUSE_RULE,
    sql: `with ended as (
    select child_id, ceased_looked_after as ended_on
    from looked_after
    where reason_ceased in (${reasons.looked_after.join(', ')}) and ceased_looked_after <= ${asAt}
    union all
    select child_id, cin_closure_date
    from child_in_need
    where closure_reason in (${reasons.child_in_need.join(', ')}) and cin_closure_date <= ${asAt}
),
gone as (
    select child_id, min(ended_on) as ended_on from ended group by child_id
),
${openSteps}
select
    gone.child_id,
    any_value(open_row.allocated_team) as team,
    any_value(open_row.allocated_worker) as worker,
    concat('${words} ', ${day('gone.ended_on')}, '; still open: ', string_agg(concat(open_row.what, coalesce(concat(' of ', ${day('open_row.since')}), '')), ', ' order by open_row.what, open_row.since)) as detail,
    gone.child_id as row_key
from gone
join open_row on open_row.child_id = gone.child_id
group by gone.child_id, gone.ended_on`,
  }
})

/** What is asked of a child over all lists; an absent list says nothing. */
export const childChecks: readonly Check[] = [...differing, samePerson, ...endedForGood]
