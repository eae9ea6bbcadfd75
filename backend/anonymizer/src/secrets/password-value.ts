import { withoutTail } from '../tail.ts'
import { isSaying } from './everyday.ts'
import { isStandIn } from './stand-ins.ts'

/** How the name of a password leads to its value. */
export interface Lead {
  /** By a colon, by a verb, or by nothing but a space. */
  way: 'mark' | 'verb' | 'bare'
  name: string
  /** The name means nothing else. */
  sure: boolean
  /** The name is said to be somebody's: "my password". */
  owned: boolean
  /** A name to log in with stands before it. */
  login: boolean
  /** Or it is known which one is meant: "the password". */
  known: boolean
}

/** In quotation marks what stands between them, else what stands together, without the sentence's punctuation. */
export function valueAt(text: string, from: number): [number, number] | undefined {
  const quoted = /^[*_]{0,2}(["'`])([^"'`\n]{3,64})\1/.exec(text.slice(from, from + 70))
  if (quoted) return [from + quoted[0].length - 1 - (quoted[2] ?? '').length, from + quoted[0].length - 1]
  const opened = /^[("'`*_]{0,3}/.exec(text.slice(from, from + 3))?.[0].length ?? 0
  const start = from + opened
  const run = /^\S{1,72}/.exec(text.slice(start, start + 72))?.[0] ?? ''
  // A value may stand in a table, before markup, or in a string with line breaks of its own.
  const cut = run.search(/\\[rn]|(?<=\S)[|<]/)
  const value = withSign(text, start, withoutTail(cut < 0 ? run : run.slice(0, cut), '.,;:?"\'`)]}*'))
  const tail =
    /^\p{L}\p{Ll}{3,}$/u.test(value) && text[from - 1] !== '\n'
      ? /^ \d{1,6}(?=[\s,;!?]|$)/.exec(text.slice(start + value.length, start + value.length + 9))
      : null
  return value.length > 2 ? [start, start + value.length + (tail?.[0].length ?? 0)] : undefined
}

/** A question mark amid a sentence or before a new line is rather a sign of the password. */
function withSign(text: string, start: number, value: string): string {
  const rest = text.slice(start + value.length, start + value.length + 4)
  return /[\d!#$]$/.test(value) && /^\?(?: \p{Ll}|\n)/u.test(rest) ? `${value}?` : value
}

const symbol = /[!@#$%^&+=~§€]/
const sizes =
  /^ ?(?:-| |bis|to|à|a)?(?:characters?|chars?|zeichen|stellen|caract|caratt|tekens|digits?|ziffern|letters|buchstaben|days|tage|jours|días|giorni|dagen|mal|times)/
const closing =
  /^["'`)\]}*!?.,;]{0,3}(?:\s*(?:$|\n)|[ ]?(?:[,;|/·-]|(?:and|und|et|y|e|en|user|username|login|benutzer|thanks|danke|merci|gracias|grazie|bedankt|bitte|please)(?![\p{L}])))/u
const never = /^(?:https?:|www\.)|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^(?:~|\.{1,2})?\/\w/
const ordinal = /^\d+(?:st|nd|rd|th|x|\.)$/
const nameAlone = /^(?:pwd|pswd|psw|pw|kw|mdp|ww)$/

/** Is this a password, and not the rest of a sentence about passwords? */
export function believed(text: string, lower: string, start: number, end: number, lead: Lead): boolean {
  const value = text.slice(start, end)
  const small = lower.slice(start, end)
  if (!/[\p{L}\d]/u.test(value) || isStandIn(value) || isSaying(small) || never.test(small)) return false
  if (sizes.test(lower.slice(end, end + 14))) return false
  if (lead.way === 'bare' && !lead.sure && /\s/.test(value)) return false
  if (isLively(value))
    return value.length >= 4 && !ordinal.test(small) && (lead.way !== 'bare' || followsAlone(value, lead))
  if (/^[\d-]+$/.test(value)) return isDigits(value, lead)
  const quoted = /["'`]/.test(text.charAt(start - 1)) && text[start - 1] === text[end]
  const rest = lower.slice(end, end + 24)
  if (lead.way === 'bare') return (quoted && lead.sure) || (isPlain(value) && isWordAlone(small, rest, lead))
  if (quoted) return lead.sure || !/\s/.test(value)
  if (/\p{Ll}\p{Lu}/u.test(value) && value.length >= 6) return true
  if (lead.way === 'verb' && isState(small)) return false
  const told =
    lead.login ||
    ((lead.sure || nameAlone.test(lead.name) || lead.name === 'clave') && lead.owned) ||
    (lead.sure && (lead.owned || (lead.known && /^["'.!]{0,3}\s*(?:$|\n)/.test(rest))))
  return isPlain(value) && closing.test(rest) && (lead.way === 'mark' || told)
}

const isPlain = (value: string) => /^[\p{L}_.-]{4,}$/u.test(value)

/** The rest of a sentence that says how it fares: then the word before is the password itself. */
const refused =
  /^["']? (?:not |doe?s ?n[o']?t|isn'?t|won'?t|didn'?t|never |is not|stopped|rejected|refused|wird |wurde |geht |ging |funktioniert |klappt |stimmt |ne |n'est|refus|rejet|marche pas|no |ya no|rechaz|non |rifiut|va |werkt |doet |wordt |geweiger|pakt |lukt )/
const born = /^["']? (?:born|dob|geb|né|nacid|nat[oa] |birth)/
/** Nouns that make a compound with "password". */
const compound =
  /^(?:re-?set|recovery|page|field|form|link|mail|e-?mail|change|changes|login|prompt|hint|update|requirements?|rules?|check|screen|box|option|settings?|feature|input|request|error|button|dialog|expiry|strength|generator|verification|entry|protection|sharing|rotation|autofill|storage|sync|combination|thing|stuff|eingabe|änderung|feld|abfrage|vergabe|zurücksetzung|regeln?|speicherung|formular|seite|anfrage|oublie|veld|herstel|pagina|reimpostazione|recupero|campo|wifi|wlan|facebook|google|gmail|netflix|amazon|instagram|paypal|apple|icloud|microsoft|windows|outlook|steam|spotify|again|anymore|mehr|correctly)$/

function isWordAlone(small: string, rest: string, lead: Lead): boolean {
  if (
    compound.test(small) ||
    isState(small) ||
    /(?:[elr]n|[aei]r|[aei]re|aan|ieren)$/.test(small) ||
    !(lead.sure || nameAlone.test(lead.name))
  )
    return false
  if (refused.test(rest) || (lead.login && (closing.test(rest) || born.test(rest)))) return true
  return nameAlone.test(lead.name) && /^["'.!]{0,2}\s*(?:$|\n)/.test(rest)
}

/** What has been done with it, or how it is: not what it is. */
function isState(small: string): boolean {
  return /(?:[^aeiou]ed|ing|able|ible|less|(?:^ge|^ver|^be|^ab|^zu|^an|^auf|^ein|^un).{2,}(?:t|en|d)|[^f]é|ée|és|[aiu]d[oa]s?|[au]t[oa]|it[oa]|uot[oa]|bar|lich|haft|los|ig)$/.test(
    small,
  )
}

/** No word of any language: digits or signs among its letters. */
export function isLively(value: string): boolean {
  if (/\d/.test(value)) return /\p{L}|[^\p{L}\d.,:/-]/u.test(value)
  return symbol.test(value.slice(0, -1)) || /[!$]$/.test(value)
}

/** With nothing between name and value: `pw hunter2`, but not `pass --enable-x`. */
function followsAlone(value: string, { name, sure }: Lead): boolean {
  return (sure || nameAlone.test(name)) && !/^-|\/|\p{L}\d+\.\d/u.test(value)
}

function isDigits(value: string, { way, sure }: Lead): boolean {
  if (value.includes('-')) return value.length >= 8 && way !== 'bare' && sure
  if (way !== 'bare') return value.length >= 3 && (sure || way === 'mark' || !/^(?:19|20)\d\d$/.test(value))
  return sure && value.length >= 4 && value.length <= 12 && !/^(?:19|20)\d\d$/.test(value)
}
