-- Teams, keys and suspension: who may come in, as what, and until when.

-- What a suspended account or workspace had running is cut, and none of its credentials is taken any more.
alter table accounts add column suspended_at timestamptz;
alter table workspaces
  add column suspended_at timestamptz,
  -- Ceilings for all its assistants together, a day; null: only their own.
  add column messages_per_day int check (messages_per_day >= 0),
  add column tokens_per_day bigint check (tokens_per_day >= 0);
-- A deletion takes all that hangs on the workspace with it.
grant delete on workspaces to atavus_app;

-- Coarse on purpose: family and major version, never what the browser sent.
alter table sessions
  add column browser text,
  add column system text,
  -- When whoever holds it last proved who they are, and whether by a second factor, too.
  add column confirmed_at timestamptz,
  add column factor boolean not null default false;

-- Somebody who is asked to join. The link's token is made from the id and a secret outside the database.
create table invitations (
  workspace_id uuid not null references workspaces on delete cascade,
  id           uuid not null,
  hash         bytea not null unique,
  email        text not null check (email = lower(email)),
  role         text not null check (role in ('owner', 'editor', 'viewer', 'member')),
  invited_by   uuid references accounts on delete set null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, email)
);
alter table invitations enable row level security;
create policy own_workspace on invitations to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on invitations to atavus_keeper using (true);
grant select, insert, update, delete on invitations to atavus_app, atavus_keeper;

create function find_invitation(link bytea, moment timestamptz) returns table (workspace uuid, invitation uuid)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select workspace_id, id from invitations where hash = link and expires_at > moment
$$;
grant execute on function find_invitation(bytea, timestamptz) to atavus_app;

-- Keeps an invitation in the place of an earlier one to that address, also of one whose end is past and that no handle
-- sees any more; says no where there are enough.
create function keep_invitation(
  _id uuid, _hash bytea, _email text, _role text, _by uuid, _expires timestamptz, _most int
) returns boolean language plpgsql security definer set search_path = atavus, pg_temp as $$
declare
  _workspace uuid := current_workspace();
begin
  perform pg_advisory_xact_lock(hashtextextended('invitations:' || _workspace, 0));
  delete from invitations
  where workspace_id = _workspace and (email = _email or expires_at <= current_moment());
  if (select count(*) from invitations where workspace_id = _workspace) >= _most then return false; end if;
  insert into invitations (workspace_id, id, hash, email, role, invited_by, created_at, expires_at)
  values (_workspace, _id, _hash, _email, _role, _by, current_moment(), _expires);
  return true;
end $$;
grant execute on function keep_invitation(uuid, bytea, text, text, uuid, timestamptz, int) to atavus_app;

-- The members of a workspace see who the others are: their names, not their passwords.
create function members() returns table (
  account uuid, username text, full_name text, email text, picture uuid, role text, since timestamptz, second_factor boolean
) language sql stable security definer set search_path = atavus, pg_temp as $$
  select a.id, a.username, a.full_name, a.email, null::uuid, m.role, m.created_at, false
  from memberships m join accounts a on a.id = m.account_id
  where m.workspace_id = current_workspace()
  order by m.created_at, a.id
$$;
grant execute on function members() to atavus_app;

-- Secret keys for servers, by hash. A rotated key has two secrets for a while.
create table api_keys (
  workspace_id   uuid not null references workspaces on delete cascade,
  id             uuid not null,
  name           text not null,
  scopes         text[] not null,
  hash           bytea not null unique,
  ending         text not null, -- its last four characters, to tell it by
  previous_hash  bytea unique,
  previous_until timestamptz,
  created_by     uuid references accounts on delete set null,
  created_at     timestamptz not null,
  expires_at     timestamptz,
  last_used_at   timestamptz,
  disabled_at    timestamptz,
  warned_at      timestamptz, -- when its owners last heard that a browser held it
  primary key (workspace_id, id)
);
alter table api_keys enable row level security;
create policy own_workspace on api_keys to atavus_app using (workspace_id = current_workspace());
create policy keeper on api_keys to atavus_keeper using (true);
grant select, insert, update, delete on api_keys to atavus_app, atavus_keeper;

create function find_api_key(secret bytea, moment timestamptz)
  returns table (
    workspace uuid, key uuid, name text, scopes text[], disabled boolean, suspended boolean,
    idle boolean -- it was not used within the last minute
  )
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select k.workspace_id, k.id, k.name, k.scopes, k.disabled_at is not null, w.suspended_at is not null,
    k.last_used_at is null or k.last_used_at < moment - interval '1 minute'
  from api_keys k join workspaces w on w.id = k.workspace_id
  where (k.hash = secret or k.previous_hash = secret and k.previous_until > moment)
    and (k.expires_at is null or k.expires_at > moment)
$$;
grant execute on function find_api_key(bytea, timestamptz) to atavus_app;

-- The public keys of script tags: several for one assistant, each with a switch of its own.
create table public_keys (
  workspace_id uuid not null,
  assistant_id uuid not null,
  id           uuid not null,
  key          text not null unique,
  label        text not null,
  created_at   timestamptz not null,
  disabled_at  timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, assistant_id) references assistants on delete cascade
);
create index public_keys_assistant on public_keys (workspace_id, assistant_id, created_at);
alter table public_keys enable row level security;
create policy own_workspace on public_keys to atavus_app using (workspace_id = current_workspace());
create policy keeper on public_keys to atavus_keeper using (true);
grant select, insert, update, delete on public_keys to atavus_app, atavus_keeper;

insert into public_keys (workspace_id, assistant_id, id, key, label, created_at)
select workspace_id, id, gen_random_uuid(), public_key, 'Website', created_at from assistants;

create or replace function find_public_key(key text) returns table (workspace uuid, assistant uuid)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select p.workspace_id, p.assistant_id from public_keys p where p.key = $1
$$;

create trigger public_key_changed after insert or update or delete on public_keys
  for each row execute function tell_assistant_changed();
-- The trigger's news name an assistant, wherever it fires.
create or replace function tell_assistant_changed() returns trigger language plpgsql as $$
declare
  row_changed jsonb := to_jsonb(coalesce(new, old));
begin
  perform pg_notify('atavus', json_build_object('type', 'assistant',
    'id', coalesce(row_changed ->> 'assistant_id', row_changed ->> 'id'))::text);
  return null;
end $$;

-- Whoever runs the platform. Rows are made from the command line alone.
create table operators (
  account_id uuid primary key references accounts on delete cascade,
  added_at   timestamptz not null
);
alter table operators enable row level security;
create policy own_account on operators to atavus_app using (account_id = current_account());
create policy keeper on operators to atavus_keeper using (true);
grant select on operators to atavus_app;
grant select, insert, delete on operators to atavus_keeper;

-- What was revoked lately: processes hear of it at once, and one that was out of earshot reads it here.
create table revocations (
  id      uuid primary key,
  subject uuid not null,
  at      timestamptz not null
);
create index revocations_at on revocations (at);
alter table revocations enable row level security;
create policy keeper on revocations to atavus_keeper using (true);
grant select, insert, delete on revocations to atavus_keeper;

create function tell_revoked(_kind text, _subject uuid, _moment timestamptz) returns void
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  insert into revocations (id, subject, at) values (gen_random_uuid(), _subject, _moment);
  perform pg_notify('atavus', json_build_object('type', 'revoked', 'kind', _kind, 'subject', _subject)::text);
end $$;

create function revoked_since(_moment timestamptz) returns table (subject uuid)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select r.subject from revocations r where r.at >= _moment
$$;
grant execute on function tell_revoked(text, uuid, timestamptz) to atavus_app, atavus_keeper;
grant execute on function revoked_since(timestamptz) to atavus_app;
