-- When the files of an upload were removed from the data directory: some time after it had ended. The row stays.
alter table load.upload add column files_removed_at timestamptz;
