// What streets, flats and places look like in six languages: of the words that the server knows those that are met most.

/** Words that may begin with a capital. */
const either = (words: string) =>
  words.replace(/(?<![\\\p{L}])\p{Ll}/gu, sign => `[${sign}${sign.toUpperCase()}]`)

const joint = either(
  "(?:(?:de|del|della|dei|degli|delle|di|da|du|des|la|le|les|los|las|el|al|van|von|den|der|op|aan|of|sur|im|am) |(?:d|l|dell)')",
)
const big = `${joint}{0,3}(?:\\p{Lu}|\\d+(?:st|nd|rd|th|er?)|\\d{1,2} (?=\\p{Lu}))[\\p{L}.'-]*`
const name = `(?:${big}(?: ${big}){0,4}|${joint}{0,3}\\p{Ll}[\\p{L}'-]*(?: \\p{Ll}[\\p{L}'-]*){0,2})`
const kinds = either(
  'rue|ruelle|avenue|ave?|avda?|avenida|avinguda|boulevard|bl?d|chemin|place|plaza|pza|allée|impasse|quai|cours|route|square|passage|chaussée|sentier|montée|esplanade|promenade|villa|cité|résidence|calle|callejón|c/|carrer|paseo|passeig|camino|carretera|ctra|ronda|rambla|travesía|glorieta|urbanización|cuesta|via|viale|corso|piazza|piazzale|piazzetta|largo|vico|vicolo|strada|salita|contrada|località|borgo|riva|lung\\p{L}+|steenweg',
)
const endings = either(
  'str(?:\\.|a(?:ß|ss)e)?|gasse|allee|chaussee|weg|platz|damm|steig|pfad|ufer|markt|graben|gürtel|reihe|straat|steeg|laan|plein|gracht|kade|singel|burgwal|dijk|dreef|postfach|postbus|p\\.?O\\.? ?box|apartado|vía',
)
const lead = `(?:(?!${either('d(?:ie|er|en|em|as) ')})(?:\\p{Lu}[\\p{L}.'-]*|\\de|\\p{L}+(?:er|e|en)) ){0,2}`
const beside = either(
  '(?:am|an de.|im|in de.|auf de.|unter den|zum|zur|hinterm?|achter de|laan van|steenweg op)',
)

/** What stands before a number: "Calle Mayor ", "Mariahilfer Str. ", "An der Mühle ". */
export const ahead = new RegExp(
  `(?<!\\p{L})(?:(${kinds})(?:[. ]{1,2}|(?<=/))(${name})|(${lead}[\\p{L}.'-]*(?:${endings}))|${beside} (?:\\p{L}+ )?\\p{L}+)(?<! de),? (?:[Nn][.°ºr]\\.? ?)?$`,
  'u',
)
/** Words that tell of a street only with a capital of their own. */
export const shy = /^(?:via|pla[cz].|largo|cours|route|corso|strada|riva|pass.*|square|villa|cité|prom.*)$/
export const sureEnding =
  /\p{L}(?:stra(?:ß|ss)e|str\.?|gasse|straat|gracht|burgwal)$|^\P{Ll}.*(?:[ -][Ss]tr(?:\.|a(?:ß|ss)e)?|[Aa]llee|[ -]Gasse|weg|steeg|laan|plein|kade|\p{L}singel|\p{L}dreef|\p{L}dijk|Vía)$|^(?:Postf|Postb|P\.?O|Apart)/u
/** Any name, which only a postcode and a town behind it make a street. */
export const anyName = /(?<![\p{L}'-])(?:\p{Lu}[\p{L}'.-]+ ){1,3}$/u

const suffix = either(
  'street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|crescent|way|terrace|place|pl|square|gardens|grove|hill|park|row|walk|mews|rise|view|green|quays?|wharf|parade|boulevard|blvd|parkway|pkwy|circle|trail|highway|hwy|broadway',
)
/** What stands behind a number: " bis, rue des Lilas", " Maple Avenue". */
export const behind = new RegExp(
  `(?: (?:bis|ter|[a-dA-D])\\b)?(?:,? (?:${kinds})\\.? ${name}| (?:(?:${big} ){0,4}|(?:\\p{Ll}+ ){1,3})(?:${suffix})(?!\\p{L}))(?:\\.? (?:[NSEW][EW]?|[ns][ew])(?!\\p{L}))?`,
  'uy',
)
/** Of these the ones that are streets by themselves. */
export const sureKind = new RegExp(
  `\\p{Lu}\\S* (?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Crescent|Terrace|Close|Court|Ct|Way|Place|Square|Gardens|Grove|Mews|Walk|Boulevard|Blvd|Parkway|Pkwy)|^(?: \\p{L}{1,3})?,? (?:${kinds}).*\\p{Lu}`,
  'u',
)
export const unitBefore = /(?:[Ff]lat|[Aa]pt|[Uu]nit)\.? [\p{L}\d]{1,4},? $/u

export const houses =
  /(?<![\p{L}\d.,:/$€£#+-]|[$€£#+] )(?!(?:19|20)\d\d(?!\d))\d{1,5}(?: ?[a-zA-Z](?![\p{L}'])|-(?:hs|I+)| bis)?(?:[/-](?:\d{1,3}\p{L}?|\p{L})(?![\p{L}\d]))?(?![\p{L}\d%€$]|[.,:]\d| ?(?:€|euro|eur|uhr|uur|%|cm|km|min|wo|tag|dag|da[yg]))/gu
export const flats =
  /(?:,? ?(?:#|(?:apt|apartment|unit|suite|ste|flat|appt|bât|int|piso|bus|bte|top|etage)\.? ?)[\p{L}\d]{1,4}(?![\p{L}\d])|, ?\d{1,2}(?:º|ª|°|o|e|er) ?(?:étage|izq|dcha|[a-z](?!\p{L}))\.?)/uy

const label = '[ ,|-]{0,2}(?:\\n(?:[\\p{L}/ -]{2,20}: ?)?)?|[ ,|-]{1,3}'
const town = `(?:${joint}|${either('(?:san|santa|st|sankt|sint|saint|bad|new|port|fort)[. ]{1,2}')}|'s-)?\\p{L}[\\p{L}'-]+(?: ${joint}{1,3}\\p{Lu}[\\p{L}'-]+)?`
/** What goes on behind a street and its flat: "10115 Berlin", "1017 AB Amsterdam", "London NW1 6XE", "Fresno, CA 93798". */
export const places = new RegExp(
  `(?:${label})(?:(?:[A-Z]{1,2}-)?\\d{4,5}(?: ?[A-Za-z]{2}(?!\\p{L}))? ${town}(?: ?\\(\\p{Lu}{2}\\))?|` +
    `(?:\\p{L}[\\p{L}.'-]*,?[ \\n]){0,5}?(?:[A-Za-z]{1,2}\\d[A-Za-z\\d]? \\d(?![ap]m)[A-Za-z]{2}|[A-Za-z]\\d[\\dWw] ?(?=[A-Za-z]{0,3}\\d)[A-Za-z\\d]{4}|(?:[A-Z]{2}|(?<=, )[a-z]{2}),? \\d{5}(?:-\\d{4})?)(?![\\p{L}\\d]))`,
  'uy',
)
const ended = '(?= ?(?:[.,;?!)\\n]|$))'
/** A town without a postcode. */
export const towns = new RegExp(
  `(?:(?:, ?|,? - |,?\\n)(?=\\p{Lu})${town}(?!\\p{L}|[.:] ?\\d|:| \\d)| \\p{Lu}[\\p{L}'-]+${ended})`,
  'uy',
)
/** The same in a text without capitals. */
export const smallTowns = new RegExp(`, \\p{Ll}{3,}${ended}`, 'uy')

/** A field of a form that asks for a town. */
export const townFields =
  /(?<!\p{L})(?:plz|postleitzahl|post(?:al)? ?code|zip|cp|cap|ort|town|city|ville|ciudad|poblaci[oó]n|città|comune|woonplaats|plaats)[^:\n]{0,16}: ?/gu
