-- Purposes that an account objected to (GDPR Art. 21): what is done for them ends at once.
alter table accounts add column objections text[] not null default '{}' check (objections <@ array['improve']);

create function objects_to(_account uuid, _purpose text) returns boolean
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select exists (select from accounts a where a.id = _account and _purpose = any (a.objections))
$$;
grant execute on function objects_to(uuid, text) to atavus_app;

-- Counts the use of a feature by an account, unless it objected (P1.7, P8.5); null: by a server.
create function count_account_use(_counter text, _assistant uuid, _account uuid) returns void language plpgsql as $$
begin
  if not objects_to(_account, 'improve') then
    perform count_use(_counter, _assistant, 1);
  end if;
end $$;
grant execute on function count_account_use(text, uuid, uuid) to atavus_app;
