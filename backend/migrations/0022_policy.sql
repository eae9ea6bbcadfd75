-- The platform's privacy policy in its versions, each known by the hash of its content. Nobody changes one afterwards.
create table policies (
  version      int primary key check (version > 0),
  hash         bytea not null unique check (octet_length(hash) = 32),
  content      jsonb not null,
  summary      text not null, -- what changed, in the operator's words; of the first one nothing
  significant  boolean not null, -- whoever agreed to the one before is told, and visitors are asked anew
  published_at timestamptz not null,
  published_by uuid references accounts on delete set null
);
alter table policies enable row level security;
create policy readable on policies for select to atavus_app using (true);
create policy keeper on policies to atavus_keeper using (true);
grant select on policies to atavus_app;
grant select, insert on policies to atavus_keeper;

-- Whom a significant version was told, and whether they have read it.
create table policy_notices (
  account_id uuid not null references accounts on delete cascade,
  version    int not null references policies,
  queued_at  timestamptz not null,
  sent_at    timestamptz, -- handed to the mail server
  read_at    timestamptz, -- on the platform
  primary key (account_id, version)
);
create index policy_notices_version on policy_notices (version, account_id);
alter table policy_notices enable row level security;
create policy own_account on policy_notices to atavus_app using (account_id = current_account());
create policy keeper on policy_notices to atavus_keeper using (true);
grant select, update on policy_notices to atavus_app;
grant select, insert, update, delete on policy_notices to atavus_keeper;
