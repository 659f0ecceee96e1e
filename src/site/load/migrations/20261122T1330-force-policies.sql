-- Who owns the table is under its policies too: loading writes as the owner, for every authority, by a policy that says so.
alter table load.upload force row level security;
create policy owner on load.upload to throughline_owner using (true) with check (true);
