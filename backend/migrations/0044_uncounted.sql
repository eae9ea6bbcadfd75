-- Whether whoever a conversation is with objects to being counted: a visitor of an assistant, or the account whose own it is.
create function objects_in(_workspace uuid, _conversation uuid) returns boolean
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select exists (
    select from conversations c
    where c.workspace_id = _workspace and c.id = _conversation and (objects_to(c.account_id, 'improve') or exists (
      select from objections o
      where o.workspace_id = c.workspace_id and o.assistant_id = c.assistant_id and o.visitor_id = c.visitor_id
        and o.purpose = 'improve'
    ))
  )
$$;
grant execute on function objects_in(uuid, uuid) to atavus_app;

-- As before, but a stop by who objects is not counted (P1.7, P8.5).
create or replace function settle_reply(_ended replies, _tokens_in int, _tokens_out int) returns void language plpgsql as $$
declare
  _in bigint := coalesce(_tokens_in, _ended.reserved_tokens - _ended.answer_tokens);
  _out bigint := coalesce(_tokens_out, _ended.answer_tokens);
begin
  if _ended.reserved_tokens > 0 then
    if _ended.meter_month is not null then
      update meters m
      set tokens_reserved = m.tokens_reserved - _ended.reserved_tokens, tokens_spent = m.tokens_spent + _in + _out
      where m.workspace_id = _ended.workspace_id and m.month = _ended.meter_month;
    end if;
    update budgets b
    set tokens_reserved = b.tokens_reserved - _ended.reserved_tokens, tokens_spent = b.tokens_spent + _in + _out
    where b.workspace_id = _ended.workspace_id and b.assistant_id = _ended.assistant_id and b.day = _ended.day;
    if _ended.in_workspace then
      update workspace_budgets w
      set tokens_reserved = w.tokens_reserved - _ended.reserved_tokens, tokens_spent = w.tokens_spent + _in + _out
      where w.workspace_id = _ended.workspace_id and w.day = _ended.day;
    end if;
  end if;
  insert into usage as u (workspace_id, day, assistant_id, counter, count)
  select _ended.workspace_id, _ended.day, _ended.assistant_id, c.counter, c.count
  from (values ('answers', 1), ('tokens_in', _in), ('tokens_out', _out),
    ('feature:stop', (_ended.state = 'stopped'
      and not objects_in(_ended.workspace_id, _ended.conversation_id))::int)) c (counter, count)
  where c.count > 0
  on conflict (workspace_id, day, assistant_id, counter) do update set count = u.count + excluded.count;
end $$;
