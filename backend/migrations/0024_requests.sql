-- What people ask by right of what is held about them (GDPR Art. 15–22), each with its clock. Who asks and in which
-- words lies sealed under the master key; the answer, too.
create table requests (
  id           uuid primary key,
  workspace_id uuid references workspaces on delete cascade, -- null: the platform's
  assistant_id uuid,
  kind         text not null check (kind in ('access', 'rectification', 'erasure', 'objection', 'portability', 'child', 'other')),
  via          text not null check (via in ('widget', 'account', 'form', 'mail')),
  account_id   uuid references accounts on delete cascade,
  visitor_id   uuid,
  sealed       bytea not null, -- the address to answer to, and what was written
  link_hash    bytea unique, -- of the link that proves the address, until it is opened
  proven_at    timestamptz, -- since when it is known that who asks is who they say
  opened_at    timestamptz not null, -- when it arrived: the clock's start
  due_at       timestamptz not null,
  extended     text, -- why it takes longer (Art. 12(3))
  escalated_at timestamptz, -- since when the operator looks after it, too
  answered_at  timestamptz,
  outcome      text check (outcome in ('done', 'refused')),
  answer       bytea, -- sealed
  expires_at   timestamptz, -- a year after the answer
  check ((answered_at is null) = (outcome is null) and (answered_at is null) = (expires_at is null)),
  check (due_at > opened_at)
);
create index requests_workspace on requests (workspace_id, due_at);
create index requests_open on requests (due_at) where answered_at is null;
create index requests_account on requests (account_id);
create index requests_expiry on requests (expires_at);
alter table requests enable row level security;
create policy own on requests to atavus_app
  using ((workspace_id = current_workspace() or account_id = current_account())
    and (expires_at is null or expires_at > current_moment()));
create policy keeper on requests to atavus_keeper using (true);
grant select, insert, update on requests to atavus_app;
grant select, insert, update, delete on requests to atavus_keeper;
