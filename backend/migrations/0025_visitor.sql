-- The code on a receipt: whoever has it may see, take along and erase what was said under it. Receipts from before have none.
alter table consents add column code_hash bytea unique check (octet_length(code_hash) = 32);

create function find_visitor(code bytea, moment timestamptz)
  returns table (workspace uuid, assistant uuid, visitor uuid, consent uuid)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select c.workspace_id, c.assistant_id, c.visitor_id, c.id from consents c
  where c.code_hash = code and c.expires_at > moment
$$;
grant execute on function find_visitor(bytea, timestamptz) to atavus_app;

-- Purposes that a visitor objected to (GDPR Art. 21): what is done for them ends at once.
create table objections (
  workspace_id uuid not null,
  assistant_id uuid not null,
  visitor_id   uuid not null,
  purpose      text not null check (purpose in ('improve')),
  at           timestamptz not null,
  primary key (workspace_id, assistant_id, visitor_id, purpose),
  foreign key (workspace_id, assistant_id) references assistants on delete cascade
);
alter table objections enable row level security;
create policy own_workspace on objections to atavus_app using (workspace_id = current_workspace());
create policy keeper on objections to atavus_keeper using (true);
grant select, insert, delete on objections to atavus_app;
grant select, insert, update, delete on objections to atavus_keeper;

-- Counts the use of a feature by a visitor, unless they objected (P1.7, P8.5).
create function count_visitor_use(_counter text, _assistant uuid, _visitor uuid) returns void language plpgsql as $$
begin
  if exists (
    select from objections o
    where o.workspace_id = current_workspace() and o.assistant_id = _assistant and o.visitor_id = _visitor
      and o.purpose = 'improve'
  ) then return; end if;
  perform count_use(_counter, _assistant, 1);
end $$;
grant execute on function count_visitor_use(text, uuid, uuid) to atavus_app;
