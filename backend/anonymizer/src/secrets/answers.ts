import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { isEveryday } from './everyday.ts'

const mark = "(?: {0,2}(?::=|->|[:=])\\s{0,2}| (?:is|was|ist|lautet|war|est|c'est|es|è|luidt)(?: ?:)? )"
const question =
  'security answer|secret answer|answer to (?:(?:my|the|your) )?(?:security|secret) question|sicherheitsantwort|antwort auf (?:(?:die|meine|deine) )?(?:sicherheits|geheim)frage|' +
  'réponse (?:secrète|de sécurité|à (?:ma|la) question (?:secrète|de sécurité))|respuesta (?:secreta|de seguridad|a (?:mi|la) pregunta (?:secreta|de seguridad))|' +
  'risposta (?:segreta|di sicurezza|alla domanda (?:segreta|di sicurezza))|(?:geheim|beveiligings|veiligheids)[ -]?antwoord|antwoord op (?:de|mijn) (?:geheime |beveiligings|veiligheids)vraag'
const asked =
  /(?<!\p{L})(?:security question|secret question|sicherheitsfrage|geheimfrage|question (?:secrète|de sécurité)|pregunta (?:secreta|de seguridad)|domanda (?:segreta|di sicurezza)|(?:geheime |beveiligings|veiligheids)vraag)[^\n.!?]{0,48}?[ ,;(-](?:answer|antwort|r[eé]ponse|respuesta|risposta|antwoord)(?: ?[:=-]{1,2} ?| (?:is |was |ist |war |est |es |è )?)["'*]{0,2}([^\s"'.,;!?\n]{2,32})(?=["'*.,;!?)]|\s*$| \p{L})/gu
const phrase =
  'passphrase|pass phrase|seed(?:[ -]?phrase)?|recovery phrase|secret (?:recovery )?phrase|mnemonic phrase|backup phrase|seed ?words|wiederherstellungs(?:phrase|wörter)|' +
  'phrase (?:de récupération|secrète|de passe)|frase (?:de contrase[nñ]a|semilla|de recuperaci[oó]n|secreta|di recupero|segreta)|herstel(?:zin|woorden)|wachtzin'
const answer = new RegExp(
  `(?<![\\p{L}])(?:${question})${mark}["'*]{0,2}([^\\s"'.,;!?\\n][^"'.,;!?\\n]{1,47})`,
  'gu',
)
const sentence = new RegExp(
  `(?<![\\p{L}])(?:${phrase})${mark}["'*\`]{0,2}(\\p{L}{2,16}(?:[ -]\\p{L}{2,16}){2,23})(?!\\p{L})`,
  'gu',
)

/** One of these must stand somewhere: most texts are done with at once. */
const hint =
  /answer|antwort|r[ée]ponse|respuesta|risposta|antwoord|phrase|seed|mnemonic|wiederherstellungs|frase|herstel|wachtzin/

/** Answers to security questions, and passwords of several words. */
export function answers({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  if (!hint.test(lower)) return found
  for (const match of matches(lower, answer)) {
    const words = (match[1] ?? '').trimEnd().split(' ')
    if (words.length > 5 || isEveryday(words[0] ?? '')) continue
    add(found, match, words.join(' ').length)
  }
  for (const match of matches(lower, asked))
    if (!isEveryday(match[1] ?? '')) add(found, match, (match[1] ?? '').length)
  for (const match of matches(lower, sentence)) {
    const words = (match[1] ?? '').split(/[ -]/)
    const everyday = words.filter(isEveryday).length
    const end = match.index + match[0].length
    if (everyday * 3 >= words.length || !closed(text, end, words.length)) continue
    if (!alike(text.slice(end - (match[1] ?? '').length, end))) continue
    add(found, match, (match[1] ?? '').length)
  }
  return found
}

/** The words end a line or a sentence, or are the twelve or more of a wallet. */
function closed(text: string, end: number, count: number): boolean {
  return count >= 12 || /^["'*`.,;!?)\]]{0,3}\s*(?:$|\n)|^["'`.,;!?)]/.test(text.slice(end, end + 8))
}

/** All in small letters, or each with a capital: in a sentence only the first would have one. */
function alike(phrase: string): boolean {
  return !/\p{Lu}/u.test(phrase) || !/[ -]\p{Ll}/u.test(phrase)
}

function add(found: Finding[], match: RegExpExecArray, length: number): void {
  const start = match.index + match[0].length - (match[1] ?? '').length
  found.push({ kind: 'password', scheme: 'phrase', start, end: start + length, weight: 0.8 })
}
