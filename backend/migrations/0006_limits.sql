-- Rate limits by the generic cell rate algorithm (GCRA, ITU-T I.371): one moment a subject, the theoretical
-- arrival time of its next request. Subjects are keyed hashes; nothing here names a person. Not logged: after a
-- crash of the database everybody starts afresh.
create unlogged table limits (
  subject bytea primary key,
  tat     timestamptz not null
);
alter table limits enable row level security;
create policy keeper on limits to atavus_keeper using (true);
grant select, delete on limits to atavus_keeper;

-- Takes one request from each subject, or refuses with too_many_requests and the seconds to wait. `gap` is the
-- time one request costs, `burst` how many may come at once. Returns how many more each subject has, in the order given.
create function take_limits(subjects bytea[], gaps interval[], bursts int[], moment timestamptz) returns int[]
  language plpgsql security definer set search_path = atavus, pg_temp as $$
declare
  room int[] := array_fill(0, array[cardinality(subjects)]);
  tight record;
  arrival timestamptz;
  skew constant interval := '1 minute'; -- that clocks of several processes may differ by
begin
  for tight in
    select * from unnest(subjects, gaps, bursts) with ordinality as s (subject, gap, burst, place) order by s.subject
  loop
    insert into limits as l (subject, tat) values (tight.subject, moment + tight.gap)
    on conflict (subject) do update
      set tat = case when l.tat > moment + tight.gap * tight.burst + skew then moment else greatest(l.tat, moment) end + tight.gap
      where l.tat <= moment + tight.gap * (tight.burst - 1)
        -- From before a clock was put back: without this it would keep its subject out until then.
        or l.tat > moment + tight.gap * tight.burst + skew
    returning l.tat into arrival;
    if arrival is null then
      select l.tat - moment - tight.gap * (tight.burst - 1) into tight.gap from limits l where l.subject = tight.subject;
      perform refuse('too_many_requests', ceil(extract(epoch from tight.gap))::text);
    end if;
    room[tight.place] := floor(extract(epoch from moment + tight.gap * tight.burst - arrival) / extract(epoch from tight.gap));
  end loop;
  return room;
end $$;
grant execute on function take_limits(bytea[], interval[], int[], timestamptz) to atavus_app;

-- The origins that any assistant welcomes: all that a preflight may know.
create function known_origins() returns setof text
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select distinct unnest(origins) from assistants
$$;
grant execute on function known_origins() to atavus_app;

-- The backend processes that are alive: each holds the advisory lock of its number for as long as it lives, so
-- that the database itself knows of a death at once, whatever the clocks say.
create sequence process_numbers as int cycle;

create function next_process() returns int
  language sql security definer set search_path = atavus, pg_temp as $$
  select nextval('process_numbers')::int
$$;

create function process_lives(process int) returns boolean
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select exists (
    select from pg_locks l where l.locktype = 'advisory' and l.granted
      and l.database = (select oid from pg_database where datname = current_database())
      and l.classid = hashtext('atavus.process')::bigint & 4294967295 and l.objid = process and l.objsubid = 2
  )
$$;

-- The running answers whose process is no more, of every workspace, and those of `mine` from before a moment: that
-- process knows itself whether it still makes them. Ids only, the oldest first.
create function orphaned_replies(mine int, before timestamptz) returns table (workspace uuid, reply uuid)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  with makers as materialized (select distinct r.process from replies r where r.state = 'running'),
  gone as materialized (select m.process from makers m where not process_lives(m.process))
  select r.workspace_id, r.id from replies r
  where r.state = 'running'
    and (r.process in (select g.process from gone g) or r.process = mine and r.created_at < before)
  order by r.created_at limit 1000
$$;
grant execute on function next_process(), process_lives(int), orphaned_replies(int, timestamptz) to atavus_app;

-- Keeps the next events of many running answers in one go. Only its own process may add to an answer, and only
-- while it runs: whoever finds its answer missing in what comes back has lost it. A batch that comes again, because
-- nobody could tell whether it was kept, is kept once.
create function keep_batches(owner int, workspaces uuid[], answers uuid[], seqs int[], contents bytea[])
  returns setof uuid
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  -- Enough to outlive the process, which is what it is for; the end of an answer waits for the disk.
  perform set_config('synchronous_commit', 'off', true);
  perform pg_notify('atavus', json_build_object('type', 'kept', 'process', owner)::text);
  return query
  with running as materialized (
    select r.workspace_id, r.id, b.seq, b.content, r.expires_at
    from unnest(workspaces, answers, seqs, contents) as b (workspace, answer, seq, content)
    join replies r on r.workspace_id = b.workspace and r.id = b.answer
    where r.state = 'running' and r.process = owner
    -- One that is being erased or ended is left out, so that the others' words are kept.
    for key share of r skip locked
  ), added as (
    insert into reply_batches (workspace_id, reply_id, first_seq, sealed, expires_at)
    select workspace_id, id, seq, content, expires_at from running
    on conflict do nothing
  )
  select id from running;
end $$;
grant execute on function keep_batches(int, uuid[], uuid[], int[], bytea[]) to atavus_app;
