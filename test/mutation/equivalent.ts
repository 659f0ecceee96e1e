/**
 * Mutants that cannot change a result, each read and reasoned. `of` and `label` are matched against the declaration and
 * the mistake. An entry that matches a mutant which some case notices is wrong, and the run says so; so is one that
 * matches none that survives.
 */
export interface Equivalent {
  readonly of: RegExp
  readonly label: RegExp
  readonly why: string
}

const checks: readonly Equivalent[] = [
  {
    of: /./,
    label: /\[min → max\] \( covered_from \)/,
    why: 'coverage has one row for each list, so its first and last day of cover are one',
  },
  {
    of: /^(?!referral-nfa-then-assessed$|s47-no-plan-yet-planned$|cin-status-not-|care-leaver-still-in-care$)/,
    label: /as t (?:cross join covered )?\[join → left join\] \w+ on/,
    why: 'the condition compares a column of the joined step, which is null in the rows that an outer join would add',
  },
  {
    of: /^(?:contact|referral)-future-date$/,
    label: /\[greatest → least\] \( t\.\w+ \)/,
    why: 'the list has one date',
  },
  {
    of: /^(?:contact|referral)-future-date$/,
    label: /case when t\.\w+ \[> → >=\]/,
    why: 'the list has one date, so a row found has it after the day of the extract',
  },
  {
    of: /-birth-date-impossible$/,
    label: /case when t\.date_of_birth \[> → >=\]|\[\+ → -\] 300 then|\[300 → 299\] then/,
    why: 'a row found is either born too late or over 25, and whoever is over 25 was not born within a year of the extract',
  },
  {
    of: /^(?:assessment|s47|plan|cin|early-help)-dates-out-of-order$|^cin-seen-before-start$|^care-legal-status-before-start$/,
    label: /case when t\.\w+ \[< → <=\] t\.\w+ and|case when t\.\w+ < t\.\w+ \[and → or\]/,
    why: 'there is one pair of dates, so a row found has them out of order',
  },
  {
    of: /^cin-seen-after-closure$/,
    label:
      /case when t\.date_last_seen \[> → >=\]|case when .* \[and → or\] t\.date_last_seen|^<= getvariable \( 'as_at' \) \[and → or\] coalesce \( t\.cin_closure_date >=$/,
    why: 'there is one step, so a row found has it after the end',
  },
  {
    of: /-required-empty$/,
    label: /list \( \[distinct → \] column_name \)/,
    why: 'the list is only asked whether it holds a column',
  },
  {
    of: /-two-open$/,
    label: /count \( \* \) (?:\[> → >=\] 1|> \[1 → 0\])/,
    why: 'a row that began after the earliest open one is not the only one',
  },
  {
    of: /^s47-(?:conference-without-outcome|without-result)$/,
    label: /t\.icpc_not_required , \['N' → 'N~'\] \) <> 'Y'/,
    why: 'what stands for an empty cell is only asked whether it is Y',
  },
  {
    of: /^(?!s47-conference-count-differs$)/,
    label: /with \w+ as \( select \[distinct → \] (?:child_id|adoptive_family_id|section_47\.child_id)/,
    why: 'the rows are the keys of a list, or only asked whether there are any',
  },
  {
    of: /^plan-without-enquiry$/,
    label: /icpc_date|protection_plan\.plan_start_date - 7|plan_start_date - \[7/,
    why: 'whether a conference was held is not looked at here, but in plan-without-conference',
  },
  {
    of: /^plan-without-conference$/,
    label: /\[left → inner\] join enquired/,
    why: 'a plan without any enquiry is not found either way: that is plan-without-enquiry',
  },
  {
    of: /^plan-and-care$/,
    label: /started_looked_after \[<= → <\] getvariable/,
    why: 'only care since three months ago is looked for, so what began today makes no difference',
  },
  {
    of: /^child-listed-twice$/,
    label: /\['\w+' → '\w+~'\] as what/,
    why: 'the names of the lists are only told apart and counted',
  },
  {
    of: /^child-listed-twice$/,
    label: /select \[distinct → \] child_id , date_of_birth/,
    why: 'the columns hold the natural key of their list, so no two rows are alike',
  },
  {
    of: /^child-listed-twice$/,
    label: /order by child_id \[ → desc\]|between 2 \[ → - 1\]|between \[2 → 1\]/,
    why: 'each pair is made both ways and kept once, and a child alone makes no pair',
  },
  {
    of: /^cin-status-(?:(?:care|plan|assessment)-not-listed|not-plan)$|^care-leaver-eligible-not-in-care$/,
    label: /\[min → max\] \( (?:started_looked_after|assessment_start_date) \)/,
    why: 'since when is not read: only whether there is a row',
  },
  {
    of: /^cin-status-plan-not-listed$/,
    label: /\[min → max\] \( plan_start_date \)/,
    why: 'since when is not read: only whether there is a row',
  },
  {
    of: /^cin-never-seen$/,
    label: /t\.cin_start_date \[<= → <\] getvariable|, \[true → false\] \) and t\.date_last_seen/,
    why: 'a row found began more than three months before the extract',
  },
  {
    of: /^care-eligible-not-listed$/,
    label: /t\.date_of_birth , \[12 → 1[13]\] \* 14|12 \* \[14 → 1[35]\]/,
    why: 'whoever is 16 or 17 passed 13 weeks from about the fourteenth birthday long ago',
  },
  {
    of: /^care-leaver-age$/,
    label: /t\.date_of_birth \[> → >=\]/,
    why: 'whoever was born today is not between 16 and 25 either',
  },
  {
    of: /^adopter-placed-without-children$/,
    label: /t\.children_placed , \[0 → -1\] \) < 1/,
    why: 'what stands for an empty cell is only asked whether it is below one',
  },
  {
    of: /^referral-count-differs$/,
    label: /as one_more|\[= → <>\] earlier \+ 1 \) \(2\)/,
    why: 'how many count one more is not read here, but in referral-counts-itself',
  },
  {
    of: /^referral-counts-itself$/,
    label: /else \[0 → -1\] end as added/,
    why: 'only asked whether it is one',
  },
  {
    of: /^worker-without-area$/,
    label: /select \[1 → [02]\] as found/,
    why: 'only asked whether there is a row',
  },
]

const timescales: readonly Equivalent[] = [
  {
    of: /./,
    label: /\[0 → -1\] as apart_days/,
    why: 'what is met on its due day is met before it is asked how long after it was',
  },
  {
    of: /^lac-visit-first$/,
    label: /:: date as seen_open_on , \[0 → 1\] as apart_days/,
    why: 'these rows have no dates',
  },
  {
    of: /^lac-visit-parents-ico$/,
    label: /\[greatest → least\] \( next_shown_after|\[0 → 1\] as apart_days/,
    why: 'only visits without a next one are taken, so there is no day on which it was met',
  },
  {
    of: /^(?:lac-visit-parents-ico|adoption-review-waiting|adoption-review-next)$/,
    label: /^limit \[/,
    why: 'each row has a limit of its own',
  },
  { of: /^rhi$/, label: /^limit \[/, why: 'no row has a date to count from' },
  {
    of: /./,
    label: /open_item \[inner → left\] join child_in_need_known/,
    why: 'an item without a closing has none, whether its row is there or not',
  },
  {
    of: /^(?:s47-to-icpc|assessment_period)$/,
    label: /(?:icpc_date|authorisation_date) \[> → >=\] \( select as_at/,
    why: 'what was met by the day of the extract is judged so before any closing is looked at',
  },
  {
    of: /^prebirth-conference$/,
    label: /closed_on \[is → is not\] null/,
    why: 'a plan for a child whose birth is known closes at 18 at the latest',
  },
  {
    of: /^rha-under-5$/,
    label: /period\.closed_on \[is → is not\] null/,
    why: 'care closes at 18 at the latest where the birth date is known, and without it no child is under five',
  },
  {
    of: /^(?:rha-under-5|rha-5-plus|dental|adoption-review-waiting|adoption-review-1|adoption-review-next|adoption-visit|care-leaver-birthday|plan_review|care_review)$/,
    label: /\[inner → left\] join occurrence/,
    why: 'a condition asks for the kind of the occurrence, which a row without one has not',
  },
  {
    of: /^care_visit$/,
    label: /occurrence \[inner → left\] join care_period/,
    why: 'a condition asks for visits since the start of the period, which a row without one has not',
  },
  {
    of: /^care-proceedings$/,
    label: /care_status\.started_on \[> → >=\] interim\.started_on|interim \[inner → left\] join care_status/,
    why: 'one status begins on a day, and each interim order is one of the statuses',
  },
  {
    of: /./,
    label: /not exists \( select \[1 → [02]\] from/,
    why: 'only asked whether there is a row',
  },
  {
    of: /^permanence-plan$/,
    label: /\[left → inner\] join plan_shown/,
    why: 'every period of care comes from a version that is among those looked at',
  },
  {
    of: /^iha$/,
    label: /happened_on \[>= → >\] episode_start \) as shown_after/,
    why: 'an assessment on the first day is in time, whatever was shown before it',
  },
  {
    of: /^rha-5-plus$/,
    label: /date_of_birth \[> → >=\] happened_on then/,
    why: 'a child assessed on the day of birth is under five and not among these rows',
  },
  {
    of: /^pathway-plan$/,
    label: /date_of_birth , \[168 → 16[79]\]/,
    why: 'thirteen weeks from about the fourteenth birthday end long before the sixteenth',
  },
  {
    of: /^pathway-plan$/,
    label: /\['plan' → 'plan~'\] as item_key/,
    why: 'it is the only item of the young person',
  },
  {
    of: /^adoption-a(?:1|2|10)$/,
    label: /\[max → min\] \( started_on \) as/,
    why: 'the step is shared, and only adoption-review-waiting reads the start of the period',
  },
  {
    of: /^adoption-(?:review-1|visit)$/,
    label: /\[lead → lag\]/,
    why: 'the step is shared, and only adoption-review-next reads the next review',
  },
  {
    of: /^adoption-visit$/,
    label: /order by happened_on \[ → desc\] \) \) , last_visit/,
    why: 'only asked whether there is a first review, and any order has one',
  },
  {
    of: /^plan_review$/,
    label: /first_due_on|order by happened_on \[ → desc\] \)$/,
    why: 'no timescale of plans reads the number of a review',
  },
  {
    of: /^care_review$/,
    label: /\[first_value → last_value\]/,
    why: 'they differ on later reviews alone, of which it is only asked that they are not the first',
  },
]

export const equivalents: readonly Equivalent[] = [...checks, ...timescales]
