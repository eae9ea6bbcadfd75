-- A receipt holds a code that opens what was said under it: it is sealed under its workspace's key. One from before
-- 0025 has no code and stays as it is; a code that ever stood in the clear opens nothing.
alter table consents
  alter column receipt drop not null,
  add column sealed_receipt bytea,
  add column voucher uuid, -- the id of the site's secret that said who the visitor is
  add check ((receipt is null) <> (sealed_receipt is null));
update consents set code_hash = null where code_hash is not null;

drop function find_visitor(bytea, timestamptz);
create function find_visitor(code bytea, moment timestamptz)
  returns table (workspace uuid, assistant uuid, visitor uuid, consent uuid, voucher uuid)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select c.workspace_id, c.assistant_id, c.visitor_id, c.id, c.voucher from consents c
  where c.code_hash = code and c.expires_at > moment
$$;
grant execute on function find_visitor(bytea, timestamptz) to atavus_app;
