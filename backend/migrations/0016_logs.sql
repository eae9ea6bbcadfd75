-- What happened: which doors were asked, what happened at them, who changed what. Routes by their templates, people by
-- their ids, all else in fixed words; the one thing that somebody wrote is an operator's reason.

-- Requests, for 90 days. A network is a keyed hash whose key is another one each day.
create table api_log (
  id           uuid primary key,
  at           timestamptz not null,
  workspace_id uuid references workspaces on delete cascade, -- null: no workspace's
  method       text not null,
  route        text not null,
  status       int not null,
  ms           int not null, -- until the answer began
  by_kind      text not null check (by_kind in ('account', 'key', 'visitor', 'operator', 'nobody')),
  by_id        uuid, -- a visitor is nobody in particular
  network      bytea not null,
  check (by_id is null or by_kind in ('account', 'key', 'operator'))
);
create index api_log_workspace on api_log (workspace_id, at desc, id desc);
create index api_log_at on api_log (at desc, id desc);
alter table api_log enable row level security;
create policy own_workspace on api_log for select to atavus_app
  using (workspace_id = current_workspace() and at > current_moment() - interval '90 days');
create policy keeper on api_log to atavus_keeper using (true);
grant select on api_log to atavus_app;
grant select, delete on api_log to atavus_keeper;

-- What happened at the doors, for 90 days; the address in full for seven of them.
create table security_log (
  id           uuid primary key,
  at           timestamptz not null,
  event        text not null,
  workspace_id uuid references workspaces on delete cascade,
  account_id   uuid references accounts on delete set null,
  address      inet,
  network      bytea,
  detail       text
);
create index security_log_workspace on security_log (workspace_id, at desc, id desc);
create index security_log_account on security_log (account_id, at desc, id desc);
create index security_log_at on security_log (at desc, id desc);
create index security_log_addresses on security_log (at) where address is not null;
alter table security_log enable row level security;
create policy own on security_log for select to atavus_app
  using ((workspace_id = current_workspace() or account_id = current_account())
    and at > current_moment() - interval '90 days');
create policy keeper on security_log to atavus_keeper using (true);
grant select on security_log to atavus_app;
grant select, update, delete on security_log to atavus_keeper;

-- Who changed what, for a year, written in the transaction of the change. Nobody changes it afterwards.
create table audit_log (
  workspace_id uuid not null references workspaces on delete cascade,
  id           uuid not null,
  at           timestamptz not null,
  by_kind      text not null check (by_kind in ('account', 'key', 'operator', 'platform')),
  by_id        uuid,
  action       text not null,
  target       uuid,
  fields       text[] not null,
  reason       text,
  primary key (workspace_id, id)
);
create index audit_log_workspace on audit_log (workspace_id, at desc, id desc);
create index audit_log_at on audit_log (at);
create index audit_log_operators on audit_log (at desc, id desc) where by_kind = 'operator';
alter table audit_log enable row level security;
create policy own_workspace on audit_log to atavus_app
  using (workspace_id = current_workspace() and at > current_moment() - interval '1 year');
create policy keeper on audit_log to atavus_keeper using (true);
grant select, insert on audit_log to atavus_app;
grant select, insert, delete on audit_log to atavus_keeper;

-- What operators did in no workspace, and whose conversations they opened, for a year: also beyond that workspace's life.
create table operator_log (
  id     uuid primary key,
  at     timestamptz not null,
  by_id  uuid references accounts on delete set null, -- null: at the command line
  action text not null,
  target uuid,
  reason text
);
create index operator_log_at on operator_log (at desc, id desc);
create index operator_log_by on operator_log (by_id);
alter table operator_log enable row level security;
create policy keeper on operator_log to atavus_keeper using (true);
grant select, insert, delete on operator_log to atavus_keeper;

-- A workspace's conversations, open to one operator for an hour, for a reason.
create table operator_access (
  workspace_id uuid not null references workspaces on delete cascade,
  id           uuid not null,
  account_id   uuid not null references accounts on delete cascade,
  reason       text not null,
  opened_at    timestamptz not null,
  expires_at   timestamptz not null,
  primary key (workspace_id, id)
);
create index operator_access_account on operator_access (account_id);
create index operator_access_expiry on operator_access (expires_at);
alter table operator_access enable row level security;
create policy own_workspace on operator_access for select to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on operator_access to atavus_keeper using (true);
grant select on operator_access to atavus_app;
grant select, insert, delete on operator_access to atavus_keeper;

-- The operator's lists, newest first.
create index workspaces_created on workspaces (created_at desc, id desc);
create index accounts_created on accounts (created_at desc, id desc);

-- Keeps what a process has gathered, and counts each workspace's calls in the same breath. What hangs on a workspace or
-- an account that has gone meanwhile is kept without it. An event that is told once a minute names itself by its id. A
-- process whose connection broke sends again what may be there already: what is there stays and counts no more.
create function keep_logs(api jsonb, security jsonb) returns void
  language plpgsql security definer set search_path = atavus, pg_temp as $$
declare
  places uuid[];
  people uuid[];
begin
  -- Enough to outlive this process; a crash of the database may take the last moments with it.
  perform set_config('synchronous_commit', 'off', true);
  -- None of them goes until this is written.
  select array_agg(w.id) into places from (
    select w.id from workspaces w
    where w.id in (
      select (e ->> 'workspace')::uuid from jsonb_array_elements(api) e
      union select (e ->> 'workspace')::uuid from jsonb_array_elements(security) e
    )
    order by w.id for key share
  ) w;
  select array_agg(a.id) into people from (
    select a.id from accounts a
    where a.id in (select (e ->> 'account')::uuid from jsonb_array_elements(security) e)
    order by a.id for key share
  ) a;

  with kept as (
    insert into api_log (id, at, workspace_id, method, route, status, ms, by_kind, by_id, network)
    select e.id, e.at, case when e.workspace = any (places) then e.workspace end, e.method, e.route, e.status, e.ms,
      e.kind, e."by", decode(e.network, 'hex')
    from jsonb_to_recordset(api) as e (
      id uuid, at timestamptz, workspace uuid, method text, route text, status int, ms int, kind text, "by" uuid,
      network text
    )
    on conflict (id) do nothing
    returning workspace_id, at
  )
  insert into usage as u (workspace_id, day, assistant_id, counter, count)
  select w.id, (k.at at time zone w.time_zone)::date, '00000000-0000-0000-0000-000000000000', 'calls', count(*)
  from kept k
  join workspaces w on w.id = k.workspace_id
  group by 1, 2
  order by 1, 2
  on conflict (workspace_id, day, assistant_id, counter) do update set count = u.count + excluded.count;

  insert into security_log (id, at, event, workspace_id, account_id, address, network, detail)
  select e.id, e.at, e.event, case when e.workspace = any (places) then e.workspace end,
    case when e.account = any (people) then e.account end, e.address, decode(e.network, 'hex'), e.detail
  from jsonb_to_recordset(security) as e (
    id uuid, at timestamptz, event text, workspace uuid, account uuid, address inet, network text, detail text
  )
  order by e.id
  on conflict (id) do nothing;
end $$;
grant execute on function keep_logs(jsonb, jsonb) to atavus_app;
