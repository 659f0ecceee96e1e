-- Finds the lines of a person's list by who holds the children, as row-level security asks: a team's 1,700 of 25,000 in 3 ms
-- where all had to be read in 16.
create index obligation_holders on published.obligation using gin (holders) where to_do;
