-- What the latest look at each promise found, and when its state last changed. No word about anybody.
create table trust_checks (
  promise text primary key,
  at      timestamptz not null,
  state   text not null check (state in ('kept', 'attention', 'broken', 'unused')),
  since   timestamptz not null, -- since when it is in that state
  facts   jsonb not null,
  failed  text -- the code of what kept it from being looked at
);
alter table trust_checks enable row level security;
create policy readable on trust_checks for select to atavus_app using (true);
create policy keeper on trust_checks to atavus_keeper using (true);
grant select on trust_checks to atavus_app;
grant select, insert, update, delete on trust_checks to atavus_keeper;

-- Every change of a state, for 400 days.
create table trust_changes (
  promise text not null,
  at      timestamptz not null,
  state   text not null,
  before  text not null,
  primary key (promise, at)
);
create index trust_changes_at on trust_changes (at desc);
alter table trust_changes enable row level security;
create policy keeper on trust_changes to atavus_keeper using (true);
grant select, insert, delete on trust_changes to atavus_keeper;
