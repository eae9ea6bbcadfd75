-- This database by a name of its own, so that no other one's backups are taken for its own, and whether it is being
-- restored: then nothing serves from it.
create table installation (
  singleton     boolean primary key default true check (singleton),
  id            uuid not null,
  restoring     timestamptz, -- since when
  restored_at   timestamptz,
  restored_from text -- the backup's name, also while it is being restored; null: it came by other means
);
insert into installation (id) values (gen_random_uuid());
alter table installation enable row level security;
create policy keeper on installation to atavus_keeper using (true);
grant select on installation to atavus_keeper;

-- What became of each attempt to make a backup.
create table backups (
  id          uuid primary key,
  name        text not null, -- of its folder
  begun_at    timestamptz not null,
  done_at     timestamptz check (done_at >= begun_at),
  verified_at timestamptz, -- when it was last restored to try it
  rows        bigint,
  bytes       bigint,
  failed      text -- a code
);
create index backups_begun on backups (begun_at desc);
alter table backups enable row level security;
create policy keeper on backups to atavus_keeper using (true);
grant select, insert, update, delete on backups to atavus_keeper;

-- Also on the list of what never comes back: texts, keys of servers, webhooks, and who belongs where. What goes along with
-- something bigger is named by that.
alter table erasures drop constraint erasures_kind_check;
alter table erasures add constraint erasures_kind_check
  check (kind in ('conversation', 'consent', 'assistant', 'workspace', 'account', 'document', 'key', 'webhook', 'membership'));

create function note_removal() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  if pg_trigger_depth() > 1 then return null; end if;
  insert into erasures (at, kind, subject)
  values (coalesce(current_moment(), 'epoch'), tg_argv[0], sha256(case tg_argv[0]
    when 'membership' then uuid_send(old.workspace_id) || uuid_send((to_jsonb(old) ->> 'account_id')::uuid)
    else uuid_send((to_jsonb(old) ->> 'id')::uuid)
  end));
  return null;
end $$;
create trigger noted after delete on documents for each row execute function note_removal('document');
create trigger noted after delete on api_keys for each row execute function note_removal('key');
create trigger noted after delete on webhooks for each row execute function note_removal('webhook');
create trigger noted after delete on memberships for each row execute function note_removal('membership');
-- How far the list goes, whatever of it has been swept.
grant select on sequence erasures_position_seq to atavus_keeper;
