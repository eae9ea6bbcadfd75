-- What an account takes out of the workspace's log no owner's hold keeps any more, but for one of that conversation alone:
-- what waits for the end of one is looked at at once.
create function release_unshared() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  update jobs set run_at = current_moment()
  where kind = 'released' and workspace_id = new.workspace_id and leased_until is null and run_at > current_moment()
    and (subject ->> 'account' = new.account_id::text or subject ->> 'conversation' = new.id::text);
  if found then perform pg_notify('atavus', json_build_object('type', 'job')::text); end if;
  return null;
end $$;
create trigger released after update of shared_at on conversations for each row
  when (old.shared_at is not null and new.shared_at is null) execute function release_unshared();

-- Also on the list of what never comes back: that an erasure waits for the end of a hold. A backup from before knows
-- nothing of it, and what was to go would stay.
create function note_wish() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
declare
  wish jsonb := new.subject;
begin
  insert into erasures (at, kind, subject)
  values ((wish ->> 'asked')::timestamptz, concat_ws(' ', 'released', wish ->> 'of', wish ->> 'via'), sha256(case wish ->> 'of'
    when 'account' then uuid_send((wish ->> 'account')::uuid) || coalesce(uuid_send((wish ->> 'assistant')::uuid), '')
    when 'conversation' then uuid_send((wish ->> 'conversation')::uuid)
    when 'site' then uuid_send((wish ->> 'account')::uuid) || decode(wish ->> 'site', 'hex')
    else uuid_send((wish ->> 'assistant')::uuid) || uuid_send((wish ->> 'visitor')::uuid)
  end));
  return null;
end $$;
create trigger noted after insert or update of subject on jobs for each row
  when (new.kind = 'released') execute function note_wish();
