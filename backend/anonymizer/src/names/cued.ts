import { anyWord, family, firm, given, plain, sure, thing, wordIn } from '../lexicon/bits.ts'
import { afterField, afterLabel, afterPart } from './fields.ts'
import { afterClosing, afterGreeting } from './letters.ts'
import { announces, endsClause, type Name, nameFrom, type Rule } from './name.ts'
import { isCapital, isGerman, isInitial, isUnknown, isWord } from './parts.ts'
import { announcers, type Match } from './phrases.ts'
import type { Reading } from './reading.ts'
import { afterTitle, afterWeakTitle, isTitle } from './titles.ts'

/** What may stand between a cue and its name, and what is made of the words after it. */
const rules: Record<string, { gap: RegExp; take: Rule }> = {
  self: { gap: /^(?:'s)?[ :,"'*_(-]{1,4}$/, take: afterSelf },
  called: { gap: /^[ :"'*_(]{1,3}$/, take: afterCalled },
  am: { gap: /^(?:'s)?[ ,:"'*_(-]{1,3}$/, take: afterAm },
  kin: { gap: /^[ ,:"'*_(.-]{1,3}$/, take: afterKin },
  care: { gap: /^\.?:? ?$/, take: afterKin },
  title: { gap: /^(?:\.?[ *_]{0,2}|:? )$/, take: afterTitle },
  weak: { gap: /^(?:\. ?| )$/, take: afterWeakTitle },
  greet: { gap: /^[ ,]{1,2}$/, take: afterGreeting },
  close: { gap: /^[ \t,.!*_:;-]{0,4}(?:\r?\n[ \t*_-]{0,4}){0,3}$/, take: afterClosing },
  part: { gap: /^ $/, take: afterPart },
  label: { gap: /^["'*_ ]{0,3}[:=|\t]["'*_ |\t]{0,16}$/, take: afterLabel },
  field: {
    gap: /^["'*_ .]{0,3}(?:\([a-z]{1,3}\))?[:=|\t]["'*_ |\t]{0,16}(?:\r?\n["'*_ ]{0,3})?$/,
    take: afterField,
  },
}

/** The names that words beside them announce. */
export function cuedNames(reading: Reading): Name[] {
  const names: Name[] = []
  for (const cue of reading.matches) {
    const name = afterCue(reading, cue)
    if (name) names.push(name)
  }
  return names
}

function afterCue(reading: Reading, cue: Match): Name | undefined {
  const rule = rules[cue.kind]
  const last = reading.words[cue.to - 1]
  const next = reading.words[cue.to]
  if (!rule || !last || !next || next.start - last.end > 24 || reading.bound[cue.to]) return undefined
  if (!rule.gap.test(reading.scan.text.slice(last.end, next.start))) return undefined
  return rule.take(reading, cue.to, cue)
}

/** "my name is": whatever follows, if it is not an ordinary word. */
function afterSelf(reading: Reading, at: number): Name | undefined {
  const start = skipArticle(reading, at)
  if (isTitle(reading, start)) return undefined
  return announces(reading, start) ? nameFrom(reading, start, true, 0.85) : undefined
}

/** "is called", "heißt": of things as well, so that in lower case the name must be known. */
function afterCalled(reading: Reading, at: number): Name | undefined {
  const bits = reading.bits[at] ?? 0
  const whole = nameFrom(reading, at, false, 0.75)
  if (!isCapital(reading, at))
    return bits & given && !isWord(reading, at) && !(bits & thing) ? whole : undefined
  const borne = bits & given || (whole.to > at + 1 && (reading.bits[whole.to - 1] ?? 0) & family)
  return borne && announces(reading, at) ? whole : undefined
}

/** "I'm", "soy", "hier ist": a name that is known, or one with a capital where capitals are for names. */
function afterAm(reading: Reading, at: number, cue: Match): Name | undefined {
  const start = skipArticle(reading, at)
  const word = reading.words[start]
  if (!word || word.digit || !fits(reading, cue)) return undefined
  const bits = reading.bits[start] ?? 0
  if (bits & thing && !(bits & sure && bits & given && !isWord(reading, start))) return undefined
  const whole = nameFrom(reading, start, false, 0.75)
  if (!isCapital(reading, start)) {
    const wider = nameFrom(reading, start, true, 0.75)
    const greeted = reading.words[cue.from]?.first || announcers.has(reading.keys[cue.from - 1] ?? '')
    const closed = reading.scan.text.charAt(reading.words[wider.to - 1]?.end ?? 0) === ','
    if (!(bits & sure) || (isWord(reading, start) && !(greeted && closed))) return undefined
    return endsClause(reading, wider.to) ? wider : whole
  }
  if (bits & given) return !isWord(reading, start) || bits & sure || whole.to > start + 1 ? whole : undefined
  if (isUnknown(reading, start))
    return isClear(reading, start, cue) || whole.to > start + 1 ? whole : undefined
  return bits & firm && !(bits & anyWord) ? whole : undefined
}

/** "im" is "I am" in English, and "in the" in German; "met Anna" answers the phone at the beginning. */
function fits(reading: Reading, cue: Match): boolean {
  if (cue.to - cue.from > 1) return true
  if (prepositions.has(reading.keys[cue.from] ?? '')) return reading.words[cue.from]?.first === true
  if (reading.keys[cue.from] !== 'im') return true
  return ((reading.tongues[cue.from] ?? 0) & (wordIn.en | wordIn.de)) === wordIn.en
}

/** A single word that nobody knows is a name after "I'm" or "my son", but not after "client", nor in German. */
function isClear(reading: Reading, at: number, cue: Match): boolean {
  return (
    !isGerman(reading, at) &&
    (cue.to > cue.from + 1 || reading.keys[cue.from] === 'soy' || cue.kind === 'care')
  )
}

/** "my husband", "mit … gesprochen". */
function afterKin(reading: Reading, at: number, cue: Match): Name | undefined {
  const word = reading.words[at]
  if (!word || word.digit || isTitle(reading, at) || isInitial(reading, at)) return undefined
  const bits = reading.bits[at] ?? 0
  const whole = nameFrom(reading, at, false, 0.75)
  const owned = owners.has(reading.keys[cue.from] ?? '')
  if (!isCapital(reading, at)) {
    const wider = nameFrom(reading, at, true, 0.75)
    const apart = wider.to > at + 1 && endsClause(reading, wider.to)
    if (bits & thing) return owned && bits & sure && !isWord(reading, at) ? whole : undefined
    if (!(bits & sure)) return owned && bits & given && apart && !isWord(reading, at) ? wider : undefined
    if (isWord(reading, at) && !(bits & plain)) return undefined
    return apart ? wider : whole
  }
  if (bits & thing) {
    const meant =
      (owned && bits & given) ||
      (bits & (bits & given && !isWord(reading, at) ? firm | sure : firm) &&
        cue.to > cue.from + 1 &&
        !isBound(reading, cue))
    return meant || (bits & given && whole.to > at + 1) ? whole : undefined
  }
  if (bits & given) return !isWord(reading, at) || bits & (sure | firm) ? whole : undefined
  if (bits & family) {
    if (bits & firm && cue.to > cue.from + 1 && !isGerman(reading, at) && !isBound(reading, cue)) return whole
    const fit = bits & firm || whole.to > at + 1 || (!isGerman(reading, at) && endsClause(reading, whole.to))
    return fit && !isWord(reading, at) ? whole : undefined
  }
  if (isUnknown(reading, at)) return isClear(reading, at, cue) || whole.to > at + 1 ? whole : undefined
  return undefined
}

/** "delivered to" may lead to a town. */
function isBound(reading: Reading, cue: Match): boolean {
  return senders.has(reading.keys[cue.from] ?? '')
}
const senders = new Set(
  'deliver delivered geliefert livre entregar entregado consegnare consegnato bezorgd bezorgen enviado saluti saludos recuerdos grusse gruss groetjes regards greetings'.split(
    ' ',
  ),
)
const owners = new Set(
  'my our his her mein meine meiner meinem meinen unser unsere seine ihr ihre dein deine ma mon notre sa son mi mis su nuestro nuestra mia mio nostro nostra il la mijn onze haar zijn'.split(
    ' ',
  ),
)

function skipArticle(reading: Reading, at: number): number {
  return articles.has(reading.keys[at] ?? '') && reading.words[at + 1]?.tie === ' ' ? at + 1 : at
}
const prepositions = new Set(['met', 'hier', 'qui', 'ici', 'aqui'])
const articles = new Set(['der', 'die', 'the', 'de', 'il', 'la', 'el', 'le'])
