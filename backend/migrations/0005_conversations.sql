create table conversations (
  workspace_id     uuid not null,
  id               uuid not null,
  assistant_id     uuid not null,
  visitor_id       uuid not null,
  consent_id       uuid not null,
  origin           text not null,
  language         text not null,
  preview          boolean not null,
  sealed_key       bytea not null, -- the conversation's own key, wrapped by the workspace's
  messages         int not null default 0, -- ever written
  started_at       timestamptz not null,
  last_at          timestamptz not null,
  first_expires_at timestamptz not null, -- with expires_at the span of partitions that its messages lie in
  expires_at       timestamptz not null, -- when the last of its messages ends
  primary key (workspace_id, id),
  foreign key (workspace_id, assistant_id) references assistants on delete cascade,
  foreign key (workspace_id, consent_id) references consents on delete cascade
);
create index conversations_log on conversations (workspace_id, last_at desc, id desc) where not preview;
create index conversations_visitor on conversations (workspace_id, assistant_id, visitor_id, last_at desc);
create index conversations_consent on conversations (workspace_id, consent_id);
alter table conversations enable row level security;
create policy own_workspace on conversations to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on conversations to atavus_keeper using (true);
grant select, insert, update, delete on conversations to atavus_app, atavus_keeper;

-- What was said, sealed, in one partition for each day on which it must be gone. The term is fixed when a
-- message is written: its visitor was told a date.
create table messages (
  workspace_id    uuid not null,
  conversation_id uuid not null,
  id              uuid not null,
  role            text not null check (role in ('visitor', 'assistant')),
  answers         uuid, -- an answer names the client's id of its question
  sealed          bytea not null,
  thumb           text check (thumb in ('up', 'down')),
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  primary key (workspace_id, conversation_id, expires_at, id)
) partition by range (expires_at);
alter table messages enable row level security;
create policy own_workspace on messages to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on messages to atavus_keeper using (true);
grant select, insert, update, delete on messages to atavus_app, atavus_keeper;

-- The partition in which messages that end at `moment` lie: one a day (UTC). Made ahead by a job, and on demand.
-- It is made by itself and attached then: that neither waits for who reads or writes messages, nor they for it, as
-- `partition of` would. Nothing is waited for longer than a moment, a second in all.
create function ensure_messages_partition(moment timestamptz) returns void
  language plpgsql security definer set search_path = atavus, pg_temp set lock_timeout = '100ms' as $$
declare
  day  date := (moment at time zone 'UTC')::date;
  name text := 'messages_' || to_char(day, 'YYYYMMDD');
begin
  if to_regclass('atavus.' || name) is not null then return; end if;
  for try in 1..10 loop
    begin
      perform pg_advisory_xact_lock(hashtext('atavus.messages_partition'));
      execute format('create table %I (like messages including all)', name);
      execute format('alter table %I enable row level security', name);
      execute format('alter table messages attach partition %I for values from (%L) to (%L)', name,
        day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
      return;
    exception
      -- Another one has made it meanwhile. To look again would not do: this session may not have heard of it yet.
      when duplicate_table then return;
      when lock_not_available then if try = 10 then raise; end if;
    end;
  end loop;
end $$;
grant execute on function ensure_messages_partition(timestamptz) to atavus_app, atavus_keeper;

-- Removes the oldest of the partitions whose last message ended before `moment`; says whether it did, and how many
-- are left. All who read messages wait for this, and it for them: so it takes one at a time, and gives up soon.
create function drop_messages_before(moment timestamptz, out dropped boolean, out remaining int)
  language plpgsql security definer set search_path = atavus, pg_temp set lock_timeout = '100ms' as $$
declare
  names text[];
begin
  select coalesce(array_agg(c.relname order by c.relname), '{}') into names
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'atavus.messages'::regclass
    and c.relname < 'messages_' || to_char((moment at time zone 'UTC')::date, 'YYYYMMDD');
  dropped := false;
  remaining := cardinality(names);
  if remaining = 0 then return; end if;
  begin
    execute format('drop table if exists %I', names[1]);
    dropped := true;
    remaining := remaining - 1;
  exception when lock_not_available then
    -- Somebody reads, as a backup does. Nobody sees these rows any more, and the next attempt will do.
  end;
end $$;
grant execute on function drop_messages_before(timestamptz) to atavus_keeper;

-- One row for each message that a client sent, by the client's own id: this is what makes sending exactly once.
-- It follows the answer from its beginning to its one end, and holds the budget's reservation meanwhile.
create table replies (
  workspace_id    uuid not null,
  assistant_id    uuid not null,
  visitor_id      uuid not null,
  message_id      uuid not null, -- the client's
  id              uuid not null,
  conversation_id uuid not null,
  consent_id      uuid not null,
  body_hash       bytea not null,
  model           text not null,
  state           text not null check (state in ('running', 'complete', 'truncated', 'refused', 'stopped', 'error')),
  process         int not null, -- the process that makes it, while it is running
  day             date not null, -- whose budget it takes from
  reserved_tokens bigint not null,
  tokens_in       int,
  tokens_out      int,
  estimated       boolean, -- the model gave no usage: the tokens are our own count
  created_at      timestamptz not null,
  ended_at        timestamptz,
  expires_at      timestamptz not null,
  primary key (workspace_id, visitor_id, message_id),
  unique (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade deferrable initially deferred
);
create index replies_running on replies (process) where state = 'running';
create index replies_conversation on replies (workspace_id, conversation_id);
create index replies_expiry on replies (expires_at);
alter table replies enable row level security;
create policy own_workspace on replies to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on replies to atavus_keeper using (true);
grant select, insert, update, delete on replies to atavus_app, atavus_keeper;

-- The events of a running answer, sealed, in batches; folded into the message when it ends.
create table reply_batches (
  workspace_id uuid not null,
  reply_id     uuid not null,
  first_seq    int not null,
  sealed       bytea not null,
  expires_at   timestamptz not null,
  primary key (workspace_id, reply_id, first_seq),
  foreign key (workspace_id, reply_id) references replies (workspace_id, id) on delete cascade
);
alter table reply_batches enable row level security;
create policy own_workspace on reply_batches to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on reply_batches to atavus_keeper using (true);
grant select, insert, delete on reply_batches to atavus_app, atavus_keeper;

-- What an assistant may spend on a day of its workspace's time zone, and what it has.
create table budgets (
  workspace_id    uuid not null,
  assistant_id    uuid not null,
  day             date not null,
  messages        int not null,
  tokens_spent    bigint not null,
  tokens_reserved bigint not null check (tokens_reserved >= 0),
  primary key (workspace_id, assistant_id, day),
  foreign key (workspace_id, assistant_id) references assistants on delete cascade
);
alter table budgets enable row level security;
create policy own_workspace on budgets to atavus_app using (workspace_id = current_workspace());
create policy keeper on budgets to atavus_keeper using (true);
grant select, insert, update, delete on budgets to atavus_app, atavus_keeper;

-- An answer that is erased while it is made settles its reservation as spent: nobody is left who could.
create function settle_erased() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  update budgets b
  set tokens_reserved = b.tokens_reserved - old.reserved_tokens, tokens_spent = b.tokens_spent + old.reserved_tokens
  where b.workspace_id = old.workspace_id and b.assistant_id = old.assistant_id and b.day = old.day;
  return null;
end $$;
create trigger reply_erased after delete on replies
  for each row when (old.state = 'running' and old.reserved_tokens > 0) execute function settle_erased();
