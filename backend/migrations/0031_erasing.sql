-- What visitors asked goes with them and with the assistant of whose owner they asked it.
grant delete on requests to atavus_app;
delete from requests r
  where r.assistant_id is not null and not exists (select from assistants a where a.id = r.assistant_id);

-- A document's words stand in the files, too, until those are written anew.
alter table deletions drop constraint deletions_kind_check;
alter table deletions add constraint deletions_kind_check
  check (kind in ('conversation', 'visitor', 'child', 'document', 'assistant', 'workspace', 'account'));

-- What goes along with something bigger is named by that: also where it goes before that, a batch at a time.
create or replace function note_erasure() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  if tg_table_name = 'consents' and (pg_trigger_depth() > 1 or current_setting('atavus.along', true) = 'assistant')
    then return null; end if;
  insert into erasures (at, kind, subject)
  values (coalesce(current_moment(), 'epoch'), tg_argv[0], sha256(uuid_send(old.id)));
  return null;
end $$;

-- Takes so many consents of an assistant that is about to be deleted in the same transaction; answers how many it took.
create function erase_consents(_assistant uuid, _most int) returns int
  language plpgsql as $$
declare gone int;
begin
  perform set_config('atavus.along', 'assistant', true);
  delete from consents where workspace_id = current_workspace() and id in (
    select c.id from consents c where c.workspace_id = current_workspace() and c.assistant_id = _assistant limit _most
  );
  get diagnostics gone = row_count;
  perform set_config('atavus.along', '', true);
  return gone;
end $$;
grant execute on function erase_consents(uuid, int) to atavus_app;

-- An act of erasing is done when its transaction has taken its time, not when that began. It puts in line that the files
-- are written anew a minute later: of several that wait for it the first one says when, so that no stream of them puts
-- it off. That job is the platform's: it does not go with the workspace.
create or replace function note_deletion(
  _id uuid, _kind text, _via text, _asked timestamptz, _ms int, _conversations int, _messages int, out _position bigint
) language plpgsql security definer set search_path = atavus, pg_temp as $$
declare _done timestamptz := coalesce(current_moment(), _asked) + make_interval(secs => _ms / 1000.0);
begin
  select coalesce(max(position), 0) into _position from erasures;
  insert into deletions (id, kind, via, asked_at, done_at, ms, conversations, messages, position)
  values (_id, _kind, _via, _asked, _done, _ms, _conversations, _messages, _position);
  insert into jobs as j (id, kind, subject, key, run_at, created_at)
  values (gen_random_uuid(), 'rewrite', '{}', 'soon', _done + interval '1 minute', _done)
  on conflict (kind, key) where leased_until is null and key is not null
    do update set run_at = least(j.run_at, excluded.run_at);
end $$;
