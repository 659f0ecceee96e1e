-- Who owns the table is under its policies too: trends are written as the owner, for every authority, by a policy that says so.
alter table quality.check_count force row level security;
create policy owner on quality.check_count to throughline_owner using (true) with check (true);
