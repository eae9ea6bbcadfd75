-- What the owner's server signs its visitors' identities with: a secret for each assistant, sealed under the workspace's
-- key. The former one works on until a moment, so that servers can change over.
create table identity_secrets (
  workspace_id  uuid not null,
  assistant_id  uuid not null,
  id            uuid not null,
  sealed_secret bytea not null,
  created_at    timestamptz not null,
  until         timestamptz, -- null: the present one
  primary key (workspace_id, id),
  foreign key (workspace_id, assistant_id) references assistants on delete cascade
);
create unique index one_present_secret on identity_secrets (workspace_id, assistant_id) where until is null;
create index identity_secrets_assistant on identity_secrets (workspace_id, assistant_id);
alter table identity_secrets enable row level security;
create policy own_workspace on identity_secrets to atavus_app
  using (workspace_id = current_workspace() and (until is null or until > current_moment()));
create policy keeper on identity_secrets to atavus_keeper using (true);
grant select, insert, update, delete on identity_secrets to atavus_app, atavus_keeper;

create trigger identity_changed after insert or update or delete on identity_secrets
  for each row execute function tell_assistant_changed();

-- Someone whom the owner's server named may agree on several devices; everybody else agrees once.
alter table consents add column identified boolean not null default false;
drop index one_standing_consent;
create unique index one_standing_consent
  on consents (workspace_id, assistant_id, visitor_id) where withdrawn_at is null and not identified;
create index identified_consents on consents (workspace_id, assistant_id, visitor_id) where identified;
