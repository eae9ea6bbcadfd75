-- The one statement before a model is called: exactly once by the client's message id, the consent that must
-- stand, the question kept, the history found, and the budget reserved, all or nothing. Runs with the
-- rights of the app under the handle that the caller has set; refusals roll everything back.
create function open_turn(
  _assistant uuid, _visitor uuid, _consent uuid, _message uuid, _body_hash bytea,
  _reply uuid, _conversation uuid, _new boolean,
  _sealed_key bytea, _sealed_question bytea, _language text, _origin text, _preview boolean, _model text, _process int, _expires timestamptz,
  _most_history int, _metered boolean, _fixed_bytes int, _answer_tokens int,
  _day date, _day_ends timestamptz, _messages_per_day int, _tokens_per_day bigint
) returns table (
  fresh boolean, reply uuid, conversation uuid, roles text[], history bytea[], history_ids uuid[]
) language plpgsql as $$
declare
  _workspace uuid := current_workspace();
  _now timestamptz := current_moment();
  _found record;
  _input_bytes bigint := _fixed_bytes;
  _reserve bigint := 0;
  _spent int;
begin
  perform ensure_messages_partition(_expires);

  insert into replies (workspace_id, assistant_id, visitor_id, message_id, id, conversation_id, consent_id,
    body_hash, model, state, process, day, reserved_tokens, created_at, expires_at)
  values (_workspace, _assistant, _visitor, _message, _reply, _conversation, _consent,
    _body_hash, _model, 'running', _process, _day, 0, _now, _expires)
  on conflict (workspace_id, visitor_id, message_id) do nothing;
  if not found then
    select r.id, r.conversation_id, r.body_hash into _found from replies r
    where r.workspace_id = _workspace and r.visitor_id = _visitor and r.message_id = _message;
    -- Who asks again may have learned meanwhile in which conversation the question stands.
    if _found.body_hash is distinct from _body_hash or not _new and _found.conversation_id <> _conversation then
      perform refuse('message_id_reused');
    end if;
    return query select false, _found.id, _found.conversation_id, null::text[], null::bytea[], null::uuid[];
    return;
  end if;

  -- The lock makes a withdrawal wait for this turn, so that it finds the answer to cut.
  perform from consents c
  where c.workspace_id = _workspace and c.id = _consent and c.visitor_id = _visitor
    and c.assistant_id = _assistant and c.withdrawn_at is null and c.valid_until > _now
  for share;
  if not found then perform refuse('consent_required'); end if;

  if _new then
    insert into conversations (workspace_id, id, assistant_id, visitor_id, consent_id, origin, language, preview,
      sealed_key, messages, started_at, last_at, first_expires_at, expires_at)
    values (_workspace, _conversation, _assistant, _visitor, _consent, _origin, _language, _preview,
      _sealed_key, 1, _now, _now, _expires, _expires);
    roles := '{}'; history := '{}'; history_ids := '{}';
  else
    update conversations c
    set messages = c.messages + 1, last_at = _now, language = _language,
      first_expires_at = least(c.first_expires_at, _expires), expires_at = greatest(c.expires_at, _expires)
    where c.workspace_id = _workspace and c.id = _conversation
      and c.visitor_id = _visitor and c.assistant_id = _assistant
    returning c.first_expires_at, c.expires_at into _found;
    if not found then perform refuse('not_found'); end if;
    select coalesce(array_agg(m.role order by m.created_at desc, m.role), '{}'),
      coalesce(array_agg(m.sealed order by m.created_at desc, m.role), '{}'),
      coalesce(array_agg(m.id order by m.created_at desc, m.role), '{}'),
      _input_bytes + coalesce(sum(octet_length(m.sealed)), 0)
    into roles, history, history_ids, _input_bytes
    from (
      select * from messages
      where workspace_id = _workspace and conversation_id = _conversation
        and expires_at between _found.first_expires_at and _found.expires_at
      order by created_at desc, role limit _most_history
    ) m;
  end if;

  insert into messages (workspace_id, conversation_id, id, role, sealed, created_at, expires_at)
  values (_workspace, _conversation, _message, 'visitor', _sealed_question, _now, _expires);

  if _metered then
    -- Our own count of tokens, leaning upwards: a third of the bytes, of which the fixed ones are the question,
    -- the instructions and the most that passages may take; and the most that the answer may take.
    _reserve := ceil(_input_bytes / 3.0) + _answer_tokens;
    update replies r set reserved_tokens = _reserve
    where r.workspace_id = _workspace and r.visitor_id = _visitor and r.message_id = _message;
  end if;

  -- Last, since every turn of the assistant waits for this row: no row comes back, no message goes out.
  insert into budgets as b (workspace_id, assistant_id, day, messages, tokens_spent, tokens_reserved)
  select _workspace, _assistant, _day, 1, 0, _reserve where _messages_per_day > 0 and _reserve <= _tokens_per_day
  on conflict (workspace_id, assistant_id, day) do update
    set messages = b.messages + 1, tokens_reserved = b.tokens_reserved + _reserve
    where b.messages < _messages_per_day
      and (_reserve = 0 or b.tokens_spent + b.tokens_reserved + _reserve <= _tokens_per_day)
  returning b.messages into _spent;
  if not found then
    perform refuse('budget_spent', ceil(extract(epoch from _day_ends - _now))::text);
  end if;

  return query select true, _reply, _conversation, roles, history, history_ids;
end $$;
grant execute on function open_turn to atavus_app;
