-- Models that leave our server. What an owner decides about them, per assistant:
alter table assistants
  add column local_fallback  boolean not null default false, -- a local model may answer what must not leave
  add column second_look     boolean not null default false, -- the local model looks a question over before it leaves
  add column regions         text[]  not null default '{}',  -- countries of phone numbers without a country code
  add column public_contacts text[]  not null default '{}';  -- the site's own contact data, which stays readable

-- Whether the visitor lets their words go to the recipient that the notice names. Whoever agreed before there was
-- one did not.
alter table consents add column remote boolean not null default false;

-- The ledger of what left the building: all that was sent for one answer, word for word, sealed under the key of its
-- conversation. It is kept before the first byte goes, so that nothing leaves unkept: of a connection that then failed
-- it says more than left. It goes with the oldest message that it holds, at the latest with its answer.
create table sent_prompts (
  workspace_id    uuid not null,
  reply_id        uuid not null,
  conversation_id uuid not null,
  recipient       text not null,
  country         text not null,
  sealed          bytea not null, -- the messages, and what the placeholders in them stand for
  sent_at         timestamptz not null,
  expires_at      timestamptz not null,
  primary key (workspace_id, reply_id),
  foreign key (workspace_id, reply_id) references replies (workspace_id, id) on delete cascade
);
create index sent_prompts_expiry on sent_prompts (expires_at);
alter table sent_prompts enable row level security;
create policy own_workspace on sent_prompts to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on sent_prompts to atavus_keeper using (true);
grant select, insert on sent_prompts to atavus_app;
grant select, insert, update, delete on sent_prompts to atavus_keeper;

-- What of a question's values a placeholder stood for, so that they stay masked while the conversation goes on. A turn
-- without a row here has not left, and no later prompt takes it along. It goes with its question.
create table masked_values (
  workspace_id    uuid not null,
  reply_id        uuid not null,
  conversation_id uuid not null,
  sealed          bytea not null,
  sent_at         timestamptz not null,
  expires_at      timestamptz not null,
  primary key (workspace_id, reply_id),
  foreign key (workspace_id, reply_id) references replies (workspace_id, id) on delete cascade
);
create index masked_values_conversation on masked_values (workspace_id, conversation_id, sent_at desc);
alter table masked_values enable row level security;
create policy own_workspace on masked_values to atavus_app
  using (workspace_id = current_workspace() and expires_at > current_moment());
create policy keeper on masked_values to atavus_keeper using (true);
grant select, insert on masked_values to atavus_app;
grant select, insert, update, delete on masked_values to atavus_keeper;

-- Each check that planted identifiers do not reach a model outside: how many went through the path, how many arrived.
create table canary_checks (
  at      timestamptz not null,
  process int not null,
  model   text not null,
  planted int not null check (planted > 0),
  arrived int not null check (arrived between 0 and planted),
  primary key (at, process, model)
);
alter table canary_checks enable row level security;
create policy keeper on canary_checks to atavus_keeper using (true);
grant select, insert, delete on canary_checks to atavus_keeper;

create function last_canary_checks() returns table (model text, at timestamptz, planted int, arrived int)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select distinct on (c.model) c.model, c.at, c.planted, c.arrived from canary_checks c order by c.model, c.at desc
$$;
grant execute on function last_canary_checks() to atavus_app;
