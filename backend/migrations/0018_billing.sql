-- Plans and what of them is used: the gate of every turn takes from a month's meter. What is paid for stands at Stripe;
-- here is what was last heard of it, and never anything about a card.

-- Which language an account is written to in: that of the browser which signed in last.
alter table accounts add column language text check (language in ('en', 'de'));

-- The plans that are sold here, as the operator's file names them; one that has gone from it stays for who has it.
create table plans (
  id         text primary key,
  name       text not null,
  place      int not null, -- the order in which they are shown
  base       boolean not null, -- the one that holds where nothing is paid
  retired    boolean not null,
  messages   bigint check (messages >= 0), -- null in these: no limit
  tokens     bigint check (tokens >= 0),
  assistants bigint check (assistants >= 0),
  seats      bigint check (seats >= 0),
  passages   bigint check (passages >= 0),
  remote     boolean not null -- whether answers may come from models that leave our server
);
create unique index one_base_plan on plans (base) where base;
alter table plans enable row level security;
create policy everybody on plans to atavus_app using (true);
create policy keeper on plans to atavus_keeper using (true);
grant select on plans to atavus_app;
grant select, insert, update on plans to atavus_keeper;

-- What happens to a message once the month's are used.
alter table workspaces add column at_limit text not null default 'stop' check (at_limit in ('stop', 'quote'));

-- A workspace as Stripe's customer, and its subscription as Stripe last told it. Written from Stripe's own state alone,
-- never from what an event claims.
create table subscriptions (
  workspace_id     uuid primary key references workspaces on delete cascade,
  live             boolean not null, -- whether it is money: a customer of test keys is none of the others'
  attempt          int not null default 1, -- how often it was made a customer; part of Stripe's idempotency key
  customer         text unique,
  subscription     text,
  status           text, -- in Stripe's words
  plan             text references plans,
  interval         text check (interval in ('month', 'year')),
  amount           bigint,
  currency         text,
  period_ends_at   timestamptz,
  ends_at          timestamptz, -- it was cancelled and ends then
  grace_until      timestamptz, -- a payment failed: until then its plan holds
  unpaid_invoice   text,
  next_plan        text references plans, -- what it changes to with the next period
  next_interval    text check (next_interval in ('month', 'year')),
  next_at          timestamptz,
  card_seen        text, -- which payment method the customer had chosen when Stripe was last asked, by its id
  -- Every asking of Stripe has a number; an answer is kept only if none to a later asking is.
  asked            bigint not null default 0,
  answered         bigint not null default 0,
  synced_at        timestamptz,
  -- The one checkout that may be open. Its id is Stripe's idempotency key, so that it can be asked for again after a
  -- crash; without a session it may or may not be there.
  checkout         uuid,
  checkout_plan     text references plans,
  checkout_interval text check (checkout_interval in ('month', 'year')),
  checkout_price   text,
  checkout_session text,
  checkout_url     text,
  checkout_until   timestamptz,
  created_at       timestamptz not null
);
create index subscriptions_synced on subscriptions (synced_at);
alter table subscriptions enable row level security;
create policy own_workspace on subscriptions to atavus_app using (workspace_id = current_workspace());
create policy keeper on subscriptions to atavus_keeper using (true);
grant select, insert, update on subscriptions to atavus_app;
grant select, insert, update, delete on subscriptions to atavus_keeper;

-- Whoever deletes a workspace, and by whatever way: the customer goes too, and no subscription is left to be charged.
-- The job belongs to no workspace, so that it outlives this one.
create function end_customer() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  insert into jobs (id, workspace_id, kind, subject, run_at, created_at)
  select gen_random_uuid(), null, 'customer-end',
    jsonb_build_object('customer', old.customer, 'live', old.live, 'checkout', old.checkout_session), moment, moment
  from coalesce(current_moment(), old.synced_at, old.created_at) moment;
  perform pg_notify('atavus', json_build_object('type', 'job')::text);
  return null;
end $$;
create trigger subscription_deleted after delete on subscriptions
  for each row when (old.customer is not null) execute function end_customer();

-- What Stripe's webhook told, each once: a number that was here before has no effect again.
create table billing_events (
  id          text primary key,
  type        text not null,
  at          timestamptz not null, -- by Stripe's clock
  received_at timestamptz not null
);
create index billing_events_received on billing_events (received_at);
alter table billing_events enable row level security;
create policy keeper on billing_events to atavus_keeper using (true);
grant select, insert, delete on billing_events to atavus_keeper;

-- Keeps an event and, in the same transaction, puts the asking for its customer's state in line; answers whether it was
-- new. One about nobody we know is kept and has no effect.
create function keep_billing_event(_id text, _type text, _at timestamptz, _customer text, _moment timestamptz)
  returns boolean language plpgsql security definer set search_path = atavus, pg_temp as $$
declare
  _workspace uuid;
begin
  insert into billing_events (id, type, at, received_at) values (_id, _type, _at, _moment) on conflict do nothing;
  if not found then return false; end if;
  -- The workspace is held until the job stands: whoever deletes it is waited for, or waits.
  select s.workspace_id into _workspace from subscriptions s join workspaces w on w.id = s.workspace_id
  where s.customer = _customer for key share of w;
  if found then
    perform set_config('atavus.workspace', _workspace::text, true), set_config('atavus.now', _moment::text, true);
    perform queue_job('billing', '{}', _moment, _workspace::text);
  end if;
  return true;
end $$;
grant execute on function keep_billing_event(text, text, timestamptz, text, timestamptz) to atavus_app;

-- The plan whose limits hold now: the subscription's while it is paid or in grace, else the base one. Every turn asks:
-- its plan is kept for the session, as those of functions in SQL are not.
create function plan_of_workspace() returns plans language plpgsql stable as $$
declare
  _plan plans;
begin
  select p.* into _plan from plans p
  left join subscriptions s on s.workspace_id = current_workspace() and s.plan = p.id
    and s.status in ('trialing', 'active', 'past_due')
    and (s.status <> 'past_due' or s.grace_until > current_moment())
  where p.base or s.workspace_id is not null
  order by s.workspace_id is not null desc limit 1;
  return _plan;
end $$;
grant execute on function plan_of_workspace() to atavus_app;

-- What is used of a plan in a month of the workspace's time zone.
create table meters (
  workspace_id    uuid not null references workspaces on delete cascade,
  month           date not null check (extract(day from month) = 1),
  messages        bigint not null,
  beyond          bigint not null default 0, -- messages that were answered by quoting after the limit
  tokens_spent    bigint not null,
  tokens_reserved bigint not null check (tokens_reserved >= 0),
  warned          smallint not null default 0, -- as in budgets
  warned_plan     text, -- of which plan; of another one owners are warned anew
  primary key (workspace_id, month)
);
create index meters_month on meters (month);
alter table meters enable row level security;
create policy own_workspace on meters to atavus_app using (workspace_id = current_workspace());
create policy keeper on meters to atavus_keeper using (true);
grant select, insert, update on meters to atavus_app;
grant select, insert, update, delete on meters to atavus_keeper;

alter table replies add column meter_month date; -- whose meter it is in; null: in none
-- Which conversations a day's counts belong to.
create index replies_day on replies (workspace_id, day);

-- What a month had before it was metered, where plans came in the middle of it: of answers that are under way all that
-- they reserved, since they settle in no meter.
create function used_before_meter(_month date, out messages bigint, out tokens bigint) language sql stable as $$
  select
    (select coalesce(sum(u.count), 0) from usage u
      where u.workspace_id = current_workspace() and u.day >= _month and u.day < _month + interval '1 month'
        and u.counter = 'messages'),
    (select coalesce(sum(u.count), 0) from usage u
      where u.workspace_id = current_workspace() and u.day >= _month and u.day < _month + interval '1 month'
        and u.counter in ('tokens_in', 'tokens_out'))
    + (select coalesce(sum(r.reserved_tokens), 0) from replies r
      where r.workspace_id = current_workspace() and r.state = 'running'
        and r.day >= _month and r.day < _month + interval '1 month')
$$;

-- Begins a month's meter.
create function begin_meter(_month date) returns void language sql as $$
  insert into meters (workspace_id, month, messages, tokens_spent, tokens_reserved)
  select w.id, _month, b.messages, b.tokens, 0 from workspaces w, used_before_meter(_month) b
  where w.id = current_workspace()
  on conflict do nothing
$$;

-- What is used of a month's messages and tokens, what is reserved included; also where its meter has not begun.
create function used_in_month(_month date, out messages bigint, out tokens bigint, out beyond bigint)
  language sql stable as $$
  select m.messages, m.tokens_spent + m.tokens_reserved, m.beyond from meters m
  where m.workspace_id = current_workspace() and m.month = _month
  union all
  select b.messages, b.tokens, 0 from used_before_meter(_month) b
  where not exists (select from meters m where m.workspace_id = current_workspace() and m.month = _month)
  limit 1
$$;

-- Marks the meter and puts a warning in line for what was not marked in the month before, of the same plan. Of two at
-- once only the higher one is told.
create function warn_quota(_month date, _marks int, _plan text) returns void language plpgsql as $$
declare
  _before int;
  _fresh int;
begin
  select case when m.warned_plan = _plan then m.warned else 0 end into _before from meters m
  where m.workspace_id = current_workspace() and m.month = _month for no key update;
  update meters m set warned = _before | _marks, warned_plan = _plan
  where m.workspace_id = current_workspace() and m.month = _month;
  _fresh := _marks & ~_before;
  perform queue_job('quota', jsonb_build_object('month', _month, 'percent', m.percent, 'of', m.of), current_moment())
  from (values (1, 80, 'messages'), (2, 100, 'messages'), (4, 80, 'tokens'), (8, 100, 'tokens')) m (mark, percent, of)
  where (_fresh & m.mark) > 0 and (m.percent = 100 or (_fresh & m.mark * 2) = 0);
end $$;

-- Takes a turn from the month's meter or refuses with quota_spent; answers the month if it counts. `_beyond`: it was
-- refused, and its owner has it answered by quoting; it is counted apart.
create function take_from_plan(_month date, _month_ends timestamptz, _reserve bigint, _beyond boolean) returns date
  language plpgsql as $$
declare
  _plan plans := plan_of_workspace();
  _used record;
  _marks int;
begin
  -- The first turn of a month finds no meter, begins it and asks again.
  for _ in 1..2 loop
    update meters m set
      messages = m.messages + (not _beyond)::int, beyond = m.beyond + _beyond::int,
      tokens_reserved = m.tokens_reserved + case when _beyond then 0 else _reserve end
    where m.workspace_id = current_workspace() and m.month = _month and (_beyond
      or (_plan.messages is null or m.messages < _plan.messages)
      and (_plan.tokens is null or _reserve = 0 or m.tokens_spent + m.tokens_reserved + _reserve <= _plan.tokens))
    returning m.messages, m.tokens_spent + m.tokens_reserved as tokens,
      case when m.warned_plan = _plan.id then m.warned else 0 end as warned into _used;
    exit when found
      or exists (select from meters m where m.workspace_id = current_workspace() and m.month = _month);
    perform begin_meter(_month);
  end loop;
  if _beyond then return null; end if;
  if _used.messages is null then
    perform refuse('quota_spent', ceil(extract(epoch from _month_ends - current_moment()))::text);
  end if;
  _marks := budget_marks(_used.messages, _plan.messages) | (budget_marks(_used.tokens, _plan.tokens) << 2);
  if (_marks & ~_used.warned) > 0 then perform warn_quota(_month, _marks, _plan.id); end if;
  return _month;
end $$;

-- A turn was refused because the month's messages or tokens are used, and left no trace: its owners hear of it once.
-- `_most`: the tokens that one turn may reserve. Where there is room for it the plan has changed meanwhile.
create function warn_quota_spent(_month date, _most bigint) returns void language plpgsql as $$
declare
  _plan plans := plan_of_workspace();
  _used record;
begin
  perform begin_meter(_month);
  select m.messages, m.tokens_spent + m.tokens_reserved as tokens into _used from meters m
  where m.workspace_id = current_workspace() and m.month = _month;
  if _used.messages >= _plan.messages then perform warn_quota(_month, 3, _plan.id);
  elsif _used.tokens + _most > _plan.tokens then perform warn_quota(_month, 12, _plan.id);
  end if;
end $$;
grant execute on function used_before_meter(date), begin_meter(date), used_in_month(date), warn_quota(date, int, text),
  take_from_plan(date, timestamptz, bigint, boolean), warn_quota_spent(date, bigint) to atavus_app;

-- What of a kind there is in the workspace: assistants, seats (members and invitations) or passages.
create function held_of_plan(_what text) returns bigint
  language plpgsql stable security definer set search_path = atavus, pg_temp as $$
begin
  return case _what
    when 'assistants' then (select count(*) from assistants a where a.workspace_id = current_workspace())
    when 'seats' then
      (select count(*) from memberships m where m.workspace_id = current_workspace())
      + (select count(*) from invitations i where i.workspace_id = current_workspace() and i.expires_at > current_moment())
    when 'passages' then (select count(*) from passages p where p.workspace_id = current_workspace())
  end;
end $$;

-- Asked after something was added, in its transaction: answers the plan's limit if there is now more than that, else
-- null. Of two who add at once the second waits here and counts the first one's, too.
create function over_plan(_what text) returns bigint language plpgsql as $$
declare
  _plan plans := plan_of_workspace();
  _most bigint := case _what when 'assistants' then _plan.assistants when 'seats' then _plan.seats else _plan.passages end;
begin
  if _most is null then return null; end if;
  perform pg_advisory_xact_lock(hashtext('atavus.plan.' || _what), hashtext(current_workspace()::text));
  return case when held_of_plan(_what) > _most then _most end;
end $$;
grant execute on function held_of_plan(text), over_plan(text) to atavus_app;

-- As before, and in this order of locks: the answer's row, the consent, the conversation, the month's meter, the
-- assistant's budget, the workspace's, the counts. Every way of ending takes them in the same order. The meter stands
-- before what belongs to a day: who ends answers of two days at once would else hold it while waiting for the second.
drop function open_turn;
create function open_turn(
  _assistant uuid, _visitor uuid, _consent uuid, _message uuid, _body_hash bytea,
  _reply uuid, _conversation uuid, _new boolean,
  _sealed_key bytea, _sealed_question bytea, _terms bigint[],
  _language text, _origin text, _preview boolean, _model text, _process int, _expires timestamptz,
  _most_history int, _history_bytes int, _metered boolean, _fixed_bytes int, _answer_tokens int,
  _day date, _day_ends timestamptz, _messages_per_day int, _tokens_per_day bigint,
  _answers_at_once int, _visitor_at_once int, _feature text,
  _plans boolean, _beyond boolean, _month date, _month_ends timestamptz
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
  _meter date;
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
  if _plans then _meter := take_from_plan(_month, _month_ends, _reserve, _beyond); end if;
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

  if _metered or _counted or _meter is not null then
    update replies r set reserved_tokens = _reserve, answer_tokens = case when _metered then _answer_tokens else 0 end,
      in_workspace = _counted, meter_month = _meter
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
    ('feature:stop', (_ended.state = 'stopped')::int)) c (counter, count)
  where c.count > 0
  on conflict (workspace_id, day, assistant_id, counter) do update set count = u.count + excluded.count;
end $$;
