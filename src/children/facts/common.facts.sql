-- What all facts share: the words of their dimensions, and the days on which stock is counted.

-- The band of completed years; a child not yet born is under 1. The list has a place for each year of age, so that the age is
-- worked out once for each row.
create or replace macro age_band_on(date_of_birth, day) as case
    when date_of_birth is null or day is null then 'Not known'
    else ([
        'Under 1', '1 to 4', '1 to 4', '1 to 4', '1 to 4', '5 to 9', '5 to 9', '5 to 9', '5 to 9', '5 to 9',
        '10 to 15', '10 to 15', '10 to 15', '10 to 15', '10 to 15', '10 to 15', '16 to 17', '16 to 17', '18 and over'
    ]::age_band[])[1 + greatest(0, least(18, age_on(date_of_birth, day)))]
end::age_band;

create or replace macro sex_of(gender) as case gender
    when 'M' then 'Male'
    when 'F' then 'Female'
    when 'X' then 'Neither'
    else 'Not known'
end::sex;

-- The five broad groups of the census of 2021, which counts Chinese as Asian.
create or replace macro ethnic_group_of(ethnicity) as case
    when ethnicity in ('WBRI', 'WIRI', 'WIRT', 'WOTH', 'WROM') then 'White'
    when ethnicity in ('MWBC', 'MWBA', 'MWAS', 'MOTH') then 'Mixed'
    when ethnicity in ('AIND', 'APKN', 'ABAN', 'AOTH', 'CHNE') then 'Asian'
    when ethnicity in ('BCRB', 'BAFR', 'BOTH') then 'Black'
    when ethnicity = 'OOTH' then 'Other'
    else 'Not stated'
end::ethnic_group;

create or replace macro disability_of(code) as case code
    when 'Y' then 'Yes'
    when 'N' then 'No'
    else 'Not known'
end::disability_known;

create or replace macro contact_source_of(code) as case
    when code in ('1A', '1B', '1C', '1D') then 'Individuals'
    when code in ('2A', '2B') then 'Schools and education'
    when code in ('3A', '3B', '3C', '3D', '3E', '3F') then 'Health'
    when code = '4' then 'Housing'
    when code in ('5A', '5B', '5C', '5D') then 'Local authority services'
    when code = '6' then 'Police'
    when code = '7' then 'Other legal agency'
    when code = '8' then 'Other'
    when code = '9' then 'Anonymous'
    when code = '10' then 'Unknown'
end::contact_source;

create or replace macro length_band(start, day) as case
    when day < add_months(start, 3) then 'Under 3 months'
    when day < add_months(start, 6) then '3 to 6 months'
    when day < add_months(start, 12) then '6 to 12 months'
    when day < add_months(start, 24) then '1 to 2 years'
    when start is not null then '2 years or more'
end::length_band;

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
