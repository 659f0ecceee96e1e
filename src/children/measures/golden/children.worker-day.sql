-- observed, on day
with row_counted as (
    select
        day as on_date,
        area,
        team,
        coalesce((cases) is not null, false) as "sw-caseload.case",
        (cases) as "sw-caseload.amount",
        coalesce(true, false) as "sw-caseload-over-20.case",
        coalesce(cases > 20, false) as "sw-caseload-over-20.met"
    from fact_worker_day
    where day between $1 and $2
)
select
    on_date,
    case
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    sum("sw-caseload.amount") filter (where "sw-caseload.case") as "sw-caseload.n",
    count(*) filter (where "sw-caseload.case") as "sw-caseload.d",
    count(*) filter (where "sw-caseload-over-20.case" and "sw-caseload-over-20.met") as "sw-caseload-over-20.n",
    count(*) filter (where "sw-caseload-over-20.case") as "sw-caseload-over-20.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, area),
    (on_date, team)
);
