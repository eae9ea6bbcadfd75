-- Conversations of an account's own with assistants of the workspaces that it belongs to. They lie where all others do,
-- and stand in no log unless the account shares one.

-- How many days they are kept, counted from when a message is written; null: until they are deleted.
alter table accounts add column own_days int check (own_days between 1 and 365);

-- Whose it is; null: a visitor's. Only a handle of the account makes one that is its own, and no handle makes it
-- somebody else's later.
alter table conversations
  add column account_id uuid references accounts on delete cascade,
  add column shared_at timestamptz, -- since when it stands in the workspace's log
  add check (shared_at is null or account_id is not null);
alter table conversations alter column account_id set default current_account();
create index conversations_own on conversations (account_id, last_at desc, id desc) where account_id is not null;
create policy own_account on conversations as restrictive for insert to atavus_app
  with check (account_id is not distinct from current_account());
revoke update on conversations from atavus_app;
grant update (messages, language, last_at, first_expires_at, expires_at, shared_at) on conversations to atavus_app;

-- Messages hang on no foreign key. Where a conversation goes along with its account, those that are kept until they are
-- deleted would stay.
create function take_messages_along() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  delete from messages m
  where m.workspace_id = old.workspace_id and m.conversation_id = old.id
    and m.expires_at between old.first_expires_at and old.expires_at;
  return null;
end $$;
create trigger messages_along after delete on conversations for each row
  when (old.account_id is not null and pg_trigger_depth() > 0) execute function take_messages_along();

-- One partition for all that is kept until it is deleted.
select ensure_messages_partition('9999-12-31T00:00:00Z');

-- What of a page was shared with a question, so that its answer can name the passages later. Nobody but the account
-- reads it, also where the conversation is shared.
create table shared_pages (
  workspace_id    uuid not null,
  id              uuid not null,
  account_id      uuid not null default current_account() references accounts on delete cascade,
  conversation_id uuid not null,
  message_id      uuid not null, -- the question's
  ordinal         int not null,
  site            bytea not null check (octet_length(site) = 32), -- the page's origin, hashed under the workspace's key
  sealed_page     bytea not null, -- its address and title, under the conversation's key
  sealed_passages bytea not null,
  characters      int not null check (characters > 0),
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade
);
create index shared_pages_conversation on shared_pages (workspace_id, conversation_id, message_id, ordinal);
create index shared_pages_site on shared_pages (account_id, site);
create index shared_pages_expiry on shared_pages (expires_at);
alter table shared_pages enable row level security;
create policy own_pages on shared_pages to atavus_app
  using (workspace_id = current_workspace() and account_id = current_account() and expires_at > current_moment());
create policy keeper on shared_pages to atavus_keeper using (true);
grant select, insert, delete on shared_pages to atavus_app;
grant select, insert, update, delete on shared_pages to atavus_keeper;

-- A page that is deleted before its term never comes back with a backup, and what left of it for a model outside goes
-- with it. Parts of prompts do not say of which page they are: so all that left in its conversation goes.
create trigger noted after delete on shared_pages for each row
  when (current_moment() is null or old.expires_at > current_moment()) execute function note_removal('shared_page');

alter table deletions drop constraint deletions_kind_check;
alter table deletions add constraint deletions_kind_check
  check (kind in ('conversation', 'visitor', 'child', 'document', 'page', 'assistant', 'workspace', 'account'));

create function forget_left_of_page() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  delete from sent_prompts s where s.workspace_id = old.workspace_id and s.conversation_id = old.conversation_id;
  delete from prompt_parts p where p.workspace_id = old.workspace_id and p.conversation_id = old.conversation_id;
  delete from masked_values v using replies r
  where r.workspace_id = old.workspace_id and r.conversation_id = old.conversation_id and r.message_id = old.message_id
    and v.workspace_id = r.workspace_id and v.reply_id = r.id;
  return null;
end $$;
create trigger left_along after delete on shared_pages for each row
  when (current_moment() is null or old.expires_at > current_moment()) execute function forget_left_of_page();

-- Where the handle's account may ask an assistant, or has asked it (then without a role); its term in days, and whether
-- it objects to being counted.
create function own_assistant(_assistant uuid)
  returns table (workspace uuid, role text, days int, uncounted boolean)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select p.workspace, p.role, w.own_days, 'improve' = any (w.objections)
  from (
    select m.workspace_id as workspace, m.role from memberships m where m.account_id = current_account()
    union all
    select distinct c.workspace_id, null from conversations c
    where c.account_id = current_account() and c.assistant_id = _assistant and c.expires_at > current_moment()
  ) p
  join assistants a on a.workspace_id = p.workspace and a.id = _assistant
  join accounts w on w.id = current_account()
  order by p.role nulls last limit 1
$$;

-- The workspaces in which the handle's account has conversations of its own, or the one of the named conversation.
create function own_workspaces(_conversation uuid) returns setof uuid
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select distinct c.workspace_id from conversations c
  where c.account_id = current_account() and c.expires_at > current_moment()
    and (_conversation is null or c.id = _conversation)
  order by 1
$$;

-- Where a question of the handle's account stands.
create function own_message(_message uuid) returns table (workspace uuid, assistant uuid, visitor uuid)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select r.workspace_id, r.assistant_id, r.visitor_id
  from (
    select distinct c.workspace_id, c.visitor_id from conversations c where c.account_id = current_account()
  ) own
  join replies r on r.workspace_id = own.workspace_id and r.visitor_id = own.visitor_id and r.message_id = _message
  where r.expires_at > current_moment()
  order by r.created_at desc limit 1
$$;

-- Whether any conversation of the handle's account is held, also one whose term is over, which only its hold keeps.
create function own_held() returns boolean
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select exists (
    select from conversations c where c.account_id = current_account() and held(c.workspace_id, c.id)
  )
$$;
grant execute on function own_assistant(uuid), own_workspaces(uuid), own_message(uuid), own_held() to atavus_app;
