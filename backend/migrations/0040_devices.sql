-- Extensions of browsers that an account lets in: sessions of no workspace, which go with the account alone. Whoever
-- holds one has shown the verifier that its challenge was made of (PKCE, RFC 7636), and somebody who was signed in has
-- said yes to it.
alter table sessions
  alter column workspace_id drop not null,
  add column device text check (length(device) between 1 and 80), -- its name; null: a browser on our own pages
  add foreign key (account_id) references accounts on delete cascade,
  add constraint devices_belong_to_accounts check ((device is null) = (workspace_id is not null));

-- A device that asks to be let in, for minutes. Nobody's until it is answered: then its account says whose, and its
-- session that it was allowed.
create table device_requests (
  id         uuid primary key,
  challenge  bytea not null check (octet_length(challenge) = 32),
  code       text not null check (code ~ '^[A-Z]{4}-[0-9]{4}$'), -- to compare by eye; it opens nothing
  name       text not null check (length(name) between 1 and 80),
  network    bytea not null check (octet_length(network) = 16), -- where it was asked, as a keyed hash
  created_at timestamptz not null,
  expires_at timestamptz not null,
  account_id uuid references accounts on delete cascade,
  session_id uuid,
  check (session_id is null or account_id is not null),
  foreign key (account_id, session_id) references sessions on delete cascade
);
create index device_requests_expiry on device_requests (expires_at);
create index device_requests_session on device_requests (account_id, session_id);
alter table device_requests enable row level security;
create policy keeper on device_requests to atavus_keeper using (true);
grant select, delete on device_requests to atavus_keeper;

create function ask_device(
  id uuid, challenge bytea, code text, name text, network bytea, moment timestamptz, ends timestamptz
) returns void language sql security definer set search_path = atavus, pg_temp as $$
  insert into device_requests (id, challenge, code, name, network, created_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7)
$$;

-- What somebody is shown who may answer it; once it is answered, nothing.
create function find_device_request(request uuid, moment timestamptz) returns table (
  code text, name text, network bytea, created_at timestamptz, expires_at timestamptz
) language sql stable security definer set search_path = atavus, pg_temp as $$
  select d.code, d.name, d.network, d.created_at, d.expires_at from device_requests d
  where d.id = request and d.account_id is null and d.expires_at > moment
$$;

-- The answer of the handle's account, once: yes by the session that has begun for it, no without one.
create function answer_device_request(request uuid, session uuid) returns boolean
  language sql security definer set search_path = atavus, pg_temp as $$
  with answered as (
    update device_requests set account_id = current_account(), session_id = session
    where id = request and account_id is null and expires_at > current_moment()
    returning 1
  )
  select exists (select from answered)
$$;

-- How it was answered, for whoever shows what hashes to its challenge. A yes, a no and a wrong one end it; while nobody
-- has answered it goes on.
create function take_device_request(request uuid, shown bytea, moment timestamptz) returns table (
  fits boolean, account uuid, session uuid
) language sql security definer set search_path = atavus, pg_temp as $$
  with asked as (
    select d.id, d.challenge = shown as fits, d.account_id, d.session_id from device_requests d
    where d.id = request and d.expires_at > moment
    for update
  ), spent as (
    delete from device_requests d using asked a
    where d.id = a.id and (not a.fits or a.account_id is not null)
  )
  select fits, account_id, session_id from asked
$$;
grant execute on function
  ask_device(uuid, bytea, text, text, bytea, timestamptz, timestamptz),
  find_device_request(uuid, timestamptz),
  answer_device_request(uuid, uuid),
  take_device_request(uuid, bytea, timestamptz)
  to atavus_app;
