const letter = 'a-z\\u00df-\\u00ff'

/** Names of a password that mean nothing else, also at the end of a longer word: `wlan-passwort`. */
const sure =
  'pass?words?|pass?w[oö]rd|passwrd|passwd|pass?wort|password[0-9]?|passphrase|passcode|kennwort|losungswort|netzwerkschl[uü]ssel|wlan-?schl[uü]ssel|' +
  "mot ?de ?passe|contrase[nñ]a|wachtwo?o?rd|parola d'ordine|passe-partout"
/** Names that are also other words: they need a colon or a value that is no word. */
const short =
  'pass|pwd|pswd|psw|pw|pword|kw|mdp|clave|contra|parola (?:chiave|segreta)|ww|wpa2?[ -]?(?:key|psk)|(?:wifi|wi-fi|wlan)[ -]?(?:key|code|pass)|code (?:wifi|wi-fi|wlan|de la box)|cl[eé] (?:wifi|wi-fi|wpa|du wifi)|' +
  'chiave (?:wifi|wi-fi|wpa|del wifi)'

const qualifier =
  '(?: (?:antigua|vieja|nueva|actual|provisional|temporal|ancien|actuel|nouveau|provisoire|vecchia|nuova|attuale|provvisoria|wi-?fi|wlan|gmail|netflix|amazon|paypal|facebook|instagram|icloud|e-?mail|mail|pc|windows|admin|root|router|box))?' +
  "(?: (?:for|to|of|on|at|in|vom|von|für|fürs|zum|zur|beim|am|im|du|de|del|della|dello|dell|pour|para|per|voor|van|op|à|au|al|bei|meines|meiner|der|des|and|und|et|y|e|en)(?: [\\p{L}\\d.@'-]{1,24}){1,3}?)?"
const verb =
  " (?:is|was|ist|war|lautet|lautete|heißt|heisst|wäre|est|c'est|était|es|era|è|e'|luidt|used to be|are|were|sind|waren|son|sono|sont|zijn|will be|set to|changed to|geändert zu|geändert auf)(?![\\p{L}])" +
  '(?: (?:now|currently|still|jetzt|nun|aktuell|maintenant|ahora|ora|adesso|nu|folgendes|this|dieses|simply|einfach|wohl|also|this one|probably|always|immer|früher|toujours|siempre|sempre|altijd))? ?[:=]? ?'
const mark = ' {0,2}(?::=|=>|->|→|[:=])[*_]{0,2}\\s{0,2}'

/** A name, a way to the value, and where the value begins. The groups tell which of them stand there. */
export const passwordCue = new RegExp(
  `(?:(?<sure>${sure})|(?<![${letter}0-9_])(?<short>${short}))(?![${letter}])(?<id>[_\\w-]{0,16})["'*\`_\\]]{0,3}` +
    `(?:${qualifier}(?:(?<mark>${mark})|(?<verb>${verb}))|(?<bare> ))`,
  'gu',
)

/** Whose it is, before the name: then even a plain word after it is believed. */
export const owned =
  /(?<!\p{L})(?:my|mein|our|unser|mon|notre|mi|nuestra|la mia|il mio|mijn|ons|dein|your)(?: [\p{L}\d'-]{1,20}){0,2} $/u
export const known = /(?<!\p{L})(?:the|das|le|la|il|het)(?: [\p{L}\d'-]{1,20}){0,2} $/u
