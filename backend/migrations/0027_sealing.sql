-- Under which master key each living process seals: by the key's id, which says nothing about it. A former key is
-- dropped only once nobody seals under it any more.
create table sealing_processes (
  process int primary key,
  master  bytea not null check (octet_length(master) = 4),
  since   timestamptz not null
);
alter table sealing_processes enable row level security;
create policy keeper on sealing_processes to atavus_keeper using (true);
grant select, insert, update, delete on sealing_processes to atavus_keeper;

-- The processes that live, whatever they have said of themselves.
create function living_processes() returns setof int
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select l.objid::bigint::int from pg_locks l
  where l.locktype = 'advisory' and l.granted
    and l.database = (select oid from pg_database where datname = current_database())
    and l.classid = hashtext('atavus.process')::bigint & 4294967295 and l.objsubid = 2
$$;
grant execute on function living_processes() to atavus_keeper;

-- What is sealed under a former master key is sealed anew by the keeper.
grant update (sealed_secret) on second_factors to atavus_keeper;
grant update (sealed) on outbox to atavus_keeper;
