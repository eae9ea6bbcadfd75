-- Legal holds: what somebody must keep beyond its term, for a reason and until a day. What is held is hidden from
-- everyone once its term is over, as before; it is not swept and cannot be erased meanwhile.
create table holds (
  workspace_id    uuid not null references workspaces on delete cascade,
  id              uuid not null,
  assistant_id    uuid, -- with neither of the two: the whole workspace
  conversation_id uuid,
  reason          text not null,
  silent          boolean not null default false, -- the people whom it concerns are not told, by the reason's nature
  by_kind         text not null check (by_kind in ('account', 'operator')),
  by_id           uuid references accounts on delete set null,
  created_at      timestamptz not null,
  until           timestamptz not null check (until > created_at and until <= created_at + interval '366 days'),
  ended_at        timestamptz check (ended_at >= created_at),
  primary key (workspace_id, id),
  check (num_nonnulls(assistant_id, conversation_id) <= 1)
);
create index holds_standing on holds (workspace_id) where ended_at is null;
alter table holds enable row level security;
create policy own_workspace on holds to atavus_app using (workspace_id = current_workspace());
create policy keeper on holds to atavus_keeper using (true);
grant select, insert, update on holds to atavus_app;
grant select, insert, update, delete on holds to atavus_keeper;

-- Whether a conversation of a workspace is held at the handle's moment.
create function held(_workspace uuid, _conversation uuid) returns boolean
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select exists (
    select from holds h
    where h.workspace_id = _workspace and h.ended_at is null and h.until > current_moment()
      and (h.conversation_id = _conversation
        or h.conversation_id is null and h.assistant_id is null
        or h.assistant_id = (
          select c.assistant_id from conversations c where c.workspace_id = _workspace and c.id = _conversation
        ))
  )
$$;
-- Whether anything of an assistant is held (null: of the handle's workspace).
create function anything_held(_assistant uuid) returns boolean
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select exists (
    select from holds h
    where h.workspace_id = current_workspace() and h.ended_at is null and h.until > current_moment()
      and (_assistant is null or h.assistant_id = _assistant
        or h.conversation_id is null and h.assistant_id is null
        or exists (
          select from conversations c
          where c.workspace_id = h.workspace_id and c.id = h.conversation_id and c.assistant_id = _assistant
        ))
  )
$$;
grant execute on function held(uuid, uuid), anything_held(uuid) to atavus_app, atavus_keeper;

-- What each sweep did, for 90 days.
create table sweeps (
  id         uuid primary key,
  started_at timestamptz not null,
  beat_at    timestamptz not null, -- when it last took a step: one that is silent has died
  ended_at   timestamptz,
  removed    jsonb not null default '{}', -- how many rows, by what
  failed     text[] not null default '{}' -- which steps could not be taken
);
create index sweeps_started on sweeps (started_at desc);
alter table sweeps enable row level security;
create policy keeper on sweeps to atavus_keeper using (true);
grant select, insert, update, delete on sweeps to atavus_keeper;

-- As before, but what is held stays: a partition with something held in it is left to be emptied row by row. Several go
-- at once, since each takes a few milliseconds and readers wait for the end of it all; `most` keeps that short.
drop function drop_messages_before(timestamptz);
create function drop_messages_before(moment timestamptz, most int, out dropped int, out remaining int)
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
      execute format('select exists (select from %I m where held(m.workspace_id, m.conversation_id))', partition)
        into keeps;
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
grant execute on function drop_messages_before(timestamptz, int) to atavus_keeper;
