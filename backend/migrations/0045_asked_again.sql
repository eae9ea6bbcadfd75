-- Also on the list of what never comes back: what somebody asked by right. It goes along with its account or workspace
-- and is named then, too. And of objections (GDPR Art. 21) that they were made and that they are gone: what stands there
-- last of one is so after a restore.
create or replace function note_removal() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
declare
  was jsonb;
begin
  if pg_trigger_depth() > 1 and tg_argv[0] <> 'request' then return null; end if;
  was := case tg_op when 'INSERT' then to_jsonb(new) else to_jsonb(old) end;
  insert into erasures (at, kind, subject)
  values (coalesce(current_moment(), 'epoch'), tg_argv[0], sha256(case
    when tg_argv[0] = 'membership' then uuid_send((was ->> 'workspace_id')::uuid) || uuid_send((was ->> 'account_id')::uuid)
    when tg_argv[0] = 'picture' then uuid_send((was ->> 'account_id')::uuid) || uuid_send((was ->> 'id')::uuid)
    when tg_argv[0] = 'recovery_code' then uuid_send((was ->> 'account_id')::uuid) || (was ->> 'hash')::bytea
    when tg_argv[0] in ('factor', 'operator') then uuid_send((was ->> 'account_id')::uuid)
    when tg_table_name = 'objections' then uuid_send((was ->> 'assistant_id')::uuid) || uuid_send((was ->> 'visitor_id')::uuid)
    else uuid_send((was ->> 'id')::uuid)
  end));
  return null;
end $$;

create trigger noted after delete on requests for each row
  when (current_moment() is null or old.expires_at is null or old.expires_at > current_moment())
  execute function note_removal('request');
create trigger noted after delete on objections for each row execute function note_removal('objection');
create trigger noted_making after insert on objections for each row execute function note_removal('objected');
create trigger noted_objection after update of objections on accounts for each row
  when (old.objections <> '{}' and new.objections = '{}') execute function note_removal('objection');
create trigger noted_objecting after update of objections on accounts for each row
  when (old.objections = '{}' and new.objections <> '{}') execute function note_removal('objected');

-- Where messages were deleted, or lost their words, since the files of their day were written anew: in the freed space
-- of the rows and of the index stand hashes of words, under a key that lives on.
create table message_gaps (
  id        bigint generated always as identity primary key,
  day_table text not null -- the partition
);
alter table message_gaps enable row level security;
create policy keeper on message_gaps to atavus_keeper using (true);
grant select, delete on message_gaps to atavus_keeper;

create function note_message_gaps() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    insert into message_gaps (day_table) values (tg_table_name);
  else
    insert into message_gaps (day_table)
    select distinct 'messages_' || to_char(g.expires_at at time zone 'UTC', 'YYYYMMDD') from gone g;
  end if;
  return null;
end $$;
create trigger gaps after delete on messages
  referencing old table as gone for each statement execute function note_message_gaps();
create trigger gaps_within after update of terms on messages for each row
  when (old.terms <> new.terms) execute function note_message_gaps();

-- What was deleted until now.
insert into message_gaps (day_table)
  select i.inhrelid::regclass::text from pg_inherits i where i.inhparent = 'messages'::regclass;
