-- What an erasure had to leave to a hold waits in line for the hold's day. A hold that is ended before it lets it go at once.
create function release_held() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  update jobs set run_at = new.ended_at
  where kind = 'released' and workspace_id = new.workspace_id and leased_until is null and run_at > new.ended_at;
  if found then perform pg_notify('atavus', json_build_object('type', 'job')::text); end if;
  return null;
end $$;
create trigger released after update of ended_at on holds for each row
  when (old.ended_at is null and new.ended_at is not null) execute function release_held();
