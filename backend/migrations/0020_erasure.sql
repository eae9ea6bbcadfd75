-- What was erased, so that it never comes back with a backup: a restore goes through this before it serves. Ids stand
-- here by their SHA-256 alone; they are long and random, so that nobody finds one by guessing. Triggers write it, so
-- that no way of erasing can forget it. What a sweep removes past its term stands on no list: a restored row past its
-- term is read by nobody and swept again.
create table erasures (
  position bigint generated always as identity primary key,
  at       timestamptz not null,
  kind     text not null check (kind in ('conversation', 'consent', 'assistant', 'workspace', 'account')),
  subject  bytea not null check (octet_length(subject) = 32)
);
create index erasures_at on erasures (at);
alter table erasures enable row level security;
create policy keeper on erasures to atavus_keeper using (true);
grant select, insert, delete on erasures to atavus_keeper;

create function note_erasure() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  -- What goes along with something bigger is named by that.
  if tg_table_name = 'consents' and pg_trigger_depth() > 1 then return null; end if;
  insert into erasures (at, kind, subject)
  values (coalesce(current_moment(), 'epoch'), tg_argv[0], sha256(uuid_send(old.id)));
  return null;
end $$;
create trigger noted after delete on conversations for each row
  when (current_moment() is null or old.expires_at > current_moment()) execute function note_erasure('conversation');
create trigger noted after delete on consents for each row
  when (current_moment() is null or old.expires_at > current_moment()) execute function note_erasure('consent');
create trigger noted after delete on assistants for each row execute function note_erasure('assistant');
create trigger noted after delete on workspaces for each row execute function note_erasure('workspace');
create trigger noted after delete on accounts for each row execute function note_erasure('account');

-- Each act of erasing, without a word about whom: how often, by whom, how long it took.
create table deletions (
  id            uuid primary key,
  kind          text not null check (kind in ('conversation', 'visitor', 'child', 'assistant', 'workspace', 'account')),
  via           text not null check (via in ('visitor', 'code', 'owner', 'account', 'operator')),
  asked_at      timestamptz not null,
  done_at       timestamptz not null check (done_at >= asked_at),
  ms            int not null check (ms >= 0),
  conversations int not null,
  messages      int not null,
  position      bigint not null, -- how far the list of what was erased went then
  rewritten_at  timestamptz -- when the files of the tables that held plain words were written anew
);
create index deletions_done on deletions (done_at);
alter table deletions enable row level security;
create policy keeper on deletions to atavus_keeper using (true);
grant select, insert, update, delete on deletions to atavus_keeper;

create function note_deletion(
  _id uuid, _kind text, _via text, _asked timestamptz, _ms int, _conversations int, _messages int, out _position bigint
) language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  select coalesce(max(position), 0) into _position from erasures;
  insert into deletions (id, kind, via, asked_at, done_at, ms, conversations, messages, position)
  values (_id, _kind, _via, _asked, coalesce(current_moment(), _asked), _ms, _conversations, _messages, _position);
end $$;
grant execute on function note_deletion(uuid, text, text, timestamptz, int, int, int) to atavus_app, atavus_keeper;
