-- What all facts share: the words of their dimensions, and the days on which stock is counted.

-- The band of completed years; a child not yet born is under 1. The list has a place for each year of age, so that the age is
-- worked out once for each row.
create or replace macro age_band_on(date_of_birth, day) as case
    when date_of_birth is null or day is null then 'Not known'::age_band
    else ([
        'Under 1', '1 to 4', '1 to 4', '1 to 4', '1 to 4', '5 to 9', '5 to 9', '5 to 9', '5 to 9', '5 to 9',
        '10 to 15', '10 to 15', '10 to 15', '10 to 15', '10 to 15', '10 to 15', '16 to 17', '16 to 17', '18 and over'
    ]::age_band[])[1 + greatest(0, least(18, age_on(date_of_birth, day)))]
end;

create or replace macro sex_of(gender) as case gender
    when 'M' then 'Male'::sex
    when 'F' then 'Female'::sex
    when 'X' then 'Neither'::sex
    else 'Not known'::sex
end;

-- The five broad groups of the census of 2021, which counts Chinese as Asian.
create or replace macro ethnic_group_of(ethnicity) as case
    when ethnicity = 'CHNE' then 'Asian'::ethnic_group
    else case left(ethnicity, 1)
        when 'W' then 'White'::ethnic_group
        when 'M' then 'Mixed'::ethnic_group
        when 'A' then 'Asian'::ethnic_group
        when 'B' then 'Black'::ethnic_group
        when 'O' then 'Other'::ethnic_group
        else 'Not stated'::ethnic_group
    end
end;

create or replace macro disability_of(code) as case code
    when 'Y' then 'Yes'::disability_known
    when 'N' then 'No'::disability_known
    else 'Not known'::disability_known
end;

create or replace macro contact_source_of(code) as case
    when code = '10' then 'Unknown'::contact_source
    else case left(code, 1)
        when '1' then 'Individuals'::contact_source
        when '2' then 'Schools and education'::contact_source
        when '3' then 'Health'::contact_source
        when '4' then 'Housing'::contact_source
        when '5' then 'Local authority services'::contact_source
        when '6' then 'Police'::contact_source
        when '7' then 'Other legal agency'::contact_source
        when '8' then 'Other'::contact_source
        when '9' then 'Anonymous'::contact_source
    end
end;

-- How many months have passed from `start` to `day`, as `add_months` counts them.
create or replace macro months_passed(start, day) as
    12 * (year(day) - year(start)) + month(day) - month(start)
    - case when day(day) >= day(start) or day = last_day(day) then 0 else 1 end;

-- The band of the months from `start` to `day`, neither empty and `day` not before `start`: one place for each month.
create or replace macro length_band(start, day) as ([
    'Under 3 months', 'Under 3 months', 'Under 3 months', '3 to 6 months', '3 to 6 months', '3 to 6 months',
    '6 to 12 months', '6 to 12 months', '6 to 12 months', '6 to 12 months', '6 to 12 months', '6 to 12 months',
    '1 to 2 years', '1 to 2 years', '1 to 2 years', '1 to 2 years', '1 to 2 years', '1 to 2 years',
    '1 to 2 years', '1 to 2 years', '1 to 2 years', '1 to 2 years', '1 to 2 years', '1 to 2 years',
    '2 years or more'
]::length_band[])[1 + least(24, months_passed(start, day))];

-- Every day on which stock is counted: month ends from the first day that any list covers, the days of extracts, and the
-- as-at day.
create or replace table counted_day as
with month_end as (
    select (generate_series + interval 1 month - interval 1 day)::date as day
    from generate_series(
        (select date_trunc('month', min(covered_from)) from coverage)::timestamp,
        (select as_at from snapshot_info)::timestamp,
        interval 1 month
    )
)
select day from month_end where day <= (select as_at from snapshot_info)
union
select as_at from extract_day
union
select as_at from snapshot_info;

-- For each day of the calendar its number among working days, and the days that are so many working days after it. Joining this
-- costs less than the macros, which carry the whole calendar into each statement that names them.
create or replace table working_day as
select
    generate_series::date as day,
    working_day_ordinal(generate_series::date) as ordinal,
    add_working_days(generate_series::date, 1) as in_1,
    add_working_days(generate_series::date, 15) as in_15,
    add_working_days(generate_series::date, 20) as in_20,
    add_working_days(generate_series::date, 45) as in_45
from generate_series(getvariable('calendar_from')::timestamp, getvariable('calendar_to')::timestamp, interval 1 day);

-- Where teams and workers sit, worked out once.
create or replace table team_place as select team, area from team_area;

create or replace table worker_place as select worker, area from worker_area;
