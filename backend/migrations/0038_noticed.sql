-- The exact words that somebody agreed to: kept to the byte, so that whoever has a receipt can hold them against its
-- hash, which is long enough to be known to nobody else.
-- They were kept as a text within JSON, and with their own hash in it.
alter table notices alter column content type json
  using regexp_replace(content #>> '{}', '^\{"hash":"[0-9a-f]{64}",', '{')::json;
create function find_notice(_hash bytea) returns text
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select content::text from notices where hash = _hash limit 1
$$;
grant execute on function find_notice(bytea) to atavus_app;
create index notices_hash on notices (hash);

-- Where who is responsible can be found (GDPR Art. 13(1)(a)).
alter table assistants add column controller_address text not null default '' check (length(controller_address) <= 300);
