-- The folders in which backups of this database lie, also where none are made any more: what lies there still ends, and
-- the keys of what is erased still leave it.
create table backup_folders (
  path   text primary key,
  newest timestamptz not null -- when the latest backup in it was begun
);
alter table backup_folders enable row level security;
create policy keeper on backup_folders to atavus_keeper using (true);
grant select, insert, update, delete on backup_folders to atavus_keeper;

-- Also on the list of what never comes back: a person's picture and name, and what somebody switched off or renewed so
-- that it opens nothing any more. The list is also taken up from beside the backups, where a later version may have
-- written kinds that the tables of a backup do not know: triggers name the kinds, and nothing else does.
alter table erasures drop constraint if exists erasures_kind_check;

create or replace function note_removal() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
declare
  was jsonb;
begin
  if pg_trigger_depth() > 1 then return null; end if;
  was := to_jsonb(old);
  insert into erasures (at, kind, subject)
  values (coalesce(current_moment(), 'epoch'), tg_argv[0], sha256(case
    when tg_argv[0] = 'membership' then uuid_send((was ->> 'workspace_id')::uuid) || uuid_send((was ->> 'account_id')::uuid)
    when tg_argv[0] = 'picture' then uuid_send((was ->> 'account_id')::uuid) || uuid_send((was ->> 'id')::uuid)
    when tg_argv[0] = 'recovery_code' then uuid_send((was ->> 'account_id')::uuid) || (was ->> 'hash')::bytea
    when tg_argv[0] in ('factor', 'operator') then uuid_send((was ->> 'account_id')::uuid)
    else uuid_send((was ->> 'id')::uuid)
  end));
  return null;
end $$;

create trigger noted after delete on pictures for each row execute function note_removal('picture');
create trigger noted_change after update of id on pictures for each row
  when (new.id <> old.id) execute function note_removal('picture');
create trigger noted_change after update of full_name on accounts for each row
  when (old.full_name is not null and new.full_name is distinct from old.full_name)
  execute function note_removal('full_name');

create trigger noted_change after update of disabled_at, scopes on api_keys for each row
  when (old.disabled_at is null and new.disabled_at is not null or not new.scopes @> old.scopes)
  execute function note_removal('key_off');
create trigger noted_renewal after update of hash on api_keys for each row
  when (new.hash <> old.hash) execute function note_removal('key_secret');
create trigger noted after delete on public_keys for each row execute function note_removal('public_key');
create trigger noted_change after update of disabled_at on public_keys for each row
  when (old.disabled_at is null and new.disabled_at is not null) execute function note_removal('public_key');
create trigger noted after delete on identity_secrets for each row
  when (old.until is null) execute function note_removal('identity_secret');
create trigger noted_change after update of until on identity_secrets for each row
  when (old.until is null and new.until is not null) execute function note_removal('identity_secret');

create trigger noted after delete on second_factors for each row
  when (old.confirmed_at is not null) execute function note_removal('factor');
create trigger noted after delete on recovery_codes for each row
  when (old.used_at is null) execute function note_removal('recovery_code');
create trigger noted_change after update of used_at on recovery_codes for each row
  when (old.used_at is null and new.used_at is not null) execute function note_removal('recovery_code');
create trigger noted after delete on operators for each row execute function note_removal('operator');
-- One that was taken, or taken back.
create trigger noted after delete on invitations for each row
  when (current_moment() is null or old.expires_at > current_moment()) execute function note_removal('invitation');
