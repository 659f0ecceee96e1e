import type { Timescale } from '#timescales'
import { latestIn } from '../latest-in-doubt.ts'
import { documents } from './sources.ts'

const leaver = { kind: 'statutory', tables: ['care_leaver'] } as const

/** Each known event of a kind with the next one; what is said of the young person now bears on the open item alone. */
function chainSql(kind: string, eligibility: string, apartDays: number): string {
  return `
    with event as (
        select
            child_id,
            happened_on,
            lead(happened_on) over spell as next_on,
            lead(shown_after) over spell as next_shown_after
        from occurrence
        where kind = '${kind}'
        window spell as (partition by child_id order by happened_on)
    )
    select
        leaver.child_id,
        coalesce(happened_on::varchar, 'none known') as item_key,
        happened_on as started_on,
        next_on as met_on,
        leaver.closed_on,
        case when next_on is null then not_applicable_reason end as not_applicable_reason,
        next_on is null and declined as declined,
        greatest(next_shown_after, happened_on) as seen_open_on,
        ${apartDays} as apart_days,
        leaver.worker,
        leaver.team
    from care_leaver_now as leaver
    left join event on event.child_id = leaver.child_id
    where eligibility in (${eligibility})`
}

/** Young people leaving care. */
export const careLeaverTimescales = [
  {
    id: 'pathway-plan',
    title: 'Pathway plan',
    kind: 'statutory',
    source: { document: documents.carePlanning, paragraph: 'regulations 41 to 43' },
    verified: 'verified',
    limit: { value: 3, unit: 'months' },
    appliesTo: 'Eligible and relevant young people, and those in care at 16 for 13 weeks since they were 14',
    starts: 'The sixteenth birthday, or 13 weeks in care since the fourteenth where that is later',
    meets: 'A pathway plan is in place',
    proxy:
      'Annex A has the latest review of the plan and not the plan: the first review known stands for it. Weeks in care count in the present period alone.',
    tables: ['care_leaver', 'looked_after'],
    latestIn: latestIn('pathway-review'),
    sql: `
    with in_care as (
        select
            child_id,
            date_of_birth,
            greatest(started_on, add_months(date_of_birth, 168)) + 91 as thirteen_weeks_on,
            worker,
            team
        from care_period
        where is_open
    ),
    known_leaver as (
        select * from care_leaver_now
    ),
    young_person as (
        select
            coalesce(known_leaver.child_id, in_care.child_id) as child_id,
            coalesce(known_leaver.date_of_birth, in_care.date_of_birth) as date_of_birth,
            eligibility,
            closed_on,
            not_applicable_reason,
            thirteen_weeks_on,
            coalesce(known_leaver.worker, in_care.worker) as worker,
            coalesce(known_leaver.team, in_care.team) as team
        from known_leaver
        full outer join in_care on in_care.child_id = known_leaver.child_id
    ),
    entitled as (
        select
            young_person.*,
            case
                -- List 9 knows of earlier periods of care, so it is believed against our own count
                when eligibility is not null and thirteen_weeks_on > as_at then add_months(date_of_birth, 192)
                else greatest(add_months(date_of_birth, 192), thirteen_weeks_on)
            end as started_on
        from young_person
        cross join snapshot_info
        where eligibility in ('ELIGIBLE', 'RELEVANT')
            or eligibility is null and add_months(date_of_birth, 192) <= as_at and thirteen_weeks_on <= as_at
    ),
    plan as (
        select
            child_id,
            min(happened_on) as planned_on,
            arg_min_null(shown_after, happened_on) as shown_after
        from occurrence
        where kind = 'pathway-review'
        group by child_id
    )
    select
        entitled.child_id,
        'plan' as item_key,
        started_on,
        -- a plan made before it had to be counts from the first day
        case when planned_on is not null then greatest(planned_on, started_on) end as met_on,
        closed_on,
        case when planned_on is null then not_applicable_reason end as not_applicable_reason,
        greatest(shown_after, started_on) as seen_open_on,
        120 as apart_days,
        worker,
        team
    from entitled
    left join plan on plan.child_id = entitled.child_id`,
  },
  {
    ...leaver,
    id: 'pathway-review',
    title: 'Pathway plan review',
    source: { document: documents.careLeavers, paragraph: 'regulation 7' },
    verified: 'secondary',
    limit: { value: 6, unit: 'months' },
    appliesTo: 'Relevant and former relevant young people, and eligible ones who have a plan',
    starts: 'The last review of the plan',
    meets: 'The next review',
    recurrence: 'Six months from each actual review',
    latestIn: latestIn('pathway-review'),
    sql: `
    select *
    from (${chainSql('pathway-review', "'ELIGIBLE', 'RELEVANT', 'FORMER_RELEVANT'", 60)}) as review
    -- a young person without a plan yet is under the timescale for the plan
    where started_on is not null or child_id in (
        select child_id from care_leaver_now where eligibility = 'FORMER_RELEVANT'
    )`,
  },
  {
    ...leaver,
    id: 'pa-contact',
    title: 'Personal adviser contact',
    source: { document: documents.careLeavers, paragraph: 'regulation 8(2): at least every two months' },
    verified: 'verified',
    limit: { value: 8, unit: 'weeks' },
    configurable: true,
    appliesTo: 'Relevant and former relevant young people',
    starts: 'The last contact',
    meets: 'The next contact',
    recurrence: 'Eight weeks from each actual contact: practice rounds the two months of the regulation',
    latestIn: latestIn('care-leaver-contact'),
    sql: chainSql('care-leaver-contact', "'RELEVANT', 'FORMER_RELEVANT'", 0),
  },
  {
    id: 'care-leaver-birthday',
    title: 'Contact around a care leaver’s birthday',
    kind: 'published-measure',
    source: { document: documents.careLeaverReturn, paragraph: 'contact around the 17th to 21st birthdays' },
    verified: 'unverified',
    limit: { value: 4, unit: 'months' },
    appliesTo: 'Relevant and former relevant young people around their 17th to 21st birthdays',
    starts: 'Three months before the birthday',
    meets: 'A contact up to one month after the birthday',
    recurrence: 'The birthday whose three months before have begun most recently',
    tables: ['care_leaver'],
    latestIn: latestIn('care-leaver-contact'),
    sql: `
    with birthday as (
        select
            leaver.*,
            age_on(date_of_birth, add_months(as_at, 3)) as years,
            add_months(add_months(date_of_birth, 12 * years), -3) as opens_on
        from care_leaver_now as leaver
        cross join snapshot_info
        where eligibility in ('RELEVANT', 'FORMER_RELEVANT') and date_of_birth is not null
    ),
    contact as (
        select
            birthday.child_id,
            min(happened_on) as contact_on,
            arg_min_null(shown_after, happened_on) as shown_after
        from birthday
        inner join occurrence on occurrence.child_id = birthday.child_id
        where kind = 'care-leaver-contact' and happened_on >= opens_on
        group by birthday.child_id
    )
    select
        birthday.child_id,
        years::varchar as item_key,
        opens_on as started_on,
        contact_on as met_on,
        closed_on,
        case when contact_on is null then not_applicable_reason end as not_applicable_reason,
        contact_on is null and declined as declined,
        greatest(shown_after, opens_on) as seen_open_on,
        0 as apart_days,
        worker,
        team
    from birthday
    left join contact on contact.child_id = birthday.child_id
    where years between 17 and 21 and opens_on <= (select as_at from snapshot_info)`,
  },
] as const satisfies readonly Timescale[]
