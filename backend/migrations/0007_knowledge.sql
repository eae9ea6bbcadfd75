-- What an owner's assistant knows: documents, cut into passages, and how a question finds them.
create extension if not exists btree_gin schema atavus;
create extension if not exists pg_trgm schema atavus;

create table documents (
  workspace_id uuid not null,
  id           uuid not null,
  assistant_id uuid not null,
  title        text not null,
  url          text,
  language     text not null, -- a BCP 47 tag
  body         text not null,
  passages     int not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, assistant_id) references assistants on delete cascade
);
create index documents_list on documents (workspace_id, assistant_id, created_at desc, id desc);
alter table documents enable row level security;
create policy own_workspace on documents to atavus_app using (workspace_id = current_workspace());
create policy keeper on documents to atavus_keeper using (true);
grant select, insert, update, delete on documents to atavus_app, atavus_keeper;

-- A passage is written once and replaced with its document, never changed.
create table passages (
  workspace_id uuid not null,
  id           uuid not null,
  document_id  uuid not null,
  assistant_id uuid not null,
  ordinal      int not null,
  heading      text not null,
  body         text not null,
  language     text not null, -- of its document, without region: decides how its words are cut to stems
  search       tsvector not null, -- of title (A), heading (B) and body (D), see passage_search
  primary key (workspace_id, id),
  foreign key (workspace_id, document_id) references documents on delete cascade
) with (toast_tuple_target = 8160); -- kept in the row: a search reads many of them
create index passages_document on passages (workspace_id, document_id, ordinal);
-- One index for every assistant of every workspace: with the assistant in it, its cost is that of one assistant.
create index passages_search on passages using gin (assistant_id, search);
alter table passages enable row level security;
create policy own_workspace on passages to atavus_app using (workspace_id = current_workspace());
create policy keeper on passages to atavus_keeper using (true);
grant select, insert, delete on passages to atavus_app, atavus_keeper;

-- In how many passages of an assistant a word stands, by language; the word '' counts the passages themselves.
-- Kept by a trigger and read by the search alone.
create table passage_words (
  workspace_id uuid not null,
  assistant_id uuid not null,
  language     text not null,
  word         text collate "C" not null,
  passages     int not null,
  primary key (workspace_id, assistant_id, language, word),
  foreign key (workspace_id, assistant_id) references assistants on delete cascade
);
create index passage_words_alike on passage_words using gin (assistant_id, word gin_trgm_ops);
alter table passage_words enable row level security;
create policy own_workspace on passage_words to atavus_app using (workspace_id = current_workspace());
create policy keeper on passage_words to atavus_keeper using (true);

-- The grammar for a language tag.
create function search_grammar(lang text) returns regconfig language sql immutable parallel safe
  return case split_part(lower(lang), '-', 1)
    when 'ar' then 'arabic'::regconfig when 'ca' then 'catalan'::regconfig when 'da' then 'danish'::regconfig
    when 'de' then 'german'::regconfig when 'el' then 'greek'::regconfig when 'en' then 'english'::regconfig
    when 'es' then 'spanish'::regconfig when 'eu' then 'basque'::regconfig when 'fi' then 'finnish'::regconfig
    when 'fr' then 'french'::regconfig when 'ga' then 'irish'::regconfig when 'hi' then 'hindi'::regconfig
    when 'hu' then 'hungarian'::regconfig when 'hy' then 'armenian'::regconfig when 'id' then 'indonesian'::regconfig
    when 'it' then 'italian'::regconfig when 'lt' then 'lithuanian'::regconfig when 'nb' then 'norwegian'::regconfig
    when 'ne' then 'nepali'::regconfig when 'nl' then 'dutch'::regconfig when 'nn' then 'norwegian'::regconfig
    when 'no' then 'norwegian'::regconfig when 'pt' then 'portuguese'::regconfig when 'ro' then 'romanian'::regconfig
    when 'ru' then 'russian'::regconfig when 'sr' then 'serbian'::regconfig when 'sv' then 'swedish'::regconfig
    when 'ta' then 'tamil'::regconfig when 'tr' then 'turkish'::regconfig when 'yi' then 'yiddish'::regconfig
    else 'simple'::regconfig
  end;

-- Text without the marks of Markdown and the targets of its links; what joins two words parts them.
create function plain_words(content text) returns text language sql immutable parallel safe
  return translate(
    regexp_replace(replace(replace(content, '€', ' euro '), '%', ' percent '), '\]\([^()]*\)', ' ', 'g'),
    '-/*_`#|<>[]()~', '              ');

create function passage_search(lang text, title text, heading text, body text) returns tsvector
  language sql immutable parallel safe
  return setweight(to_tsvector(search_grammar(lang), plain_words(title)), 'A')
    || setweight(to_tsvector(search_grammar(lang), plain_words(heading)), 'B')
    || setweight(to_tsvector(search_grammar(lang), plain_words(body)), 'D');
grant execute on function search_grammar(text), plain_words(text), passage_search(text, text, text, text) to atavus_app;

-- Counts words in and out. One at a time for an assistant, so that two changes cannot wait for each other.
create function count_passage_words() returns trigger
  language plpgsql security definer set search_path = atavus, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('atavus.passage_words'), hashtext(a::text))
  from (select distinct assistant_id from changed order by 1) c (a);
  if tg_op = 'INSERT' then
    insert into passage_words as w (workspace_id, assistant_id, language, word, passages)
    select c.workspace_id, c.assistant_id, c.language, l.word, count(*)
    from changed c cross join lateral (select '' union all select lexeme from unnest(c.search)) l (word)
    group by 1, 2, 3, 4
    on conflict (workspace_id, assistant_id, language, word) do update set passages = w.passages + excluded.passages;
    return null;
  end if;
  with gone as (
    select c.workspace_id, c.assistant_id, c.language, l.word, count(*) as passages
    from changed c cross join lateral (select '' union all select lexeme from unnest(c.search)) l (word)
    group by 1, 2, 3, 4
  ), emptied as (
    delete from passage_words w using gone g
    where (w.workspace_id, w.assistant_id, w.language, w.word) = (g.workspace_id, g.assistant_id, g.language, g.word)
      and w.passages <= g.passages
  )
  update passage_words w set passages = w.passages - g.passages from gone g
  where (w.workspace_id, w.assistant_id, w.language, w.word) = (g.workspace_id, g.assistant_id, g.language, g.word)
    and w.passages > g.passages;
  return null;
end $$;
create trigger passages_added after insert on passages
  referencing new table as changed for each statement execute function count_passage_words();
create trigger passages_removed after delete on passages
  referencing old table as changed for each statement execute function count_passage_words();

-- Words of everyday trade and service: those of one meaning find each other; those of the meaning '' say
-- nothing about what is asked. Ours, the same for everybody.
create table everyday_words (
  language text not null,
  word     text collate "C" not null, -- a stem
  meaning  text not null,
  primary key (language, word, meaning)
);
create index everyday_meanings on everyday_words (language, meaning);
alter table everyday_words enable row level security;
create policy everybody on everyday_words for select to atavus_app, atavus_keeper using (true);
grant select on everyday_words to atavus_app, atavus_keeper;

-- Takes lines of words; the first of a line names their meaning, a line that begins with = says nothing.
create function teach_everyday_words(lang text, lines text) returns void language sql
  set search_path = atavus, pg_temp as $$
  insert into everyday_words (language, word, meaning)
  select lang, t.lexeme, case when line like '=%' then '' else split_part(line, ' ', 1) end
  from regexp_split_to_table(btrim(lines, e' \n'), e'\n\\s*') line, unnest(to_tsvector(search_grammar(lang), line)) t
  on conflict do nothing
$$;

-- What a question's words stand for among an assistant's words of one language: the same stem (exact), or else
-- loosely a word of the same meaning, another form, a part of a compound, a slip of the finger. Rare words weigh
-- more, and a word that stands nowhere weighs most: it may be what the question is about.
create function question_terms(space uuid, assistant uuid, tongue text, total int, question text)
  returns table (exact tsquery, loose tsquery, weight real, passages int)
  language sql stable set search_path = atavus, pg_temp as $$
  with terms as materialized (
    select row_number() over ()::int as i, l.lexeme as term, length(l.lexeme) as size,
      l.lexeme !~ '^[0-9]' and length(l.lexeme) > 3 as flexible
    from unnest(to_tsvector(search_grammar(tongue), plain_words(left(question, 2000)))) l
    where not exists (
      select from everyday_words e where e.language = tongue and e.word = l.lexeme and e.meaning = ''
    )
    limit 32
  ), parts as materialized (
    select t.i, left(t.term, n) as part, case when t.size - n <= 2 then 0.9 else 0.6 end as worth,
      t.size - n <= 2 or tongue in ('de', 'nl', 'sv', 'da', 'no', 'nb', 'nn', 'fi', 'hu') as fits
    from terms t, generate_series(4, t.size - 1) n where t.flexible
    union all
    select t.i, right(t.term, n), 0.7, tongue in ('de', 'nl', 'sv', 'da', 'no', 'nb', 'nn', 'fi', 'hu')
    from terms t, generate_series(4, t.size - 1) n where t.flexible
  ), alike as materialized (
    select t.i, w.word, w.passages, 1.0 as worth
    from terms t join passage_words w on w.word = t.term
    where w.workspace_id = space and w.assistant_id = assistant and w.language = tongue
    union all
    select t.i, w.word, w.passages, 0.8
    from (
        select t.i, t.term as word from terms t
        union all select p.i, p.part from parts p where p.fits and p.worth > 0.6
      ) t
      join everyday_words e on e.language = tongue and e.word = t.word and e.meaning <> ''
      join everyday_words f on f.language = tongue and f.meaning = e.meaning
      join passage_words w on w.word = f.word
    where w.workspace_id = space and w.assistant_id = assistant and w.language = tongue
    union all
    select p.i, w.word, w.passages, p.worth
    from parts p join passage_words w on w.word = p.part
    where p.fits and w.workspace_id = space and w.assistant_id = assistant and w.language = tongue
    union all
    select t.i, w.word, w.passages, case when length(w.word) - t.size <= 2 then 0.9 else 0.6 end
    from terms t join passage_words w on w.word > t.term and w.word < t.term || e'\U0010FFFF'
    where t.flexible and w.workspace_id = space and w.assistant_id = assistant and w.language = tongue
      and (length(w.word) - t.size <= 2 or tongue in ('de', 'nl', 'sv', 'da', 'no', 'nb', 'nn', 'fi', 'hu'))
    union all
    select t.i, w.word, w.passages, 0.7
    from terms t join passage_words w on w.word like '%_' || t.term
    where t.flexible and tongue in ('de', 'nl', 'sv', 'da', 'no', 'nb', 'nn', 'fi', 'hu')
      and w.workspace_id = space and w.assistant_id = assistant and w.language = tongue
  ), slips as (
    select t.i, w.word, w.passages, 0.7
    from terms t join passage_words w on w.word % t.term and similarity(w.word, t.term) >= 0.5
    where t.flexible and t.size > 4 and not exists (select from alike a where a.i = t.i)
      and w.workspace_id = space and w.assistant_id = assistant and w.language = tongue
  ), best as (
    select i, word, max(passages) as passages, max(worth) as worth
    from (select * from alike union all select * from slips) a group by i, word
  ), found as (
    select i,
      string_agg(quoted, '|') filter (where worth >= 0.9)::tsquery as exact,
      string_agg(quoted, '|') filter (where worth < 0.9)::tsquery as loose,
      sum(passages) filter (where worth >= 0.9) as exactly,
      sum(passages) as anyhow
    from (select *, '''' || replace(replace(word, '\', '\\'), '''', '''''') || '''' as quoted from best) b
    group by i
  )
  select f.exact, f.loose,
    (ln(1 + total / (coalesce(f.exactly, f.anyhow, 0) + 0.5)) * case when t.term ~ '^[0-9]' then 0.3 else 1 end)::real,
    least(coalesce(f.anyhow, 0), total)::int
  from terms t left join found f using (i)
$$;

-- Passages of one language, best first, with how much of the question they cover: 0 to 1.
create function rank_passages(space uuid, assistant uuid, tongue text, total int, question text, most int)
  returns table (passage uuid, score real)
  language plpgsql stable set search_path = atavus, pg_temp as $$
declare
  exacts  tsquery[];
  looses  tsquery[];
  weights real[];
  whole   real;
  rare    tsquery; -- finds the passages worth a look: by the rarest words, until they are some hundreds
  every   tsquery;
begin
  with terms as (
    select *, sum(t.passages) over (order by t.passages, t.exact, t.loose) - t.passages as before
    from question_terms(space, assistant, tongue, total, question) t
  ), joined as (
    select *, case when exact is null then loose when loose is null then exact else exact || loose end as either
    from terms
  )
  select array_agg(exact), array_agg(loose), array_agg(weight), sum(weight),
    string_agg(either::text, '|') filter (where before < 400)::tsquery,
    string_agg(either::text, '|')::tsquery
  into exacts, looses, weights, whole, rare, every from joined;
  if rare is null then return; end if;
  return query
  with candidates as materialized (
    select p.id, p.search, (
      select sum(k.weight * case when p.search @@ k.exact then 1 when p.search @@ k.loose then 0.8 else 0 end)
      from unnest(weights, exacts, looses) k (weight, exact, loose)
    ) / whole as covers
    from passages p
    where p.workspace_id = space and p.assistant_id = assistant and p.language = tongue and p.search @@ rare
  )
  select c.id, (c.covers * (0.85 + 0.15 * ts_rank_cd('{0.2, 0.2, 0.6, 1}', c.search, every, 32)))::real
  from candidates c
  where c.covers >= 0.8 * (select max(covers) from candidates)
  order by 2 desc, 1
  limit most;
end $$;

-- The passages of one assistant that fit a question best, first the best. `lang` is the reader's language; what
-- is written in another is found too, and comes after what is as good in the reader's. Takes the workspace from
-- the handle; without one there are no rows. `score`: 0 to 1, comparable between questions.
create function search_passages(assistant uuid, question text, lang text, most int)
  returns table (id uuid, document uuid, title text, url text, heading text, body text, language text, score real)
  language sql stable security definer set search_path = atavus, pg_temp as $$
  select p.id, d.id, d.title, d.url, p.heading, p.body, d.language, r.score
  from (
    select r.passage, (r.score * case when w.language = split_part(lower(lang), '-', 1) then 1 else 0.9 end)::real as score
    from passage_words w
      cross join lateral rank_passages(w.workspace_id, w.assistant_id, w.language, w.passages, question, most) r
    where w.workspace_id = current_workspace() and w.assistant_id = assistant and w.word = ''
    order by 2 desc, 1
    limit most
  ) r
  join passages p on p.workspace_id = current_workspace() and p.id = r.passage
  join documents d on d.workspace_id = p.workspace_id and d.id = p.document_id
  order by r.score desc, p.id
$$;
grant execute on function search_passages(uuid, text, text, int) to atavus_app;
