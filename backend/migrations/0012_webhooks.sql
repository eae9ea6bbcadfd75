-- Servers of the owner's that are told what happens, and what they were told.
create table webhooks (
  workspace_id  uuid not null references workspaces on delete cascade,
  id            uuid not null,
  url           text not null,
  events        text[] not null,
  sealed_secret bytea not null,
  created_at    timestamptz not null,
  disabled_at   timestamptz,
  given_up      int not null default 0, -- how many happenings in a row
  primary key (workspace_id, id)
);
alter table webhooks enable row level security;
create policy own_workspace on webhooks to atavus_app using (workspace_id = current_workspace());
create policy keeper on webhooks to atavus_keeper using (true);
grant select, insert, update, delete on webhooks to atavus_app, atavus_keeper;

create table deliveries (
  workspace_id uuid not null,
  id           uuid not null,
  webhook_id   uuid not null,
  happening_id uuid not null, -- what the endpoint knows it by, however often it is sent
  event        text not null,
  body         text not null, -- ids and fixed words, nothing that a person wrote
  state        text not null check (state in ('waiting', 'delivered', 'given_up')),
  attempts     int not null default 0,
  status       int,
  problem      text,
  next_at      timestamptz,
  created_at   timestamptz not null,
  tried_at     timestamptz,
  expires_at   timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, webhook_id, happening_id),
  foreign key (workspace_id, webhook_id) references webhooks on delete cascade
);
create index deliveries_webhook on deliveries (workspace_id, webhook_id, created_at desc, id desc);
create index deliveries_expiry on deliveries (expires_at);
alter table deliveries enable row level security;
create policy own_workspace on deliveries to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on deliveries to atavus_keeper using (true);
grant select, insert, update, delete on deliveries to atavus_app, atavus_keeper;

-- Tells the webhooks that asked for it, in the transaction of what happened: one job, and none where nobody listens.
-- `data` holds ids, figures and fixed words; `run_at` is when it happened, or will have. Of two with one key that both
-- still wait there is one.
create function tell_webhooks(event text, data jsonb, run_at timestamptz, key text default null) returns void
  language plpgsql as $$
begin
  if exists (
    select from webhooks w
    where w.workspace_id = current_workspace() and w.disabled_at is null and event = any (w.events)
  ) then
    perform queue_job('happening', jsonb_build_object('event', event, 'data', data, 'at', run_at), run_at, key);
  end if;
end $$;
grant execute on function tell_webhooks(text, jsonb, timestamptz, text) to atavus_app, atavus_keeper;
