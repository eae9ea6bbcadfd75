-- What left for models outside, each part of a prompt once in its conversation: instructions, earlier words, passages, the
-- question. A prompt's own row names its parts in order, with the frame around them, so that the request's body can be
-- made again byte for byte; rows from before hold their whole prompt themselves.
create table prompt_parts (
  workspace_id    uuid not null,
  conversation_id uuid not null,
  hash            bytea not null check (octet_length(hash) = 32), -- under the conversation's key: it says nothing elsewhere
  sealed          bytea not null,
  expires_at      timestamptz not null, -- with the last of the prompts that hold it
  primary key (workspace_id, conversation_id, hash),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade
);
create index prompt_parts_expiry on prompt_parts (expires_at);
alter table prompt_parts enable row level security;
create policy own_workspace on prompt_parts to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on prompt_parts to atavus_keeper using (true);
grant select on prompt_parts to atavus_app;
grant select, insert, update, delete on prompt_parts to atavus_keeper;

-- SHA-256 of the body that left; null of rows from before.
alter table sent_prompts add column body_hash bytea check (octet_length(body_hash) = 32);

-- Keeps parts that are about to leave; one that is there stays as it is and lasts longer, also where its time was over
-- and it has not been swept, which nobody but this function can see.
create function keep_parts(_conversation uuid, hashes bytea[], parts bytea[], until timestamptz) returns void
  language sql security definer set search_path = atavus, pg_temp as $$
  insert into prompt_parts (workspace_id, conversation_id, hash, sealed, expires_at)
  select current_workspace(), _conversation, p.hash, p.sealed, until
  from unnest(hashes, parts) as p (hash, sealed) order by p.hash
  on conflict (workspace_id, conversation_id, hash)
    do update set expires_at = greatest(prompt_parts.expires_at, excluded.expires_at)
$$;
grant execute on function keep_parts(uuid, bytea[], bytea[], timestamptz) to atavus_app;
