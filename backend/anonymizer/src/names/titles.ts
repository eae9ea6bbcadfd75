import { anyWord, family, firm, given, plain, sure, thing, trade, wordIn } from '../lexicon/bits.ts'
import { leadsToFamily, type Name, nameFrom } from './name.ts'
import { isCapital, isGerman, isInitial, isParticle, isUnknown, isWord } from './parts.ts'
import { type Match, titles } from './phrases.ts'
import type { Reading } from './reading.ts'

/** Titles that are ordinary words, too. */
const soft = new Set(
  'sir lady lord baron freiherr freifrau jonkheer jonkvrouw donna dame father sister uncle aunt auntie onkel tante tonton tata oncle tio tia zio zia oom oma opa omi opi nonna nonno abuela abuelo yaya yayo nana granny grandma grandpa mamie papi papy captain sergeant officer inspector judge nurse schwester pfleger hauptmann pfarrer pere frere soeur suor padre fra meester don ra rag lic mag mister heer professeur hr doctor docteur'.split(
    ' ',
  ),
)

/** Titles that are nothing else. */
const clear = new Set(
  'mr mrs ms mx dr herr herrn mme mlle monsieur sr sra srta dhr mevr meneer mevrouw senor senora signora madame signor sig dott avv'.split(
    ' ',
  ),
)

/** What is said after a title instead of a name. */
const offices = new Set(
  'president director manager chairman speaker minister mayor ambassador professor doctor officer judge presidente presidenta direttore direttrice ministro sindaco directeur directrice ministre maire juge prefet direktor direktorin ministerin burgermeister burgermeisterin kollege kollegin nachbar nachbarin richter richterin pfarrer doktor ober gott president voorzitter burgemeester directrice alcalde alcaldesa juez jueza cliente client klant kunde kundin right wrong perfect'.split(
    ' ',
  ),
)

export function isTitle(reading: Reading, at: number): boolean {
  const key = reading.keys[at] ?? ''
  return titles.has(key) && !soft.has(key)
}

/** "Mamie Jo": a word of respect before a name. */
export function isRespect(reading: Reading, at: number): boolean {
  return (
    titles.has(reading.keys[at] ?? '') && isCapital(reading, at + 1) && reading.words[at + 1]?.tie === ' '
  )
}

/** "Mr", "Frau Dr.": anything with a capital; in lower case a family name, or a word that nobody knows. */
export function afterTitle(reading: Reading, at: number, cue: Match): Name | undefined {
  const word = reading.words[at]
  const key = reading.keys[cue.from] ?? ''
  if (!word || word.digit || isTitle(reading, at)) return undefined
  if (key === 'ms' && reading.words[cue.from]?.shout && !word.shout) return undefined
  if (isParticle(reading, at))
    return leadsToFamily(reading, at, true) ? nameFrom(reading, at, true, 0.85) : undefined
  if (reading.keys[at] === 'ober') return undefined
  if (!isCapital(reading, at)) return inSmall(reading, at, key)
  if (isInitial(reading, at)) {
    const whole = nameFrom(reading, at, false, 0.8)
    return whole.to > at + 1 ? whole : undefined
  }
  const bits = reading.bits[at] ?? 0
  if (healers.has(key) && !isGerman(reading, at) && isUnknown(reading, at) && !word.shout)
    return nameFrom(reading, at, false, 0.75)
  if (soft.has(key) && (!(bits & (given | family)) || (isWord(reading, at) && !(bits & (sure | firm)))))
    return undefined
  if (bits & (given | family) || isUnknown(reading, at)) return nameFrom(reading, at, false, 0.85)
  if (isGerman(reading, at) || offices.has(reading.keys[at] ?? '')) return undefined
  return bits & thing ? undefined : nameFrom(reading, at, false, 0.75)
}

/** Who is called by title and name in lower case as well. */
const healers = new Set(
  'doctor docteur doctora profesor profesora professore dokter doktor dottore dottor dottoressa dra dott frau familie famille familia famiglia fam mevrouw professor professeur prof'.split(
    ' ',
  ),
)

function inSmall(reading: Reading, at: number, key: string): Name | undefined {
  const bits = reading.bits[at] ?? 0
  if (isParticle(reading, at)) return undefined
  if (
    healers.has(key) &&
    !isWord(reading, at) &&
    !(bits & (anyWord | thing)) &&
    (bits & family || isUnknown(reading, at))
  )
    return nameFrom(reading, at, !(bits & family), 0.75)
  if (soft.has(key)) return bits & plain ? nameFrom(reading, at, false, 0.7) : undefined
  if (bits & thing && !(bits & firm)) return undefined
  const known =
    bits & (given | family) && (!isWord(reading, at) || bits & (trade | sure) || reading.loud[at] === 1)
  const stranger = clear.has(key) && isUnknown(reading, at)
  return known || stranger ? nameFrom(reading, at, false, 0.75) : undefined
}

/** "M. Dupont", "D. Juan", "Ing. Bianchi": short enough to be something else. */
export function afterWeakTitle(reading: Reading, at: number, cue: Match): Name | undefined {
  const title = reading.words[cue.from]
  const key = reading.keys[cue.from] ?? ''
  const tongue = reading.tongues[at] ?? 0
  if (!title?.capital || !isCapital(reading, at) || isTitle(reading, at)) return undefined
  const dotted = reading.scan.text.charAt(title.end) === '.'
  if (
    !dotted &&
    ((key.length === 1 && !(key === 'm' && tongue === wordIn.fr)) || !(tongue & (homes[key] ?? 0)))
  )
    return undefined
  if (isParticle(reading, at))
    return leadsToFamily(reading, at, true) ? nameFrom(reading, at, false, 0.75) : undefined
  const bits = reading.bits[at] ?? 0
  if (bits & thing && !(bits & firm)) return undefined
  const known = bits & (given | family) && (!isWord(reading, at) || bits & firm)
  const stranger = (key.length > 1 || (key === 'm' && tongue & wordIn.fr)) && isUnknown(reading, at)
  return known || stranger ? nameFrom(reading, at, false, 0.75) : undefined
}

const homes: Record<string, number> = {
  m: wordIn.fr,
  me: wordIn.fr,
  ing: wordIn.it | wordIn.de,
  miss: anyWord,
  fr: wordIn.de,
  fam: wordIn.de | wordIn.nl,
}
