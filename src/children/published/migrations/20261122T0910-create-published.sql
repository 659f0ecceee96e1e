-- What people read of the newest snapshot. Written whole by each publication; nothing here is edited.
-- holders: '*', 'a:<area>', 't:<team>', 'w:<worker>' for each of the child's open cases. sealed is kept in step with access.sealed_child.
create schema published;

create table published.publication (
    authority_id text not null,
    publication_id bigint not null generated always as identity,
    snapshot text not null,
    as_at date not null,
    -- what it was made by: the read models and the declarations; the same snapshot is published anew when they change
    edition text not null,
    loaded_at timestamptz not null,
    published_at timestamptz not null default now(),
    constraint publication_pk primary key (authority_id, publication_id)
);

create table published.child (
    authority_id text not null,
    publication_id bigint not null,
    child_id text not null,
    -- how addresses name the child: made by a key of the authority, so that no address holds another system's number
    ref text not null,
    date_of_birth date,
    sex text,
    ethnicity text,
    disability text,
    -- the furthest-reaching open involvement: care, plan, need, leaver, assessment, early help, or closed; and since when
    status text not null,
    since date,
    team text,
    area text,
    worker text,
    overdue integer not null,
    due_soon integer not null,
    last_event_on date,
    -- open cases, furthest-reaching first: [kind, since, team, worker]
    cases json not null,
    holders text[] not null,
    sealed boolean not null,
    constraint child_pk primary key (authority_id, publication_id, child_id)
);

create unique index child_ref on published.child (authority_id, publication_id, ref);
create index child_birth on published.child (authority_id, publication_id, date_of_birth);

create table published.timeline (
    authority_id text not null,
    publication_id bigint not null,
    child_id text not null,
    -- [on_date, kind, detail, team, worker, ends_on], in the order of the journey
    events json not null,
    holders text[] not null,
    sealed boolean not null,
    constraint timeline_pk primary key (authority_id, publication_id, child_id)
);

-- Obligations that are still to be done, and those of the last 12 months.
create table published.obligation (
    authority_id text not null,
    publication_id bigint not null,
    obligation_id bigint not null,
    -- a child, or an adopter for the timescales of adopters
    child_id text,
    ref text,
    adopter_id text,
    timescale text not null,
    started_on date,
    due_on date,
    met_on date,
    state text not null,
    -- true where it is of an open case and not yet done: what today's list shows
    to_do boolean not null,
    days_over integer not null,
    reason text,
    worker text,
    team text,
    area text,
    provisional boolean not null,
    holders text[] not null,
    sealed boolean not null,
    constraint obligation_pk primary key (authority_id, publication_id, obligation_id),
    constraint obligation_of_one check (num_nonnulls(child_id, adopter_id) = 1)
);

create index obligation_child on published.obligation (authority_id, publication_id, child_id);
create index obligation_team on published.obligation (authority_id, publication_id, team, due_on) where to_do;
create index obligation_worker on published.obligation (authority_id, publication_id, worker, due_on) where to_do;
create index obligation_area on published.obligation (authority_id, publication_id, area, due_on) where to_do;

create table published.check_run (
    authority_id text not null,
    publication_id bigint not null,
    check_id text not null,
    found integer,
    not_run text,
    fresh integer,
    still integer,
    mended integer,
    constraint check_run_pk primary key (authority_id, publication_id, check_id)
);

create table published.finding (
    authority_id text not null,
    publication_id bigint not null,
    finding_id bigint not null,
    check_id text not null,
    severity text not null,
    child_id text,
    ref text,
    table_name text not null,
    detail text,
    file text,
    sheet text,
    row integer,
    worker text,
    team text,
    area text,
    is_new boolean not null,
    holders text[] not null,
    sealed boolean not null,
    constraint finding_pk primary key (authority_id, publication_id, finding_id)
);

create index finding_check on published.finding (authority_id, publication_id, check_id, team);
create index finding_child on published.finding (authority_id, publication_id, child_id);

-- Everything that the page of a measure says, and its charts, drawn when published. `audience`: inside, or public with small numbers held back.
create table published.measure (
    authority_id text not null,
    publication_id bigint not null,
    measure_id text not null,
    audience text not null,
    place integer not null,
    theme text not null,
    -- a CompendiumMeasure of src/reports/compendium.ts
    model json not null,
    -- the same measure's headline, target, verdict and spark line, for lists of many
    summary json not null,
    chart text,
    -- the published years beside others
    beside_chart text,
    -- what the first snapshot that could give each figure of the series said: [{ figure, snapshot, asAt }]
    first_reported json,
    -- how many rows are behind the newest headline figure, and how many of them are kept; null where none are
    rows_behind integer,
    rows_kept integer,
    constraint measure_pk primary key (authority_id, publication_id, audience, measure_id),
    constraint measure_audience check (audience in ('inside', 'public'))
);

-- What the compendium says beside its measures: attention points, timescale summaries, sources, what did not run.
create table published.compendium (
    authority_id text not null,
    publication_id bigint not null,
    audience text not null,
    model json not null,
    constraint compendium_pk primary key (authority_id, publication_id, audience)
);

-- The rows behind the newest headline figure of each measure.
create table published.measure_row (
    authority_id text not null,
    publication_id bigint not null,
    measure_id text not null,
    row_id bigint not null,
    child_id text,
    ref text,
    in_numerator boolean not null,
    -- what tells the row apart, by the columns of the fact
    key json not null,
    worker text,
    team text,
    area text,
    holders text[] not null,
    sealed boolean not null,
    constraint measure_row_pk primary key (authority_id, publication_id, measure_id, row_id)
);

-- Open cases by worker. team is where most of the worker's cases sit.
create table published.caseload (
    authority_id text not null,
    publication_id bigint not null,
    worker text not null,
    team text,
    area text,
    service text,
    -- children with an open case of this worker, each once and by the furthest-reaching; weighted as case-weights.ts says
    cases integer not null,
    weighted numeric not null,
    assessing integer not null,
    in_need integer not null,
    on_plan integer not null,
    in_care integer not null,
    leavers integer not null,
    overdue integer not null,
    due_soon integer not null,
    -- [day, cases] at each of the last twelve month ends, earliest first
    history json not null,
    holders text[] not null,
    constraint caseload_pk primary key (authority_id, publication_id, worker)
);

create index caseload_team on published.caseload (authority_id, publication_id, team);
