-- Writes that were named by their caller (`Idempotency-Key`): done once a day at most, and answered again if the answer
-- is known. Who asked, the key and the request are in keyed hashes; the answer is sealed outside the database.
create table idempotency (
  workspace_id  uuid not null references workspaces on delete cascade,
  key_hash      bytea not null check (octet_length(key_hash) = 32),
  request_hash  bytea not null check (octet_length(request_hash) = 32),
  attempt       uuid not null, -- of several on different days, the one that answers
  leased_until  timestamptz not null, -- without an answer by then there comes none: whether it was done, nobody knows
  sealed_answer bytea, -- null: it is being done, or what it told of is deleted
  target        uuid, -- what the answer tells of: deleted, it takes the answer with it
  expires_at    timestamptz not null,
  primary key (workspace_id, key_hash)
);
create index idempotency_target on idempotency (workspace_id, target) where target is not null;
create index idempotency_expiry on idempotency (expires_at);
alter table idempotency enable row level security;
create policy own_workspace on idempotency to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on idempotency to atavus_keeper using (true);
grant select, insert, update, delete on idempotency to atavus_app, atavus_keeper;

-- Takes a key for an attempt, in the handle's workspace. `taken`: the request is to be done now. Otherwise `same` says
-- whether it is the request that the key came with before, `sealed` how that was answered, and `waiting` whether an
-- answer may still come. What may have been done is never done again within its day, whatever became of its process.
-- With the owner's rights, as a row past its moment is hidden and would still be in the way.
create function take_idempotency(key bytea, request bytea, attempt uuid, lease interval, keep interval)
  returns table (taken boolean, same boolean, sealed bytea, waiting boolean)
  language plpgsql security definer set search_path = atavus, pg_temp as $$
#variable_conflict use_column
begin
  insert into idempotency as i (workspace_id, key_hash, request_hash, attempt, leased_until, expires_at)
  values (current_workspace(), key, request, take_idempotency.attempt, current_moment() + lease, current_moment() + keep)
  on conflict (workspace_id, key_hash) do update set
    request_hash = excluded.request_hash, attempt = excluded.attempt, leased_until = excluded.leased_until,
    sealed_answer = null, target = null, expires_at = excluded.expires_at
  where i.expires_at <= current_moment();
  if found then
    return query select true, true, null::bytea, true;
  else
    return query select false, i.request_hash = request, i.sealed_answer, i.leased_until > current_moment()
      from idempotency i where i.workspace_id = current_workspace() and i.key_hash = key;
  end if;
end $$;
grant execute on function take_idempotency(bytea, bytea, uuid, interval, interval) to atavus_app;

-- What is deleted is gone at once, also from the answers that would be given again. That it was done stays known: a
-- late repetition does not make it anew.
create function forget_answers() returns trigger language plpgsql as $$
begin
  update idempotency set sealed_answer = null, target = null, leased_until = '-infinity'
  where workspace_id = old.workspace_id and target = old.id;
  return null;
end $$;
create trigger answers_forgotten after delete on assistants for each row execute function forget_answers();
create trigger answers_forgotten after delete on documents for each row execute function forget_answers();
