-- An owner holds what stands in the workspace's log. What is an account's own and not shared nobody else may read: only
-- an operator's hold keeps it, and one of that conversation alone, which was shared when the hold was made.
create or replace function held(_workspace uuid, _conversation uuid) returns boolean
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select exists (
    select from holds h
    where h.workspace_id = _workspace and h.ended_at is null and h.until > current_moment()
      and (h.conversation_id = _conversation
        or h.conversation_id is null and exists (
          select from conversations c
          where c.workspace_id = _workspace and c.id = _conversation
            and c.assistant_id = coalesce(h.assistant_id, c.assistant_id)
            and (h.by_kind = 'operator' or c.account_id is null or c.shared_at is not null)
        ))
  )
$$;

-- As before, but in four sets: whole workspaces, which operators hold, and what stands in the logs of workspaces and of
-- assistants, which owners do.
drop function standing_holds();
create function standing_holds(
  out workspaces uuid[], out logs uuid[], out assistants uuid[], out conversations uuid[]
) language sql stable security definer set search_path = atavus, pg_temp as $$
  select
    coalesce(array_agg(h.workspace_id) filter (where h.by_kind = 'operator'), '{}'),
    coalesce(array_agg(h.workspace_id) filter (where num_nonnulls(h.assistant_id, h.conversation_id) = 0), '{}'),
    coalesce(array_agg(h.assistant_id) filter (where h.assistant_id is not null), '{}'),
    coalesce(array_agg(h.conversation_id) filter (where h.conversation_id is not null), '{}')
  from holds h where h.ended_at is null and h.until > current_moment()
$$;
grant execute on function standing_holds() to atavus_keeper;
create index conversations_spared on conversations (workspace_id) where account_id is not null and shared_at is null;

-- As before, but for what an owner's hold leaves out.
create or replace function remove_messages(
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
      and m.workspace_id <> all ($4) and m.conversation_id <> all ($7)
      and (m.workspace_id <> all ($5) or (m.workspace_id, m.conversation_id) in (
        select c.workspace_id, c.id from conversations c
        where c.workspace_id = any ($5) and c.account_id is not null and c.shared_at is null))
      and (cardinality($6) = 0 or not exists (
        select from conversations c
        where c.workspace_id = m.workspace_id and c.id = m.conversation_id and c.assistant_id = any ($6)
          and (c.account_id is null or c.shared_at is not null)))
  $q$, _partition)
  using format('(%s,0)', first)::tid, format('(%s,0)', first + blocks)::tid, moment,
    kept.workspaces, kept.logs, kept.assistants, kept.conversations;
  get diagnostics removed = row_count;
  if first + blocks < pg_relation_size(_partition::regclass) / current_setting('block_size')::int then
    next := first + blocks;
  end if;
exception when undefined_table then
  -- It was dropped meanwhile.
  next := null;
end $$;
