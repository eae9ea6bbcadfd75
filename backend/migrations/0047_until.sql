-- Whoever's consent is erased is forgotten also by the answer that recorded it, in which their receipt stands.
create trigger answers_forgotten after delete on consents for each row execute function forget_answers();

-- What will be held at another moment, as far as is known: holds that stand and are not over by then.
drop function standing_holds();
create function standing_holds(
  _moment timestamptz default current_moment(),
  out workspaces uuid[], out logs uuid[], out assistants uuid[], out conversations uuid[]
) language sql stable security definer set search_path = atavus, pg_temp as $$
  select
    coalesce(array_agg(h.workspace_id) filter (where h.by_kind = 'operator'), '{}'),
    coalesce(array_agg(h.workspace_id) filter (where num_nonnulls(h.assistant_id, h.conversation_id) = 0), '{}'),
    coalesce(array_agg(h.assistant_id) filter (where h.assistant_id is not null), '{}'),
    coalesce(array_agg(h.conversation_id) filter (where h.conversation_id is not null), '{}')
  from holds h where h.ended_at is null and h.until > _moment
$$;
grant execute on function standing_holds(timestamptz) to atavus_keeper;
