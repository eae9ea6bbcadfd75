import { family, firm, sure, wordIn } from '../lexicon/bits.ts'
import type { Name } from './name.ts'
import { isCapital, isGerman, isParticle, isWord } from './parts.ts'
import { isTogether } from './phrases.ts'
import type { Reading } from './reading.ts'

/** Tells of a name whether it is a brand's, a company's, a street's, a product's or a famous person's. */
export function vetoed(reading: Reading): (name: Name) => boolean {
  const placed = new Set(reading.matches.filter(({ kind }) => kind === 'place').map(({ to }) => to))
  return name => {
    if (reading.bound[name.from]) return true
    if (name.announced) return false
    return (
      isPlace(reading, name, placed) ||
      isInCompany(reading, name) ||
      isProduct(reading, name) ||
      isKnown(reading, name)
    )
  }
}

const longest = 4

/** Some words of which one at least is the name's; a word alone only where the name is not sure. */
function isKnown({ lexicon, words, keys, scan }: Reading, { from, to, weight }: Name): boolean {
  for (let first = Math.max(0, from - longest + 1); first < to; first++) {
    for (let past = Math.max(first, from) + 1; past <= Math.min(first + longest, words.length); past++) {
      if (past === first + 1 && (to > from + 1 || weight >= 0.85)) continue
      if (!isTogether(words, first, past, scan.text)) break
      if (lexicon.vetoes('known', keys.slice(first, past).join(' '))) return true
    }
  }
  return false
}

/** "born in Dayton", "Herman Gorterstraat", "Lac Léman". */
function isPlace(reading: Reading, { from, to, weight }: Name, placed: Set<number>): boolean {
  const { lexicon, words, keys, bits } = reading
  const last = words[to - 1]
  if (to > from + 1 && last && last.end - last.start > 7 && streetEnding.test(last.lower)) return true
  if (weight < 0.8 && placed.has(from)) return true
  if (weight > 0.7) return false
  if (
    to > from + 1 &&
    lexicon.vetoes('before', words[from]?.lower ?? '') &&
    !((bits[from] ?? 0) & (firm | sure))
  )
    return true
  if (to > from + 1) return false
  const within = inside[keys[from - 1] ?? ''] ?? 0
  return (
    (within & (reading.tongues[from] ?? 0)) !== 0 &&
    !(keys[from - 1] === 'en' && (reading.tongues[from] ?? 0) & wordIn.nl) &&
    words[from]?.tie === ' ' &&
    !/^(?:'s|s'|s [A-Z]|\()/.test(reading.scan.text.slice(last?.end ?? 0, (last?.end ?? 0) + 3))
  )
}
const streetEnding = /(?:straat|stra(?:ß|ss)e|laan|plein|gracht|singel|allee|gasse|platz)$/
const inside: Record<string, number> = {
  in: wordIn.en | wordIn.de | wordIn.nl | wordIn.it,
  aus: wordIn.de,
  uit: wordIn.nl,
  en: wordIn.es,
}

/** "Weber GmbH", "Hotel Anna", "Weber & Söhne", "rue Victor Hugo". */
function isInCompany(reading: Reading, { from, to, weight }: Name): boolean {
  const { lexicon, words, scan } = reading
  const next = words[to]
  const last = words[to - 1]
  if (next && last && next.start - last.end <= 3) {
    const signs = scan.text.slice(last.end, next.start)
    const big = isCapital(reading, to) || next.shout
    if ((signs === ' ' || signs === '-' || signs === ' & ') && big && lexicon.vetoes('after', next.lower))
      return true
    if (signs === ' ' && and.has(next.lower) && partners.has(words[to + 1]?.lower ?? '')) return true
    if (signs === ' & ' && partners.has(next.lower)) return true
    if (signs === '-' && (!next.capital || /(?:straße|strasse|platz|weg|allee|ring)$/.test(next.lower)))
      return true
  }
  if (weight > 0.7) return false
  const lower = last?.lower ?? ''
  const strange = !((reading.bits[to - 1] ?? 0) & family)
  if (to > from + 1 && (streets.has(lower) || (strange && lexicon.vetoes('after', lower)))) return true
  const signs = scan.text.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0)
  return /^(?: |-|\. ?)$/.test(signs) && lexicon.vetoes('before', words[from - 1]?.lower ?? '')
}

/** "the Stella bag", "Modell Lena": things are sold under given names. */
function isProduct(reading: Reading, { from, to, weight }: Name): boolean {
  const isSold = (lower: string) => reading.lexicon.vetoes('product', lower)
  if (to > from + 1)
    return [from, to - 1].some(
      at =>
        isWord(reading, at) &&
        isSold(reading.words[at]?.lower ?? '') &&
        (at === from || !isParticle(reading, at - 1)),
    )
  if (weight > 0.7) return false
  const next = reading.words[to]
  const last = reading.words[from - 1]
  if (next && (next.tie === ' ' || next.tie === '-') && isSold(next.lower)) {
    return next.capital || !isGerman(reading, from)
  }
  if (reading.words[from]?.tie !== ' ' || !last) return false
  return isSold(last.lower) || ((articles[last.lower] ?? 0) & (reading.tongues[from] ?? 0)) !== 0
}
const and = new Set(['and', 'und', 'et', 'y', 'e', 'en'])
const partners = new Set(
  'partner partners associés associes associates associati asociados söhne sons fils hijos figli zonen zn cie co company brothers gebrüder'.split(
    ' ',
  ),
)
const streets = new Set(
  'street road avenue square station hospital airport university lane court museum park'.split(' '),
)
const articles: Record<string, number> = Object.fromEntries([
  ...['the', 'a', 'an', 'this', 'our', 'your', 'these', 'those', 'some', 'any'].map(word => [
    word,
    wordIn.en,
  ]),
  ...['ein', 'eine', 'einen', 'einem', 'einer'].map(word => [word, wordIn.de]),
  ...['de', 'het', 'een', 'onze'].map(word => [word, wordIn.nl]),
  ...['un', 'une'].map(word => [word, wordIn.fr]),
  ...['un', 'una', 'unos'].map(word => [word, wordIn.es | wordIn.it]),
])
