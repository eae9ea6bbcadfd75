-- A former text may hold again: it is a new version at the address that it always had. And a version names who ran the
-- platform when it was published: what its words are filled with is kept with them, and goes into their hash.
alter table policies drop constraint policies_hash_key;
alter table policies add column operator jsonb; -- null: published before it was kept

-- A mail that is given up in line is put there anew, unless it went, can go to nobody, or lies in the outbox.
alter table policy_notices
  add column undeliverable_at timestamptz,
  add column outbox_at timestamptz;
create index policy_notices_waiting on policy_notices (version, account_id)
  where sent_at is null and undeliverable_at is null;
