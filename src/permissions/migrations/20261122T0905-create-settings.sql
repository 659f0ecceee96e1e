-- What access.enter has set for this transaction, for policies to read. A setting that was made and has gone reads as '':
-- both that and one never made are null here, and no row equals null.
create function access.in_authority() returns text language sql stable parallel safe
return nullif(current_setting('app.authority', true), '');

create function access.in_publication() returns bigint language sql stable parallel safe
return nullif(current_setting('app.publication', true), '')::bigint;

create function access.me() returns bigint language sql stable parallel safe
return nullif(current_setting('app.person', true), '')::bigint;

create function access.what() returns text language sql stable parallel safe
return nullif(current_setting('app.what', true), '');

-- Everything that this person may do.
create function access.may() returns text[] language sql stable parallel safe
return nullif(current_setting('app.may', true), '')::text[];

-- Of whose children the rows open: '*', 'a:<area>', 't:<team>', 'w:<worker>'.
create function access.holders() returns text[] language sql stable parallel safe
return nullif(current_setting('app.holders', true), '')::text[];

-- The children whose record this person was named for, or has opened with a reason.
create function access.opened() returns text[] language sql stable parallel safe
return nullif(current_setting('app.opened', true), '')::text[];

grant execute on function
    access.in_authority(),
    access.in_publication(),
    access.me(),
    access.what(),
    access.may(),
    access.holders(),
    access.opened()
to throughline_app, throughline_publisher;
