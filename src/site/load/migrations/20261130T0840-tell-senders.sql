-- Who sent files is told when they are held or refused, each time that they are loaded, and when loading them failed.
create function load.tell_sender() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform notify.tell(
        new.authority_id,
        'load-' || new.state,
        new.upload_id || ' ' || coalesce(new.load_moment, new.uploaded_at),
        array[new.person_id]
    );
    return null;
end
$$;

create trigger upload_tells after update of state on load.upload
for each row when (new.state in ('held', 'refused') and new.state is distinct from old.state)
execute function load.tell_sender();

create function load.tell_of_failure() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform notify.tell(
        new.authority_id,
        'load-failed',
        new.job_key || ' ' || new.asking,
        array(
            select upload.person_id
            from load.upload
            where upload.authority_id = new.authority_id and upload.upload_id::text = new.job_key
        )
    );
    return null;
end
$$;

create trigger load_fails after update of state on job.progress
for each row when (new.queue = 'load-upload' and new.state = 'failed' and new.state is distinct from old.state)
execute function load.tell_of_failure();
