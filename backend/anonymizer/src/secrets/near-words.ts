// What stands between the name of a password and the password, in the sentences in which people tell it.

/** What something else would be named, so that the word is not the password. */
export const other =
  /(?<!\p{L})(?:user\p{L}*|login|logged in as|log ?in as|accounts?|konto|compte|cuenta|conto|rekening|e-?mail|mail|order|bestell\p{L}*|commande|pedido|ordine|bestelling|ticket|case|ref\p{L}*|room|zimmer|chambre|habitación|camera|kamer|model\p{L}*|version|error|fehler|erreur|errore|fout|code|coupon|voucher|gutschein\p{L}*|promo\p{L}*|kunden?\p{L}*|customer|client\p{L}*|member\p{L}*|number|nummer|num[eéè]ro|número|nr|no|article|artikel\p{L}*|serial|serien\p{L}*|ssid|benutzer\p{L}*|usuario|utente|identifiant|utilisateur|gebruiker\p{L}*|pseudo|nick\p{L}*|handle|name|nombre|nome|naam|nom|booking|buchung|reserv\p{L}*|invoice|rechnung|facture|factura|fattura|factuur|tracking|id)(?: (?:is|was|ist|war|lautet|est|es|era|è|called|heißt|named))?[ :#="'(-]{1,4}$/u
export const whose =
  /(?<!\p{L})(?:for|of|from|für|fürs|von|vom|pour|para|per|voor|van|with|mit|avec|con|met|by|at|since|seit|depuis|desde|da|sinds|after|nach|après|on|like|wie) (?:(?:the|my|der|die|das|den|dem|meinem?|mon|mi|il|la|le|de|het|mijn) )?$/u
/** The words that lead to it: a verb, a mark, a second one after "and". */
export const lead =
  /(?:(?:^|[\s"'(,])(?:is|was|it's|its|ist|war|es|lautet|est|c'est|cest|était|c'était|era|è|e'|luidt|to|auf|en|a|à|in|zu|naar|op|par|por|con|as|als|comme|como|come|now|jetzt|and|und|et|y|und|or|oder|ou|of|tried|used|i\.?e\.?|namely|nämlich|simply|still|dat het|just) ?|[:=>("'→|/,-]\s?|=>\s?)["'(*`]{0,2}$/
export const few = /^["'`*]{0,2}(?: \p{L}[\p{L}'-]{0,14}){0,3} ["'(]{0,2}$/u
/** What a wrong password is said about is the password itself, not its owner. */
export const wrong =
  /(?:incorrect|wrong|invalid|falsch|ungültig|mauvais|incorrecta|errata|sbagliata|onjuist|verkeerd|fout wachtwoord)/
export const genitive = /(?:^| )(?:d[eu]|del|della|d')$/

/** A second one, right behind the first. */
export const chain =
  /^["')*]{0,2},? ?(?:and|und|et|y|e|en|or|oder|ou|o|of|then|dann|puis|luego|poi|dan|,|\/)(?: [\p{L}']{1,8})? ["']?$/u
export const told =
  /(?<!\p{L})(?:it's|it is|its|(?:one|old|first|oude|alte|ancien|antigua|vecchia|vieja|previous) (?:is|was|war|est|était|era|è)|always|use|used|using|try|tried|trying|typ|type|typed|typing|enter\p{L}*|put|input|es ist|war|immer|benutze|nehme|nutze|verwende\p{L}*|tippe|probiert|eingegeben|gebe|mit|c'est|c'était|était|tape|tapé|utilise|mis|mets|essayé|saisi[st]?|fue|era|uso|usé|usaba|pongo|puse|probé|meto|metí|inserisco|inserito|usato|provato|messo|metto|gebruik|gebruikte|typ|probeer|probeerde|vul|altijd|siempre|sempre|toujours|heb|ist|che è|que es) (?:immer |always |toujours |siempre |sempre |altijd )?["'(]?$/u
export const change =
  /(?:chang|set|reset|remis|restablec|zurück|reimpost|herstel|updat|switch|cambi|modifi|impost|mis |puse|wijzig|verander|zet|setz|stell|änder)[^\n.!?]{0,24} (?:to|auf|en|a|à|in|zu|naar|op|par|por|con) ["']?$/u
export const changing = / (?:to|auf|in|op|naar) ["']?$/
export const done = /^["']? (?:ge|um|ab|ver|zurück)[a-zäöü]{2,16}|^["']? (?:gezet|veranderd|gewijzigd)/
export const instead =
  /^["')]{0,2}(?: [\p{L}'-]{1,14}){0,4} (?:as|als|comme|como|come|instead of|statt|anstatt|au lieu de|en vez de|en lugar de|invece del(?:la)?|ipv|in plaats van) (?:[\p{L}'-]{1,10} ){0,2}$/u
export const same =
  /^["')]{0,2} ?(?:is|was|ist|war|est|était|c'est|c'était|es|era|è|as|als|comme|como|come|-|=|\() ?(?:[\p{L}'-]{1,14} ){0,4}$/u
