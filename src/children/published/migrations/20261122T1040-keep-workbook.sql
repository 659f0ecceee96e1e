-- The compendium as a workbook, made when it is published, for those who may take figures out.
alter table published.compendium add column workbook bytea;
