-- What came by the form from an address that nobody proves goes after seven days, and a link holds for seven days from
-- when it was sent, not from when the request arrived. Whatever else waits for its answer goes by no term.
alter table requests drop constraint requests_check;
alter table requests add column link_ends timestamptz; -- until when the link that proves the address can be opened
update requests set link_ends = opened_at + interval '7 days' where link_hash is not null;
update requests set expires_at = opened_at + interval '7 days'
  where answered_at is null and proven_at is null and via = 'form' and kind <> 'child';
alter table requests
  add check ((answered_at is null) = (outcome is null) and (answered_at is null or expires_at is not null)),
  add check (answered_at is not null or expires_at is null or (proven_at is null and via = 'form' and kind <> 'child')),
  add check ((link_hash is null) = (link_ends is null));

-- Nobody asks in another's name: a person asks the platform for themselves, everything else belongs to a workspace.
alter policy own on requests
  with check (workspace_id = current_workspace() or (workspace_id is null and account_id = current_account()));
