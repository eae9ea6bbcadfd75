const letter = 'a-z\\u00df-\\u00ff'

/** Names of a password that mean nothing else, also at the end of a longer word: `wlan-passwort`. */
const sure =
  'pass?words?|pass?w[oö]rd|passwrd|passwd|pass?wort|password[0-9]?|passphrase|passcode|kennwort|losungswort|netzwerkschl[uü]ssel|wlan-?schl[uü]ssel|' +
  "mots? ?de ?passe?|contrase[nñ]as?|wachtwo?o?r[dt](?:en)?|passwörter|kennwörter|parola d'ordine|passe-partout|frase de contrase[nñ]a"
/** Names that are also other words: they need a colon or a value that is no word. */
const short =
  'pass|pwd|pswd|psw|pw|pword|kw|mdp|clave|contra|parola (?:chiave|segreta)|ww|wpa2?[ -]?(?:key|psk)|(?:wifi|wi-fi|wlan)[ -]?(?:key|code|pass)|code (?:wifi|wi-fi|wlan|de la box)|cl[eé] (?:wifi|wi-fi|wpa|du wifi)|' +
  'chiave (?:wifi|wi-fi|wpa|del wifi)'

const qualifier =
  '(?: (?:par défaut|por defecto|di default|predeterminada|predefinita|by default|temporaire|temporaneo?a?|tijdelijk|antigua|vieja|nueva|actual|provisional|temporal|ancien|actuel|nouveau|provisoire|vecchia|nuova|attuale|provvisoria|wi-?fi|wlan|gmail|netflix|amazon|paypal|facebook|instagram|icloud|e-?mail|mail|pc|windows|admin|root|router|box))?' +
  "(?: (?:for|to|of|on|at|in|vom|von|für|fürs|zum|zur|beim|am|im|du|de|del|della|dello|dell|pour|para|per|voor|van|op|à|au|al|bei|meines|meiner|der|des|and|und|et|y|e|en)(?: [\\p{L}\\d.@'-]{1,24}){1,3}?)?"
const verb =
  "(?:'s(?= )| (?:is|was|ist|war|lautet|lautete|heißt|heisst|wäre|est|c'est|était|es|era|è|e'|luidt|used to be|are|were|sind|waren|son|sono|sont|zijn|will be|set to|changed to|geändert zu|geändert auf)(?![\\p{L}]))" +
  '(?: (?:now|currently|still|just|namely|literally|basically|actually|simplement|tout simplement|en fait|simplemente|literalmente|semplicemente|letteralmente|gewoon|eigenlijk|eigentlich|echt|jetzt|nun|aktuell|maintenant|ahora|ora|adesso|nu|folgendes|this|dieses|simply|einfach|wohl|also|this one|probably|always|immer|früher|toujours|siempre|sempre|altijd))? ?[:=]? ?'
const mark = ' {0,2}(?::=|=>|->|→|[:=])[*_]{0,2}\\s{0,2}'

/** A name, a way to the value, and where the value begins. The groups tell which of them stand there. */
export const passwordCue = new RegExp(
  `(?:(?<sure>${sure})|(?<![${letter}0-9_])(?<short>${short}))(?![${letter}])(?<id>[_\\w-]{0,16})["'*\`_\\]]{0,3}` +
    `(?:${qualifier}(?:(?<mark>${mark})|(?<verb>${verb}))|(?<bare>(?: (?:(?:del?|du|van|vom|of) (?:my |the |het |mijn )?)?(?:wi-?fi|wlan|router|box|netflix|gmail|provisoire|temporal|temporanea|temporaire))? ))`,
  'gu',
)

/** A name of a password alone, to look around it. */
export const passwordName = new RegExp(
  `(?:${sure}|(?<![${letter}0-9_])(?:pwd|pswd|psw|pw|pword|kw|mdp|ww|wifi[ -]?pass|(?:inlog|login|log-in|toegangs|access|zugangs|zutritts|geheim|anmelde) ?-?codes?|code (?:d'accès|secret)|(?:c[oó]digo|clave) (?:de acceso|secret[oa])|codice (?:di accesso|segreto)))(?![${letter}])`,
  'gu',
)
/** Names that are other words too: only right before the value, and at the start of what is said. */
export const shortName =
  /(?<=^|[\n,;|/.(] ?|(?<!\p{L})(?:my|the|mi|la|mon|le|mein|das|and|e|y|et|und|en|il|mijn|het|mia|old|new|wifi|this|with|con|avec|mit) )(?:pass|clave|contra|parola|key)(?=[ :=>-])/gu
/** A network and what opens it, right before the value. */
export const wifiName = new RegExp(
  `(?<![${letter}])(?:(?:(?:wi-?fi|wlan|hotspot|network)[ -]?(?:codes?|keys?|pass|schlüssel|sleutel)|code (?:du |de la )?(?:wi-?fi|wlan|box)|(?:c[oó]digo|clave|llave) (?:del? )?wi-?fi|(?:codice|chiave) (?:del? )?wi-?fi)(?: (?:is|ist|est|es|è|c'est|lautet))?[ :=]{1,3}|(?:wi-?fi|wlan|hotspot) ?[:=] ?)`,
  'gu',
)

/** Whose it is, before the name: then even a plain word after it is believed. */
export const owned =
  /(?<!\p{L})(?:my|mein|our|unser|mon|notre|mi|nuestra|la mia|il mio|mijn|mn|m'n|ons|dein|your)(?: [\p{L}\d'-]{1,20}){0,2} (?:\p{L}{2,16}-?)?$/u
export const known =
  /(?<!\p{L})(?:the|das|le|la|il|het)(?: [\p{L}\d'-]{1,20}){0,2} $|(?:default|standard|standaard|initial|start|master)[ -]?$/u
/** What is not the password itself, but deals with passwords. */
export const dealing =
  /(?<!\p{L})(?:manager|gestionnaire|gestor|gestore|beheerder|generator|campo|champ|feld|field|link|lien|enlace|pagina|page|página|política|politique|regole|règles)(?: [\p{L}']{1,14}){0,3} $/u
