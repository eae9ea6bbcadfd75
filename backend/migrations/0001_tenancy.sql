-- Who may reach what. Three roles: the owner of the tables (migrations and partitions), the app (only rows of
-- the workspace or the account that a handle has set, only before their end), and the keeper (retention,
-- erasure, trust). Ids and times are handed in: the clock belongs to the world, not to the server's wall.

grant usage on schema atavus to atavus_app, atavus_keeper;
alter default privileges revoke execute on functions from public;

create function current_workspace() returns uuid language sql stable parallel safe
  return nullif(current_setting('atavus.workspace', true), '')::uuid;

create function current_account() returns uuid language sql stable parallel safe
  return nullif(current_setting('atavus.account', true), '')::uuid;

-- Without a handle there is no time, and a row with an end is then refused like one of another workspace.
create function current_moment() returns timestamptz language sql stable parallel safe
  return nullif(current_setting('atavus.now', true), '')::timestamptz;

grant execute on function current_workspace(), current_account(), current_moment() to atavus_app, atavus_keeper;

create table workspaces (
  id         uuid primary key,
  name       text not null,
  time_zone  text not null,
  sealed_key bytea not null, -- the workspace's key, wrapped by the master key that lies outside the database
  created_at timestamptz not null
);
alter table workspaces enable row level security;
create policy keeper on workspaces to atavus_keeper using (true);
grant select, insert, update on workspaces to atavus_app;
grant select, insert, update, delete on workspaces to atavus_keeper;

-- A refusal raised inside the database: the code travels as the message under a state of our own.
create function refuse(code text, detail text default '') returns void language plpgsql as $$
begin
  raise exception using errcode = 'AT001', message = code, detail = detail;
end $$;
grant execute on function refuse(text, text) to atavus_app, atavus_keeper;
