-- What is used and what may be: counts by day, ceilings, answers at once, and the words by which an owner finds what
-- was said.

-- What one prompt, one answer and one moment of an assistant may take.
alter table assistants
  add column input_tokens    int not null default 8000 check (input_tokens > 0),
  add column answer_tokens   int not null default 1024 check (answer_tokens > 0),
  add column answers_at_once int not null default 50 check (answers_at_once > 0);

-- What was used, by day of the workspace's time zone, each counted in the transaction of its act. The nil assistant is
-- the workspace as a whole.
create table usage (
  workspace_id uuid not null references workspaces on delete cascade,
  day          date not null,
  assistant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  counter      text not null,
  count        bigint not null check (count >= 0),
  primary key (workspace_id, day, assistant_id, counter)
);
create index usage_day on usage (day);
alter table usage enable row level security;
create policy own_workspace on usage to atavus_app using (workspace_id = current_workspace());
create policy keeper on usage to atavus_keeper using (true);
grant select, insert, update on usage to atavus_app;
grant select, insert, update, delete on usage to atavus_keeper;

-- Nothing of a deleted assistant stays, its counts neither. No foreign key can see to it: the nil one is none.
create function forget_usage() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  delete from usage u where u.workspace_id = old.workspace_id and u.assistant_id = old.id;
  return null;
end $$;
create trigger assistant_deleted after delete on assistants for each row execute function forget_usage();

-- Counts an act on the present day of its workspace. An assistant that is being deleted is waited for, and a deleted
-- one has nothing counted.
create function count_use(_counter text, _assistant uuid, _by bigint) returns void language plpgsql as $$
begin
  if _assistant is not null then
    perform from assistants a where a.workspace_id = current_workspace() and a.id = _assistant for key share;
    if not found then return; end if;
  end if;
  insert into usage as u (workspace_id, day, assistant_id, counter, count)
  select w.id, (current_moment() at time zone w.time_zone)::date,
    coalesce(_assistant, '00000000-0000-0000-0000-000000000000'), _counter, _by
  from workspaces w where w.id = current_workspace()
  on conflict (workspace_id, day, assistant_id, counter) do update set count = u.count + excluded.count;
end $$;
grant execute on function count_use(text, uuid, bigint) to atavus_app;

-- What a workspace has spent on a day against the ceilings for all its assistants together. A row is there once it
-- had one; from then on every turn of that day is in it.
create table workspace_budgets (
  workspace_id    uuid not null references workspaces on delete cascade,
  day             date not null,
  messages        int not null,
  tokens_spent    bigint not null,
  tokens_reserved bigint not null check (tokens_reserved >= 0),
  warned          smallint not null default 0, -- as in budgets
  primary key (workspace_id, day)
);
create index workspace_budgets_day on workspace_budgets (day);
alter table workspace_budgets enable row level security;
create policy own_workspace on workspace_budgets to atavus_app using (workspace_id = current_workspace());
create policy keeper on workspace_budgets to atavus_keeper using (true);
grant select, insert, update on workspace_budgets to atavus_app;
grant select, insert, update, delete on workspace_budgets to atavus_keeper;

-- What its owners were told of on the day: 1 four fifths of the messages, 2 all of them, 4 and 8 the same of the tokens.
alter table budgets add column warned smallint not null default 0;

alter table replies
  add column answer_tokens int not null default 0, -- how many of the reserved tokens are the answer's
  add column in_workspace boolean not null default false; -- whether it is in the workspace's budget, too
-- Who answers now, for the caps on it.
create index replies_at_once on replies (workspace_id, assistant_id, visitor_id) where state = 'running';

-- The marks of so much use against a limit; none without one.
create function budget_marks(used bigint, most bigint) returns int language sql immutable parallel safe
  return case
    when used <= 0 or most is null then 0 when used >= most then 3 when used * 5 >= most * 4 then 1 else 0 end;

-- Marks the budget of an assistant, or with null the workspace's, and puts a warning in line for what was not marked
-- on the day before. Of two at once only the higher one is told.
create function warn_budget(_assistant uuid, _day date, _marks int) returns void language plpgsql as $$
declare
  _workspace uuid := current_workspace();
  _before int;
  _fresh int;
begin
  if _assistant is null then
    select w.warned into _before from workspace_budgets w
    where w.workspace_id = _workspace and w.day = _day for no key update;
    update workspace_budgets w set warned = w.warned | _marks where w.workspace_id = _workspace and w.day = _day;
  else
    select b.warned into _before from budgets b
    where b.workspace_id = _workspace and b.assistant_id = _assistant and b.day = _day for no key update;
    update budgets b set warned = b.warned | _marks
    where b.workspace_id = _workspace and b.assistant_id = _assistant and b.day = _day;
  end if;
  _fresh := _marks & ~_before;
  perform queue_job('budget',
    jsonb_build_object('assistant', _assistant, 'day', _day, 'percent', m.percent, 'of', m.of), current_moment())
  from (values (1, 80, 'messages'), (2, 100, 'messages'), (4, 80, 'tokens'), (8, 100, 'tokens')) m (mark, percent, of)
  where (_fresh & m.mark) > 0 and (m.percent = 100 or (_fresh & m.mark * 2) = 0);
end $$;

-- Begins the workspace's budget of a day with what its assistants had before, of answers that are under way all that
-- they reserved; without the turn that is in its assistant's budget already, if one is.
create function begin_workspace_budget(_day date, _messages int, _reserve bigint) returns void language sql as $$
  insert into workspace_budgets (workspace_id, day, messages, tokens_spent, tokens_reserved)
  select current_workspace(), _day, coalesce(sum(b.messages), 0) - _messages,
    coalesce(sum(b.tokens_spent + b.tokens_reserved), 0) - _reserve, 0
  from budgets b where b.workspace_id = current_workspace() and b.day = _day
  on conflict do nothing
$$;

-- A turn was refused because a budget is spent, and left no trace: its owners hear of it once a day. It tells which
-- budget it was by what is used up, else by where the fewest tokens are left. It may be the first of the day, where one
-- answer alone is too much. The assistant's budget is locked before the workspace's, as by every turn.
create function warn_spent(_assistant uuid, _day date, _messages_per_day int, _tokens_per_day bigint) returns void
  language plpgsql as $$
declare
  _own record;
  _all record;
begin
  begin
    insert into budgets (workspace_id, assistant_id, day, messages, tokens_spent, tokens_reserved)
    values (current_workspace(), _assistant, _day, 0, 0, 0)
    on conflict do nothing;
  exception when foreign_key_violation then
    -- The assistant was deleted meanwhile.
    return;
  end;
  select b.messages, b.tokens_spent + b.tokens_reserved as tokens into _own from budgets b
  where b.workspace_id = current_workspace() and b.assistant_id = _assistant and b.day = _day
  for no key update;
  if not found then return; end if;
  if exists (
    select from workspaces s
    where s.id = current_workspace() and coalesce(s.messages_per_day, s.tokens_per_day) is not null
  ) then
    -- The refused turn may have been the first of the day to see a ceiling.
    perform begin_workspace_budget(_day, 0, 0);
  end if;
  select w.messages, w.tokens_spent + w.tokens_reserved as tokens, s.messages_per_day, s.tokens_per_day into _all
  from workspaces s left join workspace_budgets w on w.workspace_id = s.id and w.day = _day
  where s.id = current_workspace();
  if _own.messages >= _messages_per_day then perform warn_budget(_assistant, _day, 3);
  elsif _all.messages >= _all.messages_per_day then perform warn_budget(null, _day, 3);
  elsif _all.tokens_per_day - _all.tokens < _tokens_per_day - _own.tokens then
    perform warn_budget(null, _day, 12);
  else perform warn_budget(_assistant, _day, 12);
  end if;
end $$;
grant execute on function budget_marks(bigint, bigint), warn_budget(uuid, date, int),
  begin_workspace_budget(date, int, bigint), warn_spent(uuid, date, int, bigint) to atavus_app;

-- Takes a turn from the workspace's ceilings, if it has any or had some today, or refuses with budget_spent; answers
-- whether it is in its budget.
create function take_from_workspace(_day date, _day_ends timestamptz, _reserve bigint) returns boolean
  language plpgsql as $$
declare
  _workspace uuid := current_workspace();
  _ceiling record;
  _used record;
  _marks int;
begin
  select w.messages_per_day as messages, w.tokens_per_day as tokens,
    coalesce(w.messages_per_day, w.tokens_per_day) is not null as stands,
    exists (select from workspace_budgets b where b.workspace_id = w.id and b.day = _day) as begun
  into _ceiling from workspaces w where w.id = _workspace;
  if not _ceiling.stands and not _ceiling.begun then return false; end if;
  if not _ceiling.begun then perform begin_workspace_budget(_day, 1, _reserve); end if;
  update workspace_budgets w set messages = w.messages + 1, tokens_reserved = w.tokens_reserved + _reserve
  where w.workspace_id = _workspace and w.day = _day
    and (_ceiling.messages is null or w.messages < _ceiling.messages)
    and (_ceiling.tokens is null or _reserve = 0 or w.tokens_spent + w.tokens_reserved + _reserve <= _ceiling.tokens)
  returning w.messages, w.tokens_spent + w.tokens_reserved as tokens, w.warned into _used;
  if not found then
    perform refuse('budget_spent', ceil(extract(epoch from _day_ends - current_moment()))::text);
  end if;
  _marks := budget_marks(_used.messages, _ceiling.messages) | (budget_marks(_used.tokens, _ceiling.tokens) << 2);
  if (_marks & ~_used.warned) > 0 then perform warn_budget(null, _day, _marks); end if;
  return true;
end $$;
grant execute on function take_from_workspace(date, timestamptz, bigint) to atavus_app;

-- What was said, as an owner may search it: keyed hashes of the stems of its words. They die with their message.
alter table messages add column terms bigint[] not null default '{}';
-- Without a list of pending entries, which one message in many hundred would have to put away for all of them.
create index messages_terms on messages using gin (terms) with (fastupdate = off);

-- The workspace's conversations with a living message in which all of the terms stand. By its owner's rights, since
-- behind row-level security the index would not be asked: it looks at the workspace and the moment itself. `offset 0`
-- keeps the planner from reading all that the workspace has.
create function search_messages(terms bigint[]) returns setof uuid
  language sql stable security definer set search_path = atavus, pg_temp
  set enable_seqscan = off set plan_cache_mode = force_custom_plan set jit = off
  as $$
  select distinct found.conversation_id
  from (
    select m.workspace_id, m.conversation_id, m.expires_at from messages m
    where m.terms @> search_messages.terms offset 0
  ) found
  where found.workspace_id = current_workspace() and found.expires_at > current_moment()
    and cardinality(search_messages.terms) > 0
$$;
grant execute on function search_messages(bigint[]) to atavus_app;

-- As before, and in this order of locks: the answer's row, the consent, the conversation, the assistant's budget, the
-- workspace's, the counts. Every way of ending takes them in the same order.
drop function open_turn;
create function open_turn(
  _assistant uuid, _visitor uuid, _consent uuid, _message uuid, _body_hash bytea,
  _reply uuid, _conversation uuid, _new boolean,
  _sealed_key bytea, _sealed_question bytea, _terms bigint[],
  _language text, _origin text, _preview boolean, _model text, _process int, _expires timestamptz,
  _most_history int, _history_bytes int, _metered boolean, _fixed_bytes int, _answer_tokens int,
  _day date, _day_ends timestamptz, _messages_per_day int, _tokens_per_day bigint,
  _answers_at_once int, _visitor_at_once int, _feature text
) returns table (
  fresh boolean, reply uuid, conversation uuid, roles text[], history bytea[], history_ids uuid[]
) language plpgsql as $$
declare
  _workspace uuid := current_workspace();
  _now timestamptz := current_moment();
  _found record;
  _input_bytes bigint := _fixed_bytes;
  _reserve bigint := 0;
  _used record;
  _marks int;
  _counted boolean;
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
    -- The newest ones, as far as they fit together.
    select coalesce(array_agg(m.role order by m.created_at desc, m.role), '{}'),
      coalesce(array_agg(m.sealed order by m.created_at desc, m.role), '{}'),
      coalesce(array_agg(m.id order by m.created_at desc, m.role), '{}'),
      _input_bytes + coalesce(sum(octet_length(m.sealed)), 0)
    into roles, history, history_ids, _input_bytes
    from (
      select latest.*,
        sum(octet_length(latest.sealed)) over (order by latest.created_at desc, latest.role rows unbounded preceding) as weight
      from (
        select * from messages
        where workspace_id = _workspace and conversation_id = _conversation
          and expires_at between _found.first_expires_at and _found.expires_at
        order by created_at desc, role limit _most_history
      ) latest
    ) m
    where m.weight <= _history_bytes;
  end if;

  insert into messages (workspace_id, conversation_id, id, role, sealed, terms, created_at, expires_at)
  values (_workspace, _conversation, _message, 'visitor', _sealed_question, _terms, _now, _expires);

  if not _preview then
    -- Half an hour without another question: each turn moves it.
    perform tell_webhooks('conversation.ended',
      jsonb_build_object('conversation', _conversation, 'assistant', _assistant), _now + interval '30 minutes', _conversation::text);
  end if;

  if _metered then
    -- Our own count of tokens, leaning upwards: a third of the bytes, of which the fixed ones are the question,
    -- the instructions and the most that passages may take; and the most that the answer may take.
    _reserve := ceil(_input_bytes / 3.0) + _answer_tokens;
  end if;

  -- Last, since every turn of the assistant waits here, also where one is of another day already: so none slips by
  -- the caps. No row comes back, no message goes out.
  perform pg_advisory_xact_lock(hashtext('atavus.turns'), hashtext(_assistant::text));
  insert into budgets as b (workspace_id, assistant_id, day, messages, tokens_spent, tokens_reserved)
  select _workspace, _assistant, _day, 1, 0, _reserve where _messages_per_day > 0 and _reserve <= _tokens_per_day
  on conflict (workspace_id, assistant_id, day) do update
    set messages = b.messages + 1, tokens_reserved = b.tokens_reserved + _reserve
    where b.messages < _messages_per_day
      and (_reserve = 0 or b.tokens_spent + b.tokens_reserved + _reserve <= _tokens_per_day)
  returning b.messages, b.tokens_spent + b.tokens_reserved as tokens, b.warned into _used;
  if not found then
    perform refuse('budget_spent', ceil(extract(epoch from _day_ends - _now))::text);
  end if;
  _marks := budget_marks(_used.messages, _messages_per_day) | (budget_marks(_used.tokens, _tokens_per_day) << 2);
  if (_marks & ~_used.warned) > 0 then perform warn_budget(_assistant, _day, _marks); end if;
  _counted := take_from_workspace(_day, _day_ends, _reserve);

  select count(*) as answers, count(*) filter (where r.visitor_id = _visitor) as own into _used from replies r
  where r.workspace_id = _workspace and r.assistant_id = _assistant and r.state = 'running';
  if _used.answers > _answers_at_once or _used.own > _visitor_at_once then
    perform refuse('too_many_answers', '2');
  end if;

  if _metered or _counted then
    update replies r set reserved_tokens = _reserve, answer_tokens = case when _metered then _answer_tokens else 0 end,
      in_workspace = _counted
    where r.workspace_id = _workspace and r.visitor_id = _visitor and r.message_id = _message;
  end if;
  insert into usage as u (workspace_id, day, assistant_id, counter, count)
  select _workspace, _day, _assistant, c.counter, 1 from (values ('messages'), (_feature)) c (counter)
  where c.counter is not null
  on conflict (workspace_id, day, assistant_id, counter) do update set count = u.count + 1;

  return query select true, _reply, _conversation, roles, history, history_ids;
end $$;
grant execute on function open_turn to atavus_app;

-- Settles what an answer had reserved by what it cost, on the day on which it began; without a count of its own all
-- that was reserved is spent. That it was stopped is counted here, where it is known to have been.
create function settle_reply(_ended replies, _tokens_in int, _tokens_out int) returns void language plpgsql as $$
declare
  _in bigint := coalesce(_tokens_in, _ended.reserved_tokens - _ended.answer_tokens);
  _out bigint := coalesce(_tokens_out, _ended.answer_tokens);
begin
  if _ended.reserved_tokens > 0 then
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
    ('feature:stop', (_ended.state = 'stopped')::int)) c (counter, count)
  where c.count > 0
  on conflict (workspace_id, day, assistant_id, counter) do update set count = u.count + excluded.count;
end $$;
grant execute on function settle_reply(replies, int, int) to atavus_app;

-- The one statement after a model has answered: ends a running answer, once, keeps it as a message, clears its batches
-- and settles it. No row comes back when it is not running any more, or was erased.
create function end_reply(
  _reply uuid, _state text, _sealed bytea, _terms bigint[], _tokens_in int, _tokens_out int, _estimated boolean,
  _unanswered boolean
) returns setof uuid language plpgsql as $$
declare
  _workspace uuid := current_workspace();
  _now timestamptz := current_moment();
  _ended replies;
  _preview boolean;
begin
  update replies r set state = _state, ended_at = _now, tokens_in = _tokens_in, tokens_out = _tokens_out, estimated = _estimated
  where r.workspace_id = _workspace and r.id = _reply and r.state = 'running'
  returning r.* into _ended;
  if not found then return; end if;
  insert into messages (workspace_id, conversation_id, id, role, answers, sealed, terms, created_at, expires_at)
  values (_workspace, _ended.conversation_id, _reply, 'assistant', _ended.message_id, _sealed, _terms, _now, _ended.expires_at);
  update conversations c set messages = c.messages + 1, last_at = greatest(c.last_at, _now)
  where c.workspace_id = _workspace and c.id = _ended.conversation_id
  returning c.preview into _preview;
  delete from reply_batches b where b.workspace_id = _workspace and b.reply_id = _reply;
  if _unanswered and not _preview then
    perform tell_webhooks('question.unanswered', jsonb_build_object('conversation', _ended.conversation_id,
      'message', _ended.message_id, 'assistant', _ended.assistant_id), _now);
  end if;
  perform settle_reply(_ended, _tokens_in, _tokens_out);
  return next _reply;
end $$;
grant execute on function end_reply to atavus_app;

-- An answer that is erased while it is made settles its reservation as spent: nobody is left who could. One that goes
-- with its assistant or its workspace leaves nothing to settle.
create or replace function settle_erased() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  if exists (select from assistants a where a.workspace_id = old.workspace_id and a.id = old.assistant_id) then
    perform settle_reply(old, null, null);
  end if;
  return null;
end $$;
drop trigger reply_erased on replies;
create trigger reply_erased after delete on replies
  for each row when (old.state = 'running') execute function settle_erased();
