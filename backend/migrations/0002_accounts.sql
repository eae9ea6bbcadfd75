-- People who sign in. An account is reached by its own handle only; before it is known, by narrow look-ups.
create table accounts (
  id               uuid primary key,
  email            text not null check (email = lower(email)),
  username         text not null,
  password_hash    text not null,
  full_name        text,
  avatar_url       text,
  policy_version   text not null,
  adult_stated_at  timestamptz not null,
  created_at       timestamptz not null
);
create unique index accounts_email on accounts (email);
create unique index accounts_username on accounts (lower(username));
alter table accounts enable row level security;
create policy own_account on accounts to atavus_app using (id = current_account());
create policy keeper on accounts to atavus_keeper using (true);
grant select, insert, update, delete on accounts to atavus_app, atavus_keeper;

create table memberships (
  workspace_id uuid not null references workspaces on delete cascade,
  account_id   uuid not null references accounts on delete cascade,
  role         text not null check (role in ('owner', 'editor', 'viewer', 'member')),
  created_at   timestamptz not null,
  primary key (workspace_id, account_id)
);
create index memberships_account on memberships (account_id);
alter table memberships enable row level security;
-- An account sees where it belongs, but belongs only where a workspace's own handle has put it.
create policy own on memberships to atavus_app
  using (workspace_id = current_workspace() or account_id = current_account())
  with check (workspace_id = current_workspace());
create policy keeper on memberships to atavus_keeper using (true);
grant select, insert, update, delete on memberships to atavus_app, atavus_keeper;

create policy own_workspace on workspaces to atavus_app
  using (id = current_workspace()
    or exists (select from memberships m where m.workspace_id = id and m.account_id = current_account()))
  with check (id = current_workspace());

-- A family of refresh tokens of an account where it belongs: when the membership goes, it goes too. The tokens
-- themselves are not stored: each is made from the family's id, its generation and a secret outside the database.
-- Rotation compares and swaps the generation.
create table sessions (
  account_id   uuid not null,
  id           uuid not null,
  workspace_id uuid not null,
  generation   int not null,
  rotated_at   timestamptz not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  primary key (account_id, id),
  foreign key (workspace_id, account_id) references memberships on delete cascade
);
alter table sessions enable row level security;
create policy own_account on sessions to atavus_app
  using (account_id = current_account() and expires_at > current_moment());
create policy keeper on sessions to atavus_keeper using (true);
grant select, insert, update, delete on sessions to atavus_app, atavus_keeper;

-- One-time links that sign an account in, by hash.
create table sign_in_links (
  hash       bytea primary key,
  account_id uuid not null references accounts on delete cascade,
  expires_at timestamptz not null
);
alter table sign_in_links enable row level security;
create policy own_account on sign_in_links to atavus_app
  using (account_id = current_account() and expires_at > current_moment());
create policy keeper on sign_in_links to atavus_keeper using (true);
grant select, insert, delete on sign_in_links to atavus_app;
grant select, insert, delete on sign_in_links to atavus_keeper;

-- The narrow look-ups: by a name that somebody typed, by a link's hash (which is spent by it).
create function find_account(name text) returns table (account uuid, hash text)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select id, password_hash from accounts where email = lower(name) or lower(username) = lower(name) limit 1
$$;

create function spend_link(link bytea, moment timestamptz) returns uuid
  language sql security definer set search_path = atavus, pg_temp as $$
  delete from sign_in_links where hash = link and expires_at > moment returning account_id
$$;
grant execute on function find_account(text), spend_link(bytea, timestamptz) to atavus_app;
