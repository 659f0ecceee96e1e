-- The writer of publications says who set a baseline or a target: the names of people, and no more of them.
grant select (authority_id, person_id, name) on access.person to throughline_publisher;

create policy publisher_reads on access.person for select to throughline_publisher
using (authority_id = (select access.in_authority()));
