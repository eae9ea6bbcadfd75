-- What stands is held is asked as three sets, once for a whole step of a sweep: a question for each of a million rows
-- would let one hold stop the sweep for everybody.
create function standing_holds(out workspaces uuid[], out assistants uuid[], out conversations uuid[])
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select
    coalesce(array_agg(h.workspace_id) filter (where h.assistant_id is null and h.conversation_id is null), '{}'),
    coalesce(array_agg(h.assistant_id) filter (where h.assistant_id is not null), '{}'),
    coalesce(array_agg(h.conversation_id) filter (where h.conversation_id is not null), '{}')
  from holds h where h.ended_at is null and h.until > current_moment()
$$;
grant execute on function standing_holds() to atavus_keeper;

-- Whether any conversation of a visitor is held, also one whose term is over, which only its hold keeps.
create function visitor_held(_assistant uuid, _visitor uuid) returns boolean
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select exists (
    select from conversations c
    where c.workspace_id = current_workspace() and c.assistant_id = _assistant and c.visitor_id = _visitor
      and held(c.workspace_id, c.id)
  )
$$;
grant execute on function visitor_held(uuid, uuid) to atavus_app;

-- As before, but whether a partition has something held in it is found from the holds, by the messages' primary key.
create or replace function drop_messages_before(moment timestamptz, most int, out dropped int, out remaining int)
  language plpgsql security definer set search_path = atavus, pg_temp set lock_timeout = '100ms' as $$
declare
  partition text;
  keeps boolean := false;
  blocked boolean := false;
  holding boolean := exists (select from holds h where h.ended_at is null and h.until > current_moment());
begin
  dropped := 0;
  remaining := 0;
  for partition in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'atavus.messages'::regclass
      and c.relname < 'messages_' || to_char((moment at time zone 'UTC')::date, 'YYYYMMDD')
    order by c.relname
  loop
    if holding then
      execute format($q$
        select exists (
          select from holds h
          where h.ended_at is null and h.until > current_moment() and case
            when h.conversation_id is not null then exists (
              select from %1$I m where m.workspace_id = h.workspace_id and m.conversation_id = h.conversation_id)
            when h.assistant_id is null then exists (select from %1$I m where m.workspace_id = h.workspace_id)
            else exists (
              select from conversations c
              join %1$I m on m.workspace_id = c.workspace_id and m.conversation_id = c.id
              where c.workspace_id = h.workspace_id and c.assistant_id = h.assistant_id and c.expires_at >= $1)
          end)
      $q$, partition) into keeps using to_date(right(partition, 8), 'YYYYMMDD')::timestamp at time zone 'UTC';
      continue when keeps;
    end if;
    if blocked or dropped >= most then
      remaining := remaining + 1;
      continue;
    end if;
    begin
      execute format('drop table if exists %I', partition);
      dropped := dropped + 1;
    exception when lock_not_available then
      -- Somebody reads, as a backup does. Nobody sees these rows any more, and the next attempt will do.
      blocked := true;
      remaining := remaining + 1;
    end;
  end loop;
end $$;

-- The partitions of messages in which something can be over at a moment, the oldest first.
create function message_partitions(moment timestamptz) returns setof text
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'atavus.messages'::regclass
    and c.relname <= 'messages_' || to_char((moment at time zone 'UTC')::date, 'YYYYMMDD')
  order by 1
$$;
grant execute on function message_partitions(timestamptz) to atavus_keeper;

-- Removes what is over and not held in some blocks of one of them; answers where to go on, null at its end. So each
-- block is read once, however much in it is held.
create function remove_messages(
  _partition text, first bigint, blocks int, moment timestamptz, out removed int, out next bigint
) language plpgsql security definer set search_path = atavus, pg_temp as $$
declare
  kept record;
begin
  removed := 0;
  if _partition not in (select message_partitions(moment)) then return; end if;
  select * into kept from standing_holds();
  execute format($q$
    delete from %I m
    where m.ctid >= $1 and m.ctid < $2 and m.expires_at <= $3
      and m.workspace_id <> all ($4) and m.conversation_id <> all ($6)
      and (cardinality($5) = 0 or not exists (
        select from conversations c
        where c.workspace_id = m.workspace_id and c.id = m.conversation_id and c.assistant_id = any ($5)))
  $q$, _partition)
  using format('(%s,0)', first)::tid, format('(%s,0)', first + blocks)::tid, moment,
    kept.workspaces, kept.assistants, kept.conversations;
  get diagnostics removed = row_count;
  if first + blocks < pg_relation_size(_partition::regclass) / current_setting('block_size')::int then
    next := first + blocks;
  end if;
exception when undefined_table then
  -- It was dropped meanwhile.
  next := null;
end $$;
grant execute on function remove_messages(text, bigint, int, timestamptz) to atavus_keeper;
