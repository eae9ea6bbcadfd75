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
-- Without a list of pending entries, which every search would read through after each change.
create index passages_search on passages using gin (assistant_id, search) with (fastupdate = off);
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
create index passage_words_alike on passage_words using gin (assistant_id, word gin_trgm_ops) with (fastupdate = off);
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

-- Words of everyday trade and service: those of one meaning find each other. Some only find and are not found:
-- Vienna leads to Austria, not to Salzburg. Those of the meaning '' say nothing about what is asked; those of ~
-- say something only where they stand in a passage. Ours, the same for everybody.
create table everyday_words (
  language text not null,
  word     text collate "C" not null, -- a stem
  meaning  text not null,
  found    boolean not null,
  primary key (language, word, meaning)
);
create index everyday_meanings on everyday_words (language, meaning);
alter table everyday_words enable row level security;
create policy everybody on everyday_words for select to atavus_app, atavus_keeper using (true);
grant select on everyday_words to atavus_app, atavus_keeper;

-- Takes a meaning a line, named by its first word: words that find and are found, then behind < those that only
-- find. A line that begins with = says nothing, one with ~ little.
create function teach_everyday_words(lang text, lines text) returns void language sql
  set search_path = atavus, pg_temp as $$
  insert into everyday_words (language, word, meaning, found)
  select lang, t.lexeme, case split_part(line, ' ', 1) when '=' then '' else split_part(line, ' ', 1) end, side = 1
  from regexp_split_to_table(btrim(lines, e' \n'), e'\n\\s*') line
    cross join generate_series(1, 2) side
    cross join lateral unnest(to_tsvector(search_grammar(lang), split_part(line, '<', side))) t
  order by side
  on conflict do nothing
$$;

select teach_everyday_words('en', $$
  ~ suit suits suited decline declined declines fail fails failed failure enter entered touch bring brings brought apply applied friend friends door next happen issue issues problem problems trouble wrong weird strange
  ~ item items article articles product products piece pieces goods object model models brand brands label site website page pages web internet online
  ~ offer offers provide provides include includes included contain contains require requires required recommend recommended suggest suitable available availability stock exist
  ~ buy wear wears wearing worn wore hold holds hang sit stand lie lay stay fall falls fell drop dropped snap snapped pull push hit
  ~ choose chose chosen choice decide pick select set sets change changes changed turn turns turned become becomes became grow keep kept remain
  ~ save saved rescue rescued remove removes removed add added join leave left arrive follow move moves moved run runs running walk drive fly travel travelling carry carries carried
  ~ explain talk speak spoken call read write written wrote send hear heard listen watch reply answer answers answered respond response
  ~ learn teach try test check checked checking confirm confirmed compare spend spent win
  ~ first second last next previous other others another different same similar certain special normal usual regular extra additional main
  ~ big bigger biggest small little large huge tiny short long high low deep early late later earlier soon fast quick slow easy hard difficult simple possible impossible
  ~ real true false full empty clear safe dangerous nice lovely beautiful pretty ugly happy sad sorry afraid careful
  ~ day days week weeks month months year years hour hours minute minutes time times moment tonight tomorrow yesterday night evening weekend ago
  ~ part parts side top bottom end middle front left right inside outside around near next behind below above between across apart together away
  ~ home house place places room table desk school office work job city town village street world country life family group team member
  ~ money amount number numbers half pair couple couple dozen few several enough maximum minimum least most total sum per
  ~ reason reasons cause idea information info detail details example question advice help tip tips option options policy policies rule rules term terms condition conditions process
  ~ thing body hand hands head eye eyes foot feet face hair back
  ~ customer customers client clients buyer seller owner user users visitor visitors guest guests
  ~ love loved hate enjoy care cares worry worried mind matter matters deserve
  ~ order ordered actual actually basically literally especially mostly nearly almost about approximately roughly
  = hello hi hey dear please thanks thank regards cheers ok okay yes yeah sorry morning afternoon evening
  = get gets got getting give gives gave given giving go goes going went gone come comes came coming take takes took taken taking make makes made making put let lets keep
  = want wants wanted need needs needed like likes liked would could might may must shall able possible possibly allowed wish hope prefer seem seems
  = tell know knows known say says said ask asked asking question questions wonder wondering wondered explain understand show look looking looks see seen think thinking thought mean means guess believe remember
  = thing things something anything everything nothing someone anyone anybody somebody everybody everyone one ones stuff way ways lot lots bit kind sort type case point
  = really actually also still already even maybe perhaps just quite rather well sure exactly basically simply else instead too very ever never always usually sometimes once since yet soon
  = now today currently right here there somewhere anywhere
  = many far often any some every each another etc per via upon without within onto whether though although however unless because
  = buy buys bought buying purchase purchased sell sells sold selling live lives lived living stay say own owns owned
  = use used using uses happen happens happened work works try tried trying find found finding start begin
  = im ive id ill dont doesnt didnt cant couldnt wont wouldnt isnt arent wasnt whats hows wheres whos thats theres its youre youve u ur pls plz thx
  = us ours people person man woman guys folks husband wife friend mother mum mom father dad son daughter partner girlfriend boyfriend
  = good great nice fine bad best better worse new old big
  price prices priced cost costs costing charge charges charged fee fees euro euros rate < expensive cheap cheaper much tariff
  deliver delivery deliveries delivered delivering ship ships shipping shipped shipment postage dispatch dispatched courier carrier < send sends sent sending freight post posted
  deliver delivery delivered arrive arrives arrived arrival receive received < reach
  parcel parcels package packages box order orders ordered shipment
  return returns returned returning < back send
  refund refunds refunded reimburse reimbursed reimbursement < repay money back
  exchange exchanges exchanged swap swaps swapped < switch change replace replaced replacement
  size sizes sizing fit fits measure measures measurements < fitting fitted small large tight loose chart bigger smaller
  pay pays paid paying payment payments checkout purchase
  card cards credit debit visa mastercard amex american
  cryptocurrency cryptocurrencies crypto bitcoin ethereum
  instalment instalments installment installments klarna financing
  invoice invoices bill bills billing receipt receipts
  accept accepts accepted
  voucher vouchers gift card certificate coupon coupons code codes
  gift gifts present presents birthday christmas
  valid validity expire expires expired expiry expiration
  discount discounts discounted reduced reduction sale sales rebate percent off deal offer offers
  bulk wholesale reseller resellers trade quantity business company companies corporate employees staff
  store stores shop shops branch branches location locations outlet
  open opens opened opening close closes closed closing hours
  sunday sundays saturday saturdays monday mondays tuesday wednesday thursday friday weekend weekday weekdays holiday holidays
  telephone phone telephones phones phoned call calls calling ring number numbers hotline mobile
  contact reach email mail write support service
  email mail mails message
  complain complaint complaints unhappy dissatisfied
  repair repairs repaired repairing fix fixes fixed fixing mend mends mended mending darn darned darning patch broken
  repair repaired guarantee guaranteed warranty < broken snapped broke fell
  broken break breaks broke damage damaged damages faulty fault defect defective torn tear tore ripped rip split cracked flaw flaws
  hole holes torn tear
  zip zips zipper zippers fastener
  seam seams stitch stitching stitches sewn sewing sew
  guarantee guarantees guaranteed warranty warranties covered cover covers
  wash washes washed washing washable clean cleaned cleaning laundry launder machine detergent rinse
  dry dryable dries dried drying dryer dryers tumble
  iron irons ironed ironing press steam
  stain stains stained spot spots mark marks spill spilled spilt
  grease oil fat greasy
  shrink shrinks shrank shrunk shrinking shrunken tiny felted
  pill pills pilling bobble bobbles bobbling fluff lint
  moth moths
  itch itches itchy itching scratch scratches scratchy prickle prickly soft
  smell smells smelly odour odor stink
  waterproof rain rainproof wet water repellent
  warm warmth warmer cold cool
  sweater sweaters jumper jumpers pullover pullovers jersey knitwear
  trousers trouser pants jeans
  shirt shirts blouse tee
  jacket jackets coat coats parka anorak
  sock socks stockings
  slipper slippers shoe shoes footwear
  blanket blankets throw throws plaid
  towel towels
  bedding sheets duvet pillow pillowcase bed linen
  bag bags handbag backpack purse
  laptop laptops notebook computer macbook
  belt belts
  underwear underlayer base layer thermal
  colour colours color colors coloured colored shade
  material materials fabric fabrics cloth textile made composition
  wool woollen woolen woolly
  leather hide cowhide
  wax waxed waxing rewax
  animal animals sheep cattle cow cows mulesing < welfare cruelty
  origin come comes produced production manufactured factory made
  sustainable sustainability environment environmental ecological eco organic green footprint
  chemicals chemical pfas toxic
  vegan vegetarian
  packing packaging packed plastic cardboard wrapping wrapped
  weigh weighs weight heavy light gram grams kilo kilos
  wide width broad long length tall height high dimension dimensions deep depth
  waist waistband hip hips
  chest bust
  track tracking tracked status whereabouts lost missing stuck
  lost lose losing missing
  customs duty duties import tariff
  tax taxes vat
  collect collecting collection pick pickup click
  locker lockers packstation
  neighbour neighbours neighbor neighbors
  express overnight fast quick quickly faster urgent
  abroad international internationally overseas worldwide foreign
  cancel cancels cancelled canceled cancelling cancellation
  account login password profile
  privacy data personal gdpr
  delete deleted deletion erase remove removed
  cookie cookies tracking
  newsletter subscribe subscription unsubscribe mailing
  job jobs vacancy vacancies career careers hiring hire recruit recruiting employment apply application applicant looking
  wage wages salary salaries pay earn hour
  internship intern trainee apprentice apprenticeship training
  dog dogs pet pets puppy
  wheelchair accessible accessibility step steps ramp disabled stroller pram buggy
  park parking garage
  station directions < railway tram subway
  toilet toilets restroom bathroom
  child children kid kids baby babies toddler
  men women unisex ladies mens womens
  tailor alter alteration alterations shorten shortened shortening hem hemming
  engrave engraving personalise personalised personalize monogram initials letters stamped stamping embossed
  refill balm polish conditioner
  allergy allergic sensitive skin
  year years annual annually
  week weeks month months day days long
  deadline period within days
  cupboard wardrobe closet drawer storage store storing
  cheque cheques check cash
  secondhand seconds sample samples outlet
  company imprint legal registered address
  address addresses street located location
  free complimentary gratis
  exchange return < wrong incorrect mistake
  redeem redeems redeemed < use enter
  brand brands maker makers manufacturer manufacturers label
  christmas december holiday holidays < xmas eve
  fail fails failed < decline declined rejected
  mould mold mildew
  embroider embroidered embroidery logo print printed
  instructions guide manual
  newsletter unsubscribe < mails emails
  washable machine
  insole insoles sole soles
  cuff cuffs sleeve sleeves elbow elbows
  button buttons
  buckle buckles
  hood hooded
  pocket pockets
  organic certified certificate standard
  opening
  complain authority
  cow cowhide cattle leather
  mail letter post < envelope
  phone telephone < mobile whatsapp
  chat bot machine < robot ai human
  fire flame flameproof stove
  sauna
  iron ironing creases wrinkles wrinkled crease
  soften softener
  bleach chlorine
  blood wine coffee grease stain stains
  vegan animal
  recycle recycled recycling
  hotel hotels restaurant restaurants
  student students discount
  double twice
  austria austrian < vienna salzburg graz
  germany german < berlin munich hamburg frankfurt cologne
  switzerland swiss < zurich geneva bern
  france french < paris lyon
  netherlands dutch holland < amsterdam rotterdam
  belgium belgian < brussels antwerp
  denmark danish < copenhagen aarhus
  sweden swedish < stockholm gothenburg malmö
  norway norwegian < oslo bergen
  finland finnish < helsinki
  poland polish < warsaw krakow
  czechia czech < prague
  italy italian < rome milan
  spain spanish < madrid barcelona
  portugal portuguese < lisbon porto
  ireland irish < dublin
  kingdom uk britain british england english < scotland wales london
  luxembourg luxembourgish
  states usa america american us
  europe european eu
$$);

select teach_everyday_words('de', $$
  ~ problem probleme schwierigkeit schwierigkeiten falsch falsche falschen falscher falsches komisch seltsam
  ~ artikel produkt produkte ware waren stück stücke teil teile modell modelle marke marken hersteller seite seiten website webseite internet online
  ~ anbieten bietet bieten enthält enthalten empfehlen empfiehlt empfehlung geeignet verfügbar verfügbarkeit vorrätig lager erhältlich
  ~ tragen trage trägt getragen getragene anziehen angezogen halten hält hängen hängt sitzen sitzt stehen steht liegen liegt bleiben bleibt fallen fällt runtergefallen ziehen
  ~ wählen wähle auswählen gewählt entscheiden aussuchen einstellen ändern ändert geändert drehen werden wird wurde wachsen wächst
  ~ retten rette gerettet entfernen entferne entfernt hinzufügen löse lösen löst los loswerden weg wegbekommen folgen bewegen laufen fahren fahre fährt fliegen reisen bringen bringt mitbringen tragen
  ~ reden spreche sprechen spricht lesen liest schreibe hören hört zuhören antworten antwort antwortet melden
  ~ lernen lehren testen prüfen prüft vergleichen ausgeben gewinnen eingeben eintragen einloggen
  ~ erste ersten zweite letzte letzten nächste nächsten vorige verschieden verschiedene ähnlich bestimmt besonders normal üblich extra zusätzlich einzeln einzelne
  ~ große großer großes riesig kurz lang hoch niedrig früh spät später früher schnell langsam leicht schwierig einfach möglich unmöglich
  ~ echt wahr voll leer klar sicher gefährlich hübsch hässlich glücklich traurig vorsichtig
  ~ stunde stunden minute minuten moment gestern nacht vormittag nachmittag mittag her
  ~ oben unten ende mitte vorne hinten links rechts innen außen neben unter über zwischen zusammen auseinander
  ~ haus wohnung ort orte zimmer tisch schule büro arbeit stadt dorf straße welt land länder leben familie gruppe team mitglied zuhause
  ~ betrag summe anzahl hälfte paar dutzend einige mehrere genug maximal minimal mindestens höchstens meisten insgesamt
  ~ grund gründe ursache idee information informationen info infos detail beispiel rat hilfe tipp tipps möglichkeit möglichkeiten regel regeln bedingung bedingungen ablauf vorgehen
  ~ hand hände kopf auge augen fuß füße gesicht haar haare rücken körper
  ~ kunde kunden kundin käufer nutzer besucher gast gäste
  ~ hassen genießen sorgen sorge egal wichtig
  ~ bestellt bestelle bestellen eigentlich fast ungefähr circa
  = hallo hi hey moin servus grüß grüezi guten tag morgen abend liebe lieber danke dank bitte grüße gruß ok okay ja nein sorry tschüss
  = nehmt habt seid könnt wollt müsst dürft sollt gebt geht kommt macht tut lasst wisst findet sagt werdet würdet könntet hättet wärt kennt braucht möchtet mögt bin bist wäre hatte hatten war waren worden geworden
  = geben gibt gib gab kriegen kriege krieg kriegt bekommen bekomme bekommt gehen geht ging kommen komm kommt kam machen mache macht gemacht tun tut lassen lass lässt nehmen nehme nimmt legen
  = möchte möchten mag mögen will wollen wollte würde würden könnte könnten kann können darf dürfen dürfte muss müssen soll sollte sollen brauche brauchen braucht wünsche hätte hätten möglich
  = sagen sag sagt wissen weiß weiss fragen frage fragt erklären erklär verstehen verstehe zeigen zeig sehen sehe sieht schauen schau denken denke glaube meine heißt bedeutet wundern kennen kennt
  = wann wer wen wem wessen weshalb wieso warum woher wohin wofür womit wieviel wieviele viel viele
  = ding dinge sache sachen etwas was irgendwas irgendwie irgendwo jemand niemand alles nichts art weise fall
  = eigentlich vielleicht überhaupt wirklich gerade mal denn halt eben doch schon noch auch nur sehr mehr wenig ganz gar etwa ungefähr genau einfach sonst trotzdem immer nie oft manchmal wieder bald gleich direkt überall
  = jetzt nun heute aktuell hier da dort raus rein her hin rauf runter drin dran drauf dabei dazu damit dafür davon daran
  = pro beim vom zum zur ins ans fürs übers ums euch ihr euer eure eurem euren eurer hab habt habe andre andere anderen anderer
  = kaufen kaufe kauft gekauft verkaufen verkauft führen führt wohnen wohne wohnt leben lebe lebt habe haben sein bin
  = finden finde findet gefunden suchen benutzen benutze verwenden funktioniert passiert versuchen probieren anfangen beginnen eingegangen
  = leute person mensch menschen mann frau freund freundin mutter mama vater papa sohn tochter partner
  = gut gute guter gutes toll schön schlecht besser beste neu neue alt alte selber selbst
  preis preise kosten kostet koste gekostet euro gebühr gebühren < teuer günstig billig tarif
  lieferung lieferungen liefern liefert geliefert versand versenden versendet verschicken verschickt schicken schickt geschickt zustellung zustellen porto post dhl dpd paketdienst spedition
  lieferung liefern geliefert ankommen ankunft eintreffen eintrifft lieferzeit
  paket pakete päckchen sendung sendungen bestellung bestellungen bestellt lieferung
  rückgabe zurückgeben zurück retoure retouren rücksendung rücksendungen zurückschicken zurückzuschicken zurücksenden zurückgegeben widerruf widerrufen umtauschen
  rücksendung rückporto rückversand rücksendekosten porto
  erstattung erstatten erstattet rückerstattung geld zurückzahlen wiederbekommen zurückbekommen
  umtausch umtauschen umgetauscht tauschen tausche tauscht eintauschen wechseln ersetzen ersatz austauschen
  größe größen groß klein kleiner größer passt passen passend eng weit maße maß messen größentabelle konfektionsgröße
  zahlung zahlungen zahlen zahle zahlt bezahlen bezahle bezahlt zahlungsart zahlungsarten zahlungsmittel zahlungsweise kasse
  karte karten kreditkarte ec visa mastercard amex girocard
  kryptowährung kryptowährungen krypto bitcoin
  rate raten ratenzahlung klarna finanzierung
  rechnung rechnungen quittung beleg kassenbon kassenzettel bon
  akzeptieren annehmen nehmt
  gutschein gutscheine geschenkgutschein geschenkkarte gutscheincode code rabattcode
  geschenk geschenke schenken geschenkt beschenkt geburtstag weihnachten
  gültig gültigkeit verfällt verfallen < ablaufen abgelaufen einlösen
  einlösen eingelöst löse lösen < eingeben
  rabatt rabatte nachlass prozent reduziert angebot angebote aktion sonderangebot percent ermäßigung
  großhandel händler wiederverkäufer firmenkunden firma firmen menge mengenrabatt mitarbeiter unternehmen gewerbe
  laden läden geschäft geschäfte filiale filialen shop standort standorte verkaufsstelle
  geöffnet offen öffnet öffnen auf öffnungszeiten öffnungszeit geschlossen schließt schließen zu
  sonntag sonntags samstag samstags montag dienstag mittwoch donnerstag freitag wochenende feiertag feiertage werktag werktags
  telefon telefonnummer anrufen anruf rufen telefonisch telefonieren hotline nummer handynummer
  kontakt erreichen erreiche schreiben kundendienst kundenservice service support ansprechpartner
  mail email e nachricht
  beschwerde beschweren reklamation unzufrieden
  reparatur reparieren repariert reparaturen flicken geflickt ausbessern richten nähen kaputt stopfen gestopft werkstatt
  kaputt defekt defekte beschädigt schaden schäden fehler fehlerhaft mangel mängel gerissen reißt riss abgerissen gebrochen zerrissen
  loch löcher riss
  reißverschluss reißverschlüsse zipper
  naht nähte genäht nähen aufgegangen
  garantie gewährleistung garantiert abgedeckt haltbar
  waschen wäscht gewaschen wasche waschbar wäsche waschmaschine waschmittel maschine reinigen reinigung säubern sauber schleudern waschgang
  trocknen trocknet getrocknet trockner wäschetrockner lufttrocknen
  bügeln bügelt gebügelt bügeleisen glätten
  fleck flecken verfleckt verschmutzt schmutz dreck
  fett öl fettig
  eingelaufen einlaufen läuft eingegangen eingehen geschrumpft schrumpfen verfilzt klein
  pilling knötchen fusseln fusselt flusen knoten
  motte motten mottenlöcher
  kratzen kratzt kratzig juckt jucken weich
  riechen riecht geruch gerüche stinkt stinken lüften auslüften
  wasserdicht regen regenfest nass nässe wasserabweisend klatschnass durchnässt
  warm wärmt wärme kalt kühl
  pullover pulli pullis pullover strickpullover sweater strickjacke
  hose hosen jeans beinkleid
  hemd hemden bluse shirt
  jacke jacken mantel mäntel parka anorak
  socke socken strümpfe strumpf
  hausschuh hausschuhe pantoffeln pantoffel schuhe schuh latschen
  decke decken wolldecke plaid kuscheldecke
  handtuch handtücher geschirrtuch geschirrtücher
  bettwäsche bettbezug laken kissen kissenbezug bezug
  tasche taschen handtasche ledertasche rucksack umhängetasche
  laptop notebook computer rechner
  gürtel riemen
  unterwäsche unterhemd merinoshirt
  farbe farben farbig farbton
  material materialien stoff stoffe gewebe besteht zusammensetzung
  wolle wollen schurwolle merinowolle lammwolle merino
  leder rindsleder rindleder
  wachs wachsen gewachst nachwachsen einwachsen
  tier tiere schaf schafe rind rinder kuh kühe mulesing < tierwohl gequält tierschutz tierquälerei
  herkunft kommt stammt hergestellt herstellung produziert produktion gefertigt
  nachhaltig nachhaltigkeit umwelt ökologisch bio klima
  chemikalien chemie pfas schadstoffe giftig
  vegan vegetarisch
  verpackung verpackt karton plastik geschenkverpackung
  wiegen wiegt gewicht schwer leicht gramm kilo
  breit breite lang länge hoch höhe abmessung abmessungen maße tief tiefe
  taille taillenumfang bund bundweite hüfte
  brust brustumfang oberweite
  ärmel arm armlänge
  verfolgen verfolgung sendungsverfolgung sendungsnummer status wo bewegt hängt verschollen verloren
  verloren verlieren verlierst weg verschwunden
  zoll zölle einfuhr einfuhrsteuer verzollung
  steuer steuern mehrwertsteuer umsatzsteuer
  abholen abholung abhole selbstabholung
  packstation paketstation paketshop
  nachbar nachbarn ablageort
  express eilig schnell schneller expressversand
  ausland international europa weltweit
  stornieren storno stornierung abbestellen absagen
  konto kundenkonto anmelden passwort login
  datenschutz daten dsgvo personenbezogen
  löschen löschung gelöscht entfernen
  cookie cookies
  newsletter abonnieren abbestellen abmelden abo
  stelle stellen job jobs stellenangebot stellenangebote bewerben bewerbung bewerbungen sucht arbeiten arbeitsplatz einstellen karriere verkäufer
  lohn gehalt stunde verdienst verdienen verdient stundenlohn
  praktikum schulpraktikum praktikant ausbildung azubi auszubildende lehre
  hund hunde haustier haustiere
  barrierefrei barrierefreiheit rollstuhl stufe stufen rampe kinderwagen behindert
  parken parkplatz parkplätze parkhaus garage
  anfahrt bahnhof haltestelle straßenbahn < bahn tram
  toilette toiletten wc
  kind kinder baby babys kleinkind
  herren damen männer frauen unisex
  kürzen gekürzt kürzer ändern änderung änderungen änderungsschneiderei umnähen säumen
  prägung prägen geprägt gravur gravieren initialen buchstaben personalisieren monogramm
  balsam lederfett pflegemittel creme pflegen pflege
  allergie allergisch empfindlich haut
  jahr jahre jahren jährlich
  tag tage tagen woche wochen monat monate lange zeit frist dauer dauert
  schrank kleiderschrank aufbewahren lagern aufbewahrung
  bar bargeld scheck
  muster einzelstücke zweite b-ware
  impressum firma anschrift handelsregister
  adresse anschrift straße sitz
  kostenlos kostenfrei gratis umsonst frei
  umtausch umtauschen rückgabe < falsch irrtum versehen
  marke marken hersteller fremd
  weihnachten dezember feiertag < heiligabend silvester ostern
  scheitert fehlgeschlagen abgelehnt < abgebrochen klappt
  schimmel schimmelt stockflecken
  besticken bestickt sticken stickerei logo aufdruck bedrucken
  anleitung hinweise
  sohle sohlen einlegesohle
  ärmel bündchen ellenbogen
  knopf knöpfe
  schnalle gürtelschnalle
  kapuze
  bio zertifiziert zertifikat siegel
  pflegen pflege balsam einreiben < einfetten fetten eincremen imprägnieren
  chat maschine < roboter ki bot
  brand feuer ofen
  falten knitter knitterfalten knittern
  weichspüler
  bleiche bleichmittel chlor
  rotwein wein blut kaffee flecken
  recycling recycelt
  hotel hotels restaurant
  student studenten rabatt
  doppelt zweimal
  ausbildung < bildet ausbilden
  datenschutz < speichern speichert gespeichert
  belegschaft mitarbeiter < team angestellte
  urlaub urlaubstage
  bewerbung bewerben < lebenslauf anschreiben
  österreich österreichisch < wien salzburg graz
  deutschland deutsch < berlin münchen hamburg frankfurt köln
  schweiz schweizer < zürich genf bern
  frankreich französisch < paris lyon
  niederlande niederländisch holland < amsterdam rotterdam
  belgien belgisch < brüssel antwerpen
  dänemark dänisch < kopenhagen aarhus
  schweden schwedisch < stockholm göteborg malmö
  norwegen norwegisch < oslo bergen
  finnland finnisch < helsinki
  polen polnisch < warschau krakau
  tschechien tschechisch < prag
  italien italienisch < rom mailand
  spanien spanisch < madrid barcelona
  portugal portugiesisch < lissabon
  irland irisch < dublin
  königreich großbritannien england englisch < schottland london
  luxemburg luxemburgisch
  usa amerika vereinigte
  europa europäisch eu
$$);
drop function teach_everyday_words(text, text);

-- In the functions below `offset 0` keeps the planner from turning a look-up around: where most workspaces are
-- small it believes that all are, and would rather read everything that one of them has.

-- What a question's words stand for among an assistant's words of one language, each in three degrees: exactly
-- (the same stem, another ending), kin (the same meaning, a compound of it, a slip of the finger), in part (one
-- half of a compound). A rare word weighs more, and one that stands nowhere weighs most: it may be what the
-- question is about. `passages` is about how many passages the word leads to.
create function question_terms(space uuid, assistant uuid, tongue text, total int, question text)
  returns table (exact tsquery, kin tsquery, part tsquery, weight real, passages int)
  language plpgsql stable set search_path = atavus, pg_temp as $$
declare
  compounds boolean := tongue = any ('{da,de,fi,hu,nb,nl,nn,no,sv}');
begin
  return query
  with words as materialized (
    select l.lexeme as term from unnest(to_tsvector(search_grammar(tongue), plain_words(left(question, 2000)))) l
  ), terms as materialized (
    select row_number() over ()::int as i, w.term, length(w.term) as size,
      w.term !~ '^[0-9]' and length(w.term) > 3 as flexible
    from words w
    where w.term not in (
      select e.word from everyday_words e
      where e.language = tongue and e.meaning = '' and e.word = any (array(select w.term from words w))
    )
    order by length(w.term) desc
    limit 32
  ), forms as materialized (
    select t.i, t.size, t.term as form, t.size as n, 'whole' as side from terms t
    union all
    -- Beginnings and ends of the word; where words are not joined to compounds, only what an ending leaves.
    select t.i, t.size, left(t.term, n), n, case when t.size - n <= 2 then 'stem' else 'left' end
    from terms t, generate_series(case when compounds then 4 else greatest(4, t.size - 2) end, t.size - 1) n
    where t.flexible
    union all
    select t.i, t.size, right(t.term, n), n, 'right' from terms t, generate_series(4, t.size - 1) n
    where t.flexible and compounds
  ), taught as materialized (
    -- Form by form, since the planner cannot know how few they are.
    select e.word, e.meaning from (select distinct f.form from forms f) f cross join lateral (
      select * from everyday_words e where e.language = tongue and e.word = f.form offset 0
    ) e
  ), kindred as materialized (
    select e.word, e.meaning from everyday_words e
    where e.language = tongue and e.found
      and e.meaning = any (array(select distinct t.meaning from taught t where t.meaning not in ('', '~')))
  ), known as materialized (
    select w.word, w.passages from passage_words w
    where w.workspace_id = space and w.assistant_id = assistant and w.language = tongue
      and w.word = any (array(select f.form from forms f union select k.word from kindred k))
  ), pieces as materialized (
    select f.* from forms f
    where f.side <> 'whole' and f.form not in (select t.word from taught t where t.meaning in ('', '~'))
      and (f.form in (select k.word from known k) or f.form in (select t.word from taught t))
  ), readings as materialized (
    select f.i, f.form, 1.0 as worth from forms f where f.side = 'whole'
    union all
    -- A compound of two known words means both; one of which half is known may mean anything.
    select p.i, p.form, case
      when p.side = 'stem' then 0.9
      when exists (
        select from pieces o where o.i = p.i and o.side <> p.side and o.n + p.n between p.size - 3 and p.size
      ) then 0.75
      when p.side = 'right' or p.n > 4 then 0.5 end
    from pieces p
  ), alike as (
    select r.i, k.word, k.passages, r.worth from readings r join known k on k.word = r.form where r.worth > 0
    union all
    select r.i, k.word, k.passages, least(r.worth, 0.8)
    from readings r join taught t on t.word = r.form
      join kindred f on f.meaning = t.meaning join known k on k.word = f.word
    where r.worth > 0
    union all
    -- Words that begin with it, and compounds that end with it.
    select t.i, w.word, w.passages, case when length(w.word) - t.size <= 2 then 0.9 else 0.6 end
    from terms t cross join lateral (
      select w.word, w.passages from passage_words w
      where w.workspace_id = space and w.assistant_id = assistant and w.language = tongue
        and w.word > t.term and w.word < t.term || e'\U0010FFFF'
      offset 0
    ) w
    where t.flexible and (compounds or length(w.word) - t.size <= 2)
    union all
    select t.i, w.word, w.passages, 0.7
    from terms t cross join lateral (
      select w.* from passage_words w where w.assistant_id = assistant and w.word like '%_' || t.term offset 0
    ) w
    where t.flexible and compounds and w.workspace_id = space and w.language = tongue
  ), likes as materialized (
    select * from alike
  ), slips as (
    select t.i, w.word, w.passages, 0.7
    from terms t cross join lateral (
      select w.* from passage_words w where w.assistant_id = assistant and w.word % t.term offset 0
    ) w
    where t.flexible and t.size > 4 and t.i not in (select l.i from likes l)
      and w.workspace_id = space and w.language = tongue and similarity(w.word, t.term) >= 0.5
  ), best as (
    select a.i, max(a.passages) as passages, max(a.worth) as worth,
      '''' || replace(replace(a.word, '\', '\\'), '''', '''''') || '''' as word
    from (select * from likes union all select * from slips) a group by a.i, a.word
  ), found as (
    select b.i,
      string_agg(b.word, '|') filter (where b.worth >= 0.9)::tsquery as exact,
      string_agg(b.word, '|') filter (where b.worth >= 0.7 and b.worth < 0.9)::tsquery as kin,
      string_agg(b.word, '|') filter (where b.worth < 0.7)::tsquery as part,
      sum(b.passages) filter (where b.worth >= 0.9) as exactly,
      sum(b.passages) filter (where b.worth >= 0.7) as nearly,
      sum(b.passages) as anyhow
    from best b group by b.i
  )
  select f.exact, f.kin, f.part,
    (ln(1 + total / (coalesce(f.exactly, f.nearly, 0) + 0.5)) * case
      when t.term ~ '^[0-9]' then 0.3
      when coalesce(f.exactly, f.nearly) is null
        and exists (select from taught k where k.word = t.term and k.meaning = '~') then 0
      else 1 end)::real,
    least(coalesce(f.anyhow, 0), total)::int
  from terms t left join found f using (i);
end $$;

-- Passages of one language, best first, with their score: how much of the question's weight a passage covers,
-- and how densely and prominently. Looks at some hundreds of passages: where the words are common, first at those
-- that have all of them, then at those that have the rarest and another one, then at those of the rare ones.
create function rank_passages(space uuid, assistant uuid, tongue text, total int, question text, most int)
  returns table (passage uuid, score real)
  language plpgsql stable set search_path = atavus, pg_temp as $$
declare
  exacts  tsquery[];
  kins    tsquery[];
  parts   tsquery[];
  weights real[];
  whole   real;
  every   tsquery;
  looks   tsquery[];
  look    tsquery;
begin
  with terms as (
    select t.*, nullif(concat_ws('|', t.exact, t.kin, t.part), '') as anyhow,
      row_number() over common as place, sum(t.passages) over common as reach
    from question_terms(space, assistant, tongue, total, question) t
    window common as (order by t.passages = 0, t.passages, t.exact, t.kin, t.part rows unbounded preceding)
  )
  select array_agg(t.exact), array_agg(t.kin), array_agg(t.part), array_agg(t.weight), sum(t.weight),
    string_agg(t.anyhow, '|')::tsquery,
    case when max(t.reach) <= 400 then array[string_agg(t.anyhow, '|')::tsquery] else array[
      string_agg('(' || t.anyhow || ')', '&')::tsquery,
      min(t.anyhow) filter (where t.place = 1)::tsquery && string_agg(t.anyhow, '|') filter (where t.place > 1)::tsquery,
      string_agg(t.anyhow, '|') filter (where t.place = 1 or t.reach <= 400)::tsquery
    ] end
  into exacts, kins, parts, weights, whole, every, looks from terms t;
  if every is null then return; end if;
  foreach look in array array_remove(looks, null) loop
    return query
    with candidates as materialized (
      select p.id, p.search, (
        select sum(k.weight * case
          when p.search @@ k.exact then 1 when p.search @@ k.kin then 0.9 when p.search @@ k.part then 0.4 else 0 end)
        from unnest(weights, exacts, kins, parts) k (weight, exact, kin, part)
      ) / nullif(whole, 0) as covers
      from (select * from passages p where p.assistant_id = assistant and p.search @@ look offset 0) p
      where p.workspace_id = space and p.language = tongue
    ), promising as (
      select * from candidates c
      order by c.covers desc, ts_rank('{0.2, 0.2, 0.6, 1}', c.search, every) desc, c.id
      limit greatest(most, 32)
    )
    select c.id, (c.covers * (0.6 + 0.4 * ts_rank_cd('{0.2, 0.2, 0.6, 1}', c.search, every, 32)))::real
    from promising c
    order by 2 desc, 1
    limit most;
    if found then return; end if;
  end loop;
end $$;

-- The passages of one assistant that fit a question best, first the best. `lang` is the reader's language; what
-- is written in another is found too, and comes after what is as good in the reader's. Takes the workspace from
-- the handle; without one there are no rows. `score`: 0 to 1, comparable between questions.
create function search_passages(assistant uuid, question text, lang text, most int)
  returns table (id uuid, document uuid, title text, url text, heading text, body text, language text, score real)
  language plpgsql stable security definer set search_path = atavus, pg_temp
  -- Few rows by an index each time, whatever the planner believes about arrays.
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan set jit = off
  as $$
#variable_conflict use_column
declare
  space  uuid := current_workspace();
  own    text := split_part(lower(lang), '-', 1);
  tongue record;
  worth  real;
  ranked uuid[] := '{}';
  scores real[] := '{}';
begin
  for tongue in
    select w.language as name, w.passages as total from passage_words w
    where w.workspace_id = space and w.assistant_id = assistant and w.word = ''
    order by w.language <> own, w.language
  loop
    -- What fits well in the reader's own language is not looked for in the others, which cost as much again.
    exit when tongue.name <> own and scores[1] >= 0.5;
    worth := case when tongue.name = own then 1 else 0.9 end;
    select ranked || coalesce(array_agg(r.passage order by r.score desc, r.passage), '{}'),
      scores || coalesce(array_agg((r.score * worth)::real order by r.score desc, r.passage), '{}')
    into ranked, scores
    from rank_passages(space, assistant, tongue.name, tongue.total, question, most) r;
  end loop;
  return query
  select p.id, d.id, d.title, d.url, p.heading, p.body, d.language, r.score
  from (
    select u.passage, u.score from unnest(ranked, scores) u (passage, score) order by u.score desc, u.passage limit most
  ) r
  join passages p on p.workspace_id = space and p.id = r.passage
  join documents d on d.workspace_id = p.workspace_id and d.id = p.document_id
  order by r.score desc, p.id;
end $$;
grant execute on function search_passages(uuid, text, text, int) to atavus_app;
