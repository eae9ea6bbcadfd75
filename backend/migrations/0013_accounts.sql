-- How an account begins, changes and ends: by links that go to an e-mail address, each kept by its hash alone. Nobody
-- learns from any of this who has an account: known and unknown addresses take the same statements.

-- Somebody who has asked for an account, until they open the link that went to their address. One at a time for each
-- address: whoever asks again has the later one.
create table sign_ups (
  id              uuid primary key,
  hash            bytea not null unique,
  email           text not null unique check (email = lower(email)),
  username        text not null,
  password_hash   text not null,
  full_name       text,
  policy_version  text not null,
  adult_stated_at timestamptz not null,
  created_at      timestamptz not null,
  expires_at      timestamptz not null
);
create index sign_ups_expiry on sign_ups (expires_at);
alter table sign_ups enable row level security;
create policy keeper on sign_ups to atavus_keeper using (true);
grant select, delete on sign_ups to atavus_keeper;

-- One link of each kind for an account: a new one takes the place of the one before.
create table account_links (
  account_id uuid not null references accounts on delete cascade,
  kind       text not null check (kind in ('reset', 'email-change')),
  id         uuid not null unique,
  hash       bytea not null unique,
  email      text check (email = lower(email)), -- the address that is to be
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, kind),
  check ((kind = 'email-change') = (email is not null))
);
create index account_links_expiry on account_links (expires_at);
alter table account_links enable row level security;
create policy own_account on account_links to atavus_app
  using (account_id = current_account() and expires_at > current_moment());
create policy keeper on account_links to atavus_keeper using (true);
grant select, delete on account_links to atavus_app;
grant select, delete on account_links to atavus_keeper;

-- Keeps what somebody asked for and puts the mail in line. Where the address is an account's, that account is told
-- instead and nothing is kept.
create function ask_sign_up(
  id uuid, link bytea, email text, username text, password_hash text, full_name text, policy_version text,
  language text, moment timestamptz, ends timestamptz
) returns void language plpgsql security definer set search_path = atavus, pg_temp as $$
#variable_conflict use_column
declare
  known uuid := (select a.id from accounts a where a.email = ask_sign_up.email);
begin
  insert into sign_ups as s (id, hash, email, username, password_hash, full_name, policy_version, adult_stated_at,
    created_at, expires_at)
  select ask_sign_up.id, link, ask_sign_up.email, ask_sign_up.username, ask_sign_up.password_hash,
    ask_sign_up.full_name, ask_sign_up.policy_version, moment, moment, ends
  where known is null
  on conflict (email) do update
    set id = excluded.id, hash = excluded.hash, username = excluded.username, password_hash = excluded.password_hash,
      full_name = excluded.full_name, policy_version = excluded.policy_version,
      adult_stated_at = excluded.adult_stated_at, created_at = excluded.created_at, expires_at = excluded.expires_at;
  perform queue_job('mail', jsonb_strip_nulls(jsonb_build_object(
    'mail', case when known is null then 'sign-up' else 'sign-up-known' end,
    'signUp', case when known is null then ask_sign_up.id end,
    'account', known,
    'language', language
  )), moment);
end $$;

-- What the password of whoever opens a link is compared with; nothing is spent by that.
create function find_sign_up(link bytea, moment timestamptz) returns text
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select password_hash from sign_ups where hash = link and expires_at > moment
$$;

-- What a link's holder had asked for, once.
create function spend_sign_up(link bytea, moment timestamptz) returns table (
  email text, username text, password_hash text, full_name text, policy_version text, adult_stated_at timestamptz
) language sql security definer set search_path = atavus, pg_temp as $$
  delete from sign_ups where hash = link and expires_at > moment
  returning email, username, password_hash, full_name, policy_version, adult_stated_at
$$;

-- Makes the link that sets a new password and puts its mail in line. Where nobody has the address, the job names
-- nobody: it is done by finding that out.
create function ask_reset(
  id uuid, link bytea, address text, language text, moment timestamptz, ends timestamptz
) returns void language plpgsql security definer set search_path = atavus, pg_temp as $$
#variable_conflict use_column
declare
  known uuid := (select a.id from accounts a where a.email = address);
begin
  insert into account_links as l (account_id, kind, id, hash, created_at, expires_at)
  select known, 'reset', ask_reset.id, link, moment, ends where known is not null
  on conflict (account_id, kind) do update
    set id = excluded.id, hash = excluded.hash, created_at = excluded.created_at, expires_at = excluded.expires_at;
  perform queue_job('mail', jsonb_build_object('mail', 'reset', 'account', coalesce(known, gen_random_uuid()),
    'language', language), moment);
end $$;

-- Keeps the link to the address that is to be the handle's account's, in the place of one before. With the owner's
-- rights, as a link past its moment is hidden and would still be in the way.
create function put_email_link(link_id uuid, link bytea, address text, ends timestamptz) returns void
  language sql security definer set search_path = atavus, pg_temp as $$
  insert into account_links (account_id, kind, id, hash, email, created_at, expires_at)
  values (current_account(), 'email-change', link_id, link, address, current_moment(), ends)
  on conflict (account_id, kind) do update
    set id = excluded.id, hash = excluded.hash, email = excluded.email, created_at = excluded.created_at,
      expires_at = excluded.expires_at
$$;

-- Whose a one-time link was, and the hash of their password at that moment: what is changed after it, the link does
-- not stand in for.
drop function spend_link(bytea, timestamptz);
create function spend_link(link bytea, moment timestamptz) returns table (account uuid, hash text)
  language sql security definer set search_path = atavus, pg_temp as $$
  with spent as (
    delete from sign_in_links l where l.hash = link and l.expires_at > moment returning l.account_id
  )
  select a.id, a.password_hash from spent join accounts a on a.id = spent.account_id
$$;

-- Whose a link is, before it is spent.
create function find_account_link(kind text, link bytea, moment timestamptz) returns table (
  account uuid, email text, username text, full_name text
) language sql stable security definer set search_path = atavus, pg_temp as $$
  select a.id, a.email, a.username, a.full_name
  from account_links l join accounts a on a.id = l.account_id
  where l.kind = $1 and l.hash = link and l.expires_at > moment
$$;

grant execute on function
  ask_sign_up(uuid, bytea, text, text, text, text, text, text, timestamptz, timestamptz),
  find_sign_up(bytea, timestamptz),
  spend_sign_up(bytea, timestamptz),
  ask_reset(uuid, bytea, text, text, timestamptz, timestamptz),
  put_email_link(uuid, bytea, text, timestamptz),
  spend_link(bytea, timestamptz),
  find_account_link(text, bytea, timestamptz)
  to atavus_app;

-- Proving oneself by more than a password.

-- An account's authenticator (TOTP, RFC 6238). One that is offered comes into force with its first code, or is
-- forgotten. No code of the last step that was taken, or of one before it, is taken again.
create table second_factors (
  account_id    uuid primary key references accounts on delete cascade,
  sealed_secret bytea not null, -- by the master key that lies outside the database
  offered_at    timestamptz not null,
  confirmed_at  timestamptz,
  last_step     bigint not null default 0
);
create index second_factors_offered on second_factors (offered_at) where confirmed_at is null;
alter table second_factors enable row level security;
create policy own_account on second_factors to atavus_app
  using (account_id = current_account()
    and (confirmed_at is not null or offered_at > current_moment() - interval '15 minutes'));
create policy keeper on second_factors to atavus_keeper using (true);
grant select, update, delete on second_factors to atavus_app;
grant select, delete on second_factors to atavus_keeper;

-- Offers the handle's account a new secret in the place of one that it has not confirmed; says whether it did. With the
-- owner's rights, as an offer past its moment is hidden and would still be in the way.
create function offer_factor(secret bytea) returns boolean
  language sql security definer set search_path = atavus, pg_temp as $$
  with offered as (
    insert into second_factors as f (account_id, sealed_secret, offered_at)
    values (current_account(), secret, current_moment())
    on conflict (account_id) do update
      set sealed_secret = excluded.sealed_secret, offered_at = excluded.offered_at, last_step = 0
      where f.confirmed_at is null
    returning 1
  )
  select exists (select from offered)
$$;
grant execute on function offer_factor(bytea) to atavus_app;

-- What signs in once each where the authenticator is lost, as keyed hashes. They go with the factor.
create table recovery_codes (
  account_id uuid not null references second_factors on delete cascade,
  hash       bytea not null check (octet_length(hash) = 32),
  used_at    timestamptz,
  primary key (account_id, hash)
);
alter table recovery_codes enable row level security;
create policy own_account on recovery_codes to atavus_app using (account_id = current_account());
create policy keeper on recovery_codes to atavus_keeper using (true);
grant select, insert, update, delete on recovery_codes to atavus_app;
grant select on recovery_codes to atavus_keeper;

-- A person's picture, made anew by us from what they gave the address of: 256 × 256, WebP. A new one has a new id.
create table pictures (
  account_id uuid primary key references accounts on delete cascade,
  id         uuid not null unique,
  content    bytea not null check (octet_length(content) <= 200000)
);
alter table pictures enable row level security;
create policy own_account on pictures to atavus_app using (account_id = current_account());
create policy keeper on pictures to atavus_keeper using (true);
grant select, insert, update, delete on pictures to atavus_app;
grant select on pictures to atavus_keeper;

-- A picture, for its own account and for whoever belongs to a workspace with it.
create function find_picture(picture uuid) returns bytea
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select p.content from pictures p
  where p.id = picture and (p.account_id = current_account() or exists (
    select from memberships mine join memberships theirs using (workspace_id)
    where mine.account_id = current_account() and theirs.account_id = p.account_id
  ))
$$;
grant execute on function find_picture(uuid) to atavus_app;

create or replace function members() returns table (
  account uuid, username text, full_name text, email text, picture uuid, role text, since timestamptz, second_factor boolean
) language sql stable security definer set search_path = atavus, pg_temp as $$
  select a.id, a.username, a.full_name, a.email, p.id, m.role, m.created_at,
    exists (select from second_factors f where f.account_id = a.id and f.confirmed_at is not null)
  from memberships m join accounts a on a.id = m.account_id left join pictures p on p.account_id = a.id
  where m.workspace_id = current_workspace()
  order by m.created_at, a.id
$$;
