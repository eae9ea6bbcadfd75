-- The ledger of what left the building: each request and connection through the egress gate, refused ones included; who
-- got it, why, how much, where. Never what it said: of remote models' prompts that is kept sealed with their answers.
create table egress (
  id           uuid primary key,
  at           timestamptz not null,
  workspace_id uuid references workspaces on delete cascade, -- on whose behalf; null: the platform's own
  kind         text not null check (kind in ('processor', 'endpoint')),
  recipient    text not null, -- a processor of the register, or the host that an owner chose
  why          text not null, -- a fixed word of ours
  host         text not null,
  country      text, -- where the recipient is, if the register knows it
  bytes_out    bigint not null,
  bytes_in     bigint not null,
  status       int,
  refused      text -- why the gate ended it
);
create index egress_workspace on egress (workspace_id, at desc, id desc);
create index egress_at on egress (at desc, id desc);
alter table egress enable row level security;
create policy own_workspace on egress for select to atavus_app
  using (workspace_id = current_workspace() and at > current_moment() - interval '90 days');
create policy keeper on egress to atavus_keeper using (true);
grant select on egress to atavus_app;
grant select, delete on egress to atavus_keeper;

-- Keeps what a process has gathered. What belongs to a workspace that has gone meanwhile is kept without it; what is sent
-- again after a broken connection stays as it is.
create function keep_egress(entries jsonb) returns void
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into egress (id, at, workspace_id, kind, recipient, why, host, country, bytes_out, bytes_in, status, refused)
  select e.id, e.at, w.id, e.kind, e.recipient, e.why, e.host, e.country, e.bytes_out, e.bytes_in, e.status, e.refused
  from jsonb_to_recordset(entries) as e (
    id uuid, at timestamptz, workspace uuid, kind text, recipient text, why text, host text, country text,
    bytes_out bigint, bytes_in bigint, status int, refused text
  )
  left join lateral (select id from workspaces where id = e.workspace for key share) w on true
  on conflict (id) do nothing;
end $$;
grant execute on function keep_egress(jsonb) to atavus_app;
