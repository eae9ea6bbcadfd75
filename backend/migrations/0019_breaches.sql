-- Breaches of personal data (GDPR Art. 4(12)): each is written down, whatever is decided about it (Art. 33(5)). The
-- clock of 72 hours (Art. 33(1)) begins when the operator became aware. What the operator writes names nobody.
create table breaches (
  id               uuid primary key,
  noticed_at       timestamptz not null,
  recorded_at      timestamptz not null check (recorded_at >= noticed_at),
  recorded_by      uuid references accounts on delete set null,
  what             text not null,
  kinds            text[] not null check (kinds <@ array['confidentiality', 'integrity', 'availability'] and kinds <> '{}'),
  categories       text[] not null,
  people           int check (people >= 0), -- about how many; null: not known yet
  consequences     text not null,
  measures         text not null,
  -- Whether the authority (Art. 33) and the people (Art. 34) were told, or need not be, and why.
  authority        text check (authority in ('told', 'not_needed')),
  authority_at     timestamptz,
  authority_reason text,
  persons          text check (persons in ('told', 'not_needed')),
  persons_at       timestamptz,
  persons_reason   text,
  closed_at        timestamptz,
  check ((authority is null) = (authority_at is null) and (authority is null) = (authority_reason is null)),
  check ((persons is null) = (persons_at is null) and (persons is null) = (persons_reason is null)),
  check (closed_at is null or authority is not null and persons is not null)
);
create index breaches_noticed on breaches (noticed_at desc, id desc);
alter table breaches enable row level security;
create policy keeper on breaches to atavus_keeper using (true);
grant select, insert, update, delete on breaches to atavus_keeper;

-- The workspaces that it touches: their owners are the controllers, and told without undue delay (Art. 33(2)).
create table breached_workspaces (
  workspace_id uuid not null references workspaces on delete cascade,
  breach_id    uuid not null references breaches on delete cascade,
  told_at      timestamptz not null,
  primary key (workspace_id, breach_id)
);
create index breached_workspaces_breach on breached_workspaces (breach_id);
alter table breached_workspaces enable row level security;
create policy own_workspace on breached_workspaces for select to atavus_app using (workspace_id = current_workspace());
create policy keeper on breached_workspaces to atavus_keeper using (true);
grant select on breached_workspaces to atavus_app;
grant select, insert, delete on breached_workspaces to atavus_keeper;

-- What an owner is shown of the breaches that touch their workspace: all but who wrote it down.
create function breaches_of_workspace() returns table (
  id uuid, noticed_at timestamptz, told_at timestamptz, what text, kinds text[], categories text[], people int,
  consequences text, measures text, authority text, authority_at timestamptz, authority_reason text,
  persons text, persons_at timestamptz, persons_reason text, closed_at timestamptz
) language sql stable security definer set search_path = atavus, pg_temp as $$
  select b.id, b.noticed_at, w.told_at, b.what, b.kinds, b.categories, b.people, b.consequences, b.measures,
    b.authority, b.authority_at, b.authority_reason, b.persons, b.persons_at, b.persons_reason, b.closed_at
  from breached_workspaces w join breaches b on b.id = w.breach_id
  where w.workspace_id = current_workspace()
    and (b.closed_at is null or b.closed_at > current_moment() - interval '3 years')
  order by b.noticed_at desc, b.id desc
$$;
grant execute on function breaches_of_workspace() to atavus_app;
