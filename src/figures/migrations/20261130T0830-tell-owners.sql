-- The owner of a measure is told when they are asked about it, by the program or by somebody else.
create function figures.tell_owner() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform notify.tell(
        new.authority_id,
        'narrative',
        new.narrative_id::text,
        array(
            select owner.person_id
            from figures.owner
            where
                owner.authority_id = new.authority_id
                and owner.measure_id = new.measure_id
                and owner.person_id is distinct from new.asked_by
        )
    );
    return null;
end
$$;

create trigger narrative_tells after insert on figures.narrative
for each row execute function figures.tell_owner();
