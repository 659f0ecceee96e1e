
    with row_event as (
        -- events with a column of their own, from rows that the record holds to be true
        select
            child_id,
            date_of_contact as on_date,
            'contact' as kind,
            'contactSource' as code_set,
            contact_source as code,
            null::varchar as words,
            'contact' as table_name,
            null as team,
            null as worker,
            null::date as ends_on
        from contact
        where date_of_contact is not null
        union all
        select
            child_id,
            assessment_start_date as on_date,
            'early-help-start' as kind,
            null as code_set,
            null as code,
            organisation as words,
            'early_help' as table_name,
            null as team,
            null as worker,
            assessment_completion_date as ends_on
        from early_help_known
        where assessment_start_date is not null
        union all
        select
            child_id,
            assessment_completion_date as on_date,
            'early-help-end' as kind,
            null as code_set,
            null as code,
            organisation as words,
            'early_help' as table_name,
            null as team,
            null as worker,
            null::date as ends_on
        from early_help_known
        where assessment_completion_date is not null
        union all
        select
            child_id,
            date_of_referral as on_date,
            'referral' as kind,
            'contactSource' as code_set,
            referral_source as code,
            case referral_nfa when 'Y' then 'no further action' end as words,
            'referral' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            null::date as ends_on
        from referral
        where date_of_referral is not null
        union all
        select
            child_id,
            cin_start_date as on_date,
            'child-in-need-start' as kind,
            'primaryNeed' as code_set,
            primary_need as code,
            null::varchar as words,
            'child_in_need' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            cin_closure_date as ends_on
        from child_in_need_known
        where cin_start_date is not null
        union all
        select
            child_id,
            assessment_start_date as on_date,
            'assessment-start' as kind,
            null as code_set,
            null as code,
            null::varchar as words,
            'assessment' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            authorisation_date as ends_on
        from assessment_known
        where assessment_start_date is not null
        union all
        select
            child_id,
            authorisation_date as on_date,
            'assessment-authorised' as kind,
            null as code_set,
            null as code,
            case requires_support when 'Y' then 'Support needed' when 'N' then 'No support needed' end as words,
            'assessment' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            null::date as ends_on
        from assessment_known
        where authorisation_date is not null
        union all
        select
            child_id,
            strategy_discussion_date as on_date,
            'section-47' as kind,
            null as code_set,
            null as code,
            case icpc_not_required when 'Y' then 'Conference not needed' end as words,
            'section_47' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            null::date as ends_on
        from section_47
        where strategy_discussion_date is not null
        union all
        select
            child_id,
            icpc_date as on_date,
            'initial-conference' as kind,
            null as code_set,
            null as code,
            case icpc_resulted_in_plan when 'Y' then 'Led to a plan' when 'N' then 'Did not lead to a plan' end as words,
            'section_47' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            null::date as ends_on
        from section_47
        where icpc_date is not null
        union all
        select
            child_id,
            plan_start_date as on_date,
            'plan-start' as kind,
            'abuseCategory' as code_set,
            initial_category as code,
            null::varchar as words,
            'protection_plan' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            plan_end_date as ends_on
        from protection_plan_known
        where plan_start_date is not null
        union all
        select
            child_id,
            plan_end_date as on_date,
            'plan-end' as kind,
            null as code_set,
            null as code,
            null::varchar as words,
            'protection_plan' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            null::date as ends_on
        from protection_plan_known
        where plan_end_date is not null
        union all
        select
            child_id,
            started_looked_after as on_date,
            'care-start' as kind,
            'primaryNeed' as code_set,
            category_of_need as code,
            null::varchar as words,
            'looked_after' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            ceased_looked_after as ends_on
        from looked_after_known
        where started_looked_after is not null
        union all
        select
            child_id,
            ceased_looked_after as on_date,
            'care-end' as kind,
            'reasonCeased' as code_set,
            reason_ceased as code,
            null::varchar as words,
            'looked_after' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            null::date as ends_on
        from looked_after_known
        where ceased_looked_after is not null
        union all
        select
            child_id,
            adoption_decision as on_date,
            'adoption-decision' as kind,
            null as code_set,
            null as code,
            null::varchar as words,
            'adoption' as table_name,
            null as team,
            null as worker,
            null::date as ends_on
        from adoption_known
        where adoption_decision is not null
        union all
        select
            child_id,
            ffa_placement as on_date,
            'ffa-placement' as kind,
            null as code_set,
            null as code,
            null::varchar as words,
            'adoption' as table_name,
            null as team,
            null as worker,
            null::date as ends_on
        from adoption_known
        where ffa_placement is not null
        union all
        select
            child_id,
            placement_order as on_date,
            'placement-order' as kind,
            null as code_set,
            null as code,
            null::varchar as words,
            'adoption' as table_name,
            null as team,
            null as worker,
            null::date as ends_on
        from adoption_known
        where placement_order is not null
        union all
        select
            child_id,
            matched as on_date,
            'matched' as kind,
            null as code_set,
            null as code,
            null::varchar as words,
            'adoption' as table_name,
            null as team,
            null as worker,
            null::date as ends_on
        from adoption_known
        where matched is not null
        union all
        select
            child_id,
            placed as on_date,
            'placed-for-adoption' as kind,
            null as code_set,
            null as code,
            null::varchar as words,
            'adoption' as table_name,
            null as team,
            null as worker,
            null::date as ends_on
        from adoption_known
        where placed is not null
        union all
        select
            child_id,
            adoption_order as on_date,
            'adoption-order' as kind,
            null as code_set,
            null as code,
            null::varchar as words,
            'adoption' as table_name,
            null as team,
            null as worker,
            null::date as ends_on
        from adoption_known
        where adoption_order is not null
        union all
        select
            child_id,
            decision_reversed as on_date,
            'adoption-reversed' as kind,
            'reasonNoLongerAdoption' as code_set,
            reversal_reason as code,
            null::varchar as words,
            'adoption' as table_name,
            null as team,
            null as worker,
            null::date as ends_on
        from adoption_known
        where decision_reversed is not null
        union all
        select
            child_id,
            cin_closure_date as on_date,
            'case-closed' as kind,
            'closureReason' as code_set,
            closure_reason as code,
            null::varchar as words,
            'child_in_need' as table_name,
            allocated_team as team,
            allocated_worker as worker,
            null::date as ends_on
        from child_in_need_known
        where cin_closure_date is not null
    ),
    care_end as (
        select child_id, started_looked_after as episode_start, coalesce(ceased_looked_after, gone_on) as left_on
        from looked_after_known
    ),
    placed as (
        -- placements and legal statuses last until the next one, or until care ends
        select
            occurrence.*,
            row_number() over spell as nth,
            coalesce(lead(happened_on) over spell, left_on) as ends_on
        from occurrence
        left join care_end using (child_id, episode_start)
        where kind in ('placement', 'legal-status')
        window spell as (partition by kind, child_id, episode_start order by happened_on)
    ),
    occurrence_event as (
        select
            child_id,
            happened_on as on_date,
            -- a child in care is placed from the first day, so a placement that starts later is a move
            case
                when kind = 'placement' and (nth > 1 or happened_on > episode_start) then 'placement-move'
                else kind
            end as kind,
            case kind when 'legal-status' then 'legalStatus' when 'placement' then 'placementType' when 'care-leaver-contact' then 'laInTouch' end as code_set,
            detail as code,
            null::varchar as words,
            table_name,
            team,
            worker,
            ends_on
        from placed
        union all
        select
            child_id,
            happened_on as on_date,
            kind,
            case kind when 'legal-status' then 'legalStatus' when 'placement' then 'placementType' when 'care-leaver-contact' then 'laInTouch' end as code_set,
            detail as code,
            case when kind = 'cp-visit'
                then case detail when 'Y' then 'Child seen alone' when 'N' then 'Child not seen alone' end
            end as words,
            table_name,
            team,
            worker,
            null::date as ends_on
        from occurrence
        where kind not in ('placement', 'legal-status')
    ),
    missing_event as (
        -- no dates are given, so each new count stands on the day of the extract that first had it
        select
            child_id,
            min(known_from) as on_date,
            'missing' as kind,
            null as code_set,
            null as code,
            missing_episodes_12_months || ' missing and ' || coalesce(absent_episodes_12_months, 0)
                || ' absent in the 12 months before' as words,
            'looked_after' as table_name,
            arg_max_null(allocated_team, known_from) as team,
            arg_max_null(allocated_worker, known_from) as worker,
            null::date as ends_on
        from looked_after_version
        semi join looked_after_known as known using (child_id, started_looked_after)
        where missing_episodes_12_months > 0
        group by child_id, started_looked_after, missing_episodes_12_months, absent_episodes_12_months
    ),
    every_event as (
        from row_event
        union all
        from occurrence_event
        union all
        from missing_event
    )
    select
        child_id,
        on_date,
        event_kind.order_in_day,
        every_event.kind,
        event_kind.title,
        case when code_label.label is null then words else concat_ws('; ', code_label.label, words) end as detail,
        table_name,
        team,
        worker,
        ends_on
    from every_event
    inner join event_kind on event_kind.kind = every_event.kind
    left join code_label on code_label.code_set = every_event.code_set and code_label.code = every_event.code
    where child_id is not null and on_date is not null
    order by child_id, on_date, order_in_day, detail