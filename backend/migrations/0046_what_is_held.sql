-- What a legal hold does not keep of a visitor goes when they wish it; how many conversations it keeps, they are told.
drop function visitor_held(uuid, uuid);
create function visitor_held(_assistant uuid, _visitor uuid) returns int
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select count(*)::int from conversations c
  where c.workspace_id = current_workspace() and c.assistant_id = _assistant and c.visitor_id = _visitor
    and held(c.workspace_id, c.id)
$$;
grant execute on function visitor_held(uuid, uuid) to atavus_app;
