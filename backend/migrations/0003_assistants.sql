-- Assistants and the public keys that script tags carry. A public key is no secret: it stands in the page.
create table assistants (
  workspace_id       uuid not null references workspaces on delete cascade,
  id                 uuid not null,
  name               text not null,
  greeting           text not null,
  instructions       text not null,
  suggestions        text[] not null,
  model              text not null check (model in ('quote', 'ollama', 'deepseek')),
  quote_fallback     boolean not null,
  accent             text not null check (accent ~ '^#[0-9a-fA-F]{6}$'),
  retention_days     int not null check (retention_days between 1 and 365),
  controller_name    text not null,
  controller_contact text not null,
  added_notice       text not null,
  origins            text[] not null,
  messages_per_day   int not null check (messages_per_day >= 0),
  tokens_per_day     bigint not null check (tokens_per_day >= 0),
  public_key         text not null unique,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  primary key (workspace_id, id)
);
alter table assistants enable row level security;
create policy own_workspace on assistants to atavus_app using (workspace_id = current_workspace());
create policy keeper on assistants to atavus_keeper using (true);
grant select, insert, update, delete on assistants to atavus_app, atavus_keeper;

-- A page shows a key before any workspace is known.
create function find_public_key(key text) returns table (workspace uuid, assistant uuid)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select workspace_id, id from assistants where public_key = key
$$;
grant execute on function find_public_key(text) to atavus_app;

-- Every process keeps policies in memory; a change tells them all.
create function tell_assistant_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('atavus', json_build_object('type', 'assistant', 'id', coalesce(new.id, old.id))::text);
  return null;
end $$;
create trigger assistant_changed after insert or update or delete on assistants
  for each row execute function tell_assistant_changed();
