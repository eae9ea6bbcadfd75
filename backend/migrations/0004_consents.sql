-- The exact notices that visitors were shown, by hash of their content.
create table notices (
  workspace_id uuid not null,
  assistant_id uuid not null,
  hash         bytea not null check (octet_length(hash) = 32),
  language     text not null,
  content      jsonb not null,
  created_at   timestamptz not null,
  primary key (workspace_id, assistant_id, hash),
  foreign key (workspace_id, assistant_id) references assistants on delete cascade
);
alter table notices enable row level security;
create policy own_workspace on notices to atavus_app using (workspace_id = current_workspace());
create policy keeper on notices to atavus_keeper using (true);
grant select, insert on notices to atavus_app;
grant select, insert, update, delete on notices to atavus_keeper;

-- A visitor's yes to one wording of the notice. Without a standing yes no message is kept and none is answered.
-- It holds until valid_until; the row outlives that until the last message under it is gone, as proof.
create table consents (
  workspace_id uuid not null,
  id           uuid not null,
  assistant_id uuid not null,
  visitor_id   uuid not null,
  notice_hash  bytea not null,
  history      boolean not null, -- the device may keep the token beyond the tab
  adult        boolean not null check (adult),
  origin       text not null,
  language     text not null,
  gpc          boolean not null, -- whether the browser sent Sec-GPC: 1
  preview      boolean not null,
  receipt      text not null,
  given_at     timestamptz not null,
  valid_until  timestamptz not null,
  withdrawn_at timestamptz check (withdrawn_at >= given_at),
  expires_at   timestamptz not null check (expires_at >= valid_until),
  primary key (workspace_id, id),
  foreign key (workspace_id, assistant_id, notice_hash) references notices (workspace_id, assistant_id, hash),
  foreign key (workspace_id, assistant_id) references assistants on delete cascade
);
create unique index one_standing_consent
  on consents (workspace_id, assistant_id, visitor_id) where withdrawn_at is null;
alter table consents enable row level security;
create policy own_workspace on consents to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on consents to atavus_keeper using (true);
grant select, insert, update, delete on consents to atavus_app, atavus_keeper;
