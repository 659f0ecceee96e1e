-- Who people are, what they may, what is sealed, and who looked at what. Every key begins with authority_id.
create schema access;

create table access.authority (
    authority_id text not null,
    name text not null,
    is_example boolean not null default false,
    -- the publication that readers see; moved in the transaction that publishes
    publication_id bigint,
    -- makes the references by which addresses name children
    reference_key bytea not null,
    constraint authority_pk primary key (authority_id)
);

create table access.person (
    authority_id text not null,
    person_id bigint not null generated always as identity,
    -- who the identity provider says it is: issuer and its own unchanging subject, never an e-mail address
    issuer text not null,
    subject text not null,
    name text not null,
    -- the name by which extracts know this person as a worker
    worker text,
    disabled_at timestamptz,
    version integer not null default 1,
    constraint person_pk primary key (authority_id, person_id),
    constraint person_subject unique (authority_id, issuer, subject),
    constraint person_authority foreign key (authority_id) references access.authority
);

create table access.person_role (
    authority_id text not null,
    person_id bigint not null,
    role text not null,
    -- provider: said at each sign-in, and gone when it no longer is; local: given here
    given_by text not null default 'local',
    -- taken away here: the provider does not bring it back
    withdrawn_at timestamptz,
    constraint person_role_given_by check (given_by in ('provider', 'local')),
    constraint person_role_pk primary key (authority_id, person_id, role),
    constraint person_role_person foreign key (authority_id, person_id) references access.person
);

-- Teams and areas that a person answers for, beside those that the extract gives for them as a worker.
create table access.person_place (
    authority_id text not null,
    person_id bigint not null,
    kind text not null,
    place text not null,
    given_by text not null default 'local',
    constraint person_place_given_by check (given_by in ('provider', 'local')),
    constraint person_place_pk primary key (authority_id, person_id, kind, place),
    constraint person_place_kind check (kind in ('team', 'area')),
    constraint person_place_person foreign key (authority_id, person_id) references access.person
);

-- The policy table of src/permissions/policy.ts, written anew at every start; the same for all authorities.
create table access.policy_rule (
    what text not null,
    role text not null,
    relationship text not null,
    -- how the person must stand to a child whose rows open meanwhile; null where none do
    reach text,
    constraint policy_rule_pk primary key (what, role),
    constraint policy_rule_relationship check (relationship in ('own', 'team', 'area', 'authority')),
    constraint policy_rule_reach check (reach in ('own', 'team', 'area', 'authority'))
);

create index policy_rule_role on access.policy_rule (role);

-- What a claim of the identity provider (an app role, or a group) makes of a person here.
create table access.role_mapping (
    authority_id text not null,
    claim text not null,
    role text not null,
    -- a team or an area that comes with it
    team text not null default '',
    area text not null default '',
    constraint role_mapping_pk primary key (authority_id, claim, role, team, area),
    constraint role_mapping_authority foreign key (authority_id) references access.authority
);

create table access.session (
    authority_id text not null,
    -- SHA-256 of the token that the cookie holds
    session_hash bytea not null,
    person_id bigint not null,
    csrf text not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    ended_at timestamptz,
    -- what the identity provider wants at sign-out
    id_token text,
    constraint session_pk primary key (authority_id, session_hash),
    constraint session_hash_unique unique (session_hash),
    constraint session_person foreign key (authority_id, person_id) references access.person
);

create index session_person on access.session (authority_id, person_id) where ended_at is null;

create table access.sealed_child (
    authority_id text not null,
    child_id text not null,
    -- how addresses name it
    seal_id bigint not null generated always as identity,
    sealed_by bigint not null,
    sealed_at timestamptz not null default now(),
    reason text not null,
    constraint sealed_child_pk primary key (authority_id, child_id),
    constraint sealed_child_number unique (authority_id, seal_id),
    constraint sealed_child_person foreign key (authority_id, sealed_by) references access.person (authority_id, person_id)
);

-- Who may open a sealed record.
create table access.sealed_child_person (
    authority_id text not null,
    child_id text not null,
    person_id bigint not null,
    constraint sealed_child_person_pk primary key (authority_id, child_id, person_id),
    constraint sealed_child_person_child foreign key (authority_id, child_id) references access.sealed_child on delete cascade,
    constraint sealed_child_person_person foreign key (authority_id, person_id) references access.person
);

create index sealed_child_person_person on access.sealed_child_person (authority_id, person_id);

create table access.break_glass (
    authority_id text not null,
    break_glass_id bigint not null generated always as identity,
    person_id bigint not null,
    child_id text not null,
    reason text not null,
    opened_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '4 hours',
    reviewed_by bigint,
    reviewed_at timestamptz,
    -- whether it was right to open the record, and why
    was_right boolean,
    review text,
    constraint break_glass_pk primary key (authority_id, break_glass_id),
    constraint break_glass_person foreign key (authority_id, person_id) references access.person
);

create index break_glass_open on access.break_glass (authority_id, person_id, expires_at);

-- What people are told: everyone with the role, or with it in the team.
create table access.notice (
    authority_id text not null,
    notice_id bigint not null generated always as identity,
    role text not null,
    team text,
    kind text not null,
    break_glass_id bigint,
    told_at timestamptz not null default now(),
    constraint notice_pk primary key (authority_id, notice_id),
    constraint notice_break_glass foreign key (authority_id, break_glass_id) references access.break_glass
);

create index notice_role on access.notice (authority_id, role, notice_id desc);

-- One row for each look: a page, a list, a search or an export that showed children. Rows are never changed; the chain in
-- access_log_seal shows it when one is.
create table access.access_log (
    authority_id text not null,
    entry_id bigint not null generated always as identity,
    at timestamptz not null default clock_timestamp(),
    person_id bigint not null,
    what text not null,
    page text not null,
    children text[] not null,
    rows integer not null,
    why text,
    is_export boolean not null default false,
    constraint access_log_pk primary key (authority_id, entry_id)
);

create index access_log_child on access.access_log using gin (children);
create index access_log_person on access.access_log (authority_id, person_id, entry_id desc);

-- A chain over the log: each seal is a hash of the seal before and of entries that no seal had yet. Entries that were
-- numbered early and committed late are in a later seal, so seals name theirs.
create table access.access_log_seal (
    authority_id text not null,
    seal_id bigint not null,
    -- how many entries this seal holds, and which
    entries bigint not null,
    entry_ids bigint[] not null,
    sealed_at timestamptz not null default clock_timestamp(),
    previous bytea not null,
    hash bytea not null,
    constraint access_log_seal_pk primary key (authority_id, seal_id)
);
