-- What tests of the ledger itself write to: one table with tenants, one without.
create schema proof;
grant usage on schema proof to throughline_app, throughline_publisher;

create table proof.note (
    authority_id text not null,
    note_id bigint not null generated always as identity,
    said text not null,
    said_on date,
    constraint note_pk primary key (authority_id, note_id)
);
alter table proof.note enable row level security;
alter table proof.note force row level security;
create policy note_of_authority on proof.note
    using (authority_id = (select current_setting('app.authority', true)));
grant select, insert, update on proof.note to throughline_app;

create table proof.acknowledged (
    number bigint not null,
    constraint acknowledged_pk primary key (number)
);
grant select, insert on proof.acknowledged to throughline_app;
