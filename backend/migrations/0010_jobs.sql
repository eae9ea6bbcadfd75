-- Work that waits for its moment, in line by the statement that wants it done: what is rolled back leaves no job
-- behind, and what belongs to a workspace goes with it. A job says what is to be done about which ids, in fixed words;
-- never what a person wrote.
create table jobs (
  id           uuid primary key,
  workspace_id uuid references workspaces on delete cascade, -- null: about an account or the platform
  kind         text not null,
  subject      jsonb not null check (jsonb_typeof(subject) = 'object'),
  key          text, -- of two jobs of one kind with one key that both wait, there is one
  run_at       timestamptz not null,
  attempts     int not null default 0, -- how often it was taken; it never falls, so that who has it can show so
  failures     int not null default 0, -- how often it failed, or died with its worker
  leased_until timestamptz, -- until then one worker has it; later it has died with it
  created_at   timestamptz not null
);
create index jobs_due on jobs (run_at);
create index jobs_workspace on jobs (workspace_id);
create index jobs_turns on jobs (kind, workspace_id, run_at, created_at);
create unique index jobs_waiting on jobs (kind, key) where leased_until is null and key is not null;
alter table jobs enable row level security;
create policy keeper on jobs to atavus_keeper using (true);
grant select, insert, update, delete on jobs to atavus_keeper;

-- Puts a job in line, of the handle's workspace if it has one, and wakes the workers once that is committed if it is
-- due by then: they look now and then of their own accord. A job of the same kind and key that still waits becomes this
-- one. A key names by its id what the job is about.
create function queue_job(kind text, subject jsonb, run_at timestamptz, key text default null) returns void
  language plpgsql security definer set search_path = atavus, pg_temp as $$
#variable_conflict use_column
begin
  insert into jobs as j (id, workspace_id, kind, subject, key, run_at, created_at)
  values (gen_random_uuid(), current_workspace(), queue_job.kind, queue_job.subject, queue_job.key, queue_job.run_at,
    coalesce(current_moment(), queue_job.run_at))
  on conflict (kind, key) where leased_until is null and key is not null do update
    set workspace_id = excluded.workspace_id, subject = excluded.subject, run_at = excluded.run_at, failures = 0;
  if queue_job.run_at <= coalesce(current_moment(), queue_job.run_at) then
    perform pg_notify('atavus', json_build_object('type', 'job')::text);
  end if;
end $$;
grant execute on function queue_job(text, jsonb, timestamptz, text) to atavus_app, atavus_keeper;

-- Gives a job back to the line until its next time, if it is still in the try that is given, which failed or not. Where one of its key has
-- come to wait meanwhile, that one goes on in its place.
create function put_back_job(job uuid, try int, next timestamptz, failed boolean) returns void
  language plpgsql set search_path = atavus, pg_temp as $$
begin
  update jobs set leased_until = null, run_at = next, failures = failures + failed::int
  where id = job and attempts = try;
exception when unique_violation then
  delete from jobs where id = job and attempts = try;
end $$;
grant execute on function put_back_job(uuid, int, timestamptz, boolean) to atavus_keeper;

-- The mails of a server without a mail server, sealed by the master key, for a day.
create table outbox (
  id         uuid primary key,
  sealed     bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index outbox_expiry on outbox (expires_at);
alter table outbox enable row level security;
create policy keeper on outbox to atavus_keeper using (true);
grant select, insert, delete on outbox to atavus_keeper;
