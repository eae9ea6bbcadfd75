// French, Spanish and Italian streets: the kind of street begins the name (rue des Lilas, calle Mayor, via Roma).
import { gap, has, lowerAt, only, type Reading, written } from '../reading.ts'
import {
  everydayTypes,
  firstNames,
  frenchTypes,
  nameEnds,
  notStreetNames,
  notVia,
  particles,
  plainStreets,
  type Rank,
  romanceTypes,
  shyTypes,
  stops,
  streetAdjectives,
} from './lexicon.ts'
import type { Name } from './own-streets.ts'
import { endsBefore, inName } from './part.ts'

const longest = 7
/** Belgian, Spanish, Italian: the number follows. `at` is the last word of the name, `end` the end of the number. */
export function romanceStreet(reading: Reading, at: number, floor: number, end: number): Name | null {
  let whole = -1
  for (let from = at; from >= Math.max(floor, at - longest); from--) {
    const kind = typeAt(reading, from)
    if (kind && kind.name <= at) {
      const rank = rankOf(reading, kind, at, end)
      return rank ? { from: kind.from, rank } : null
    }
    if (kind && kind.from === from && !isOf(reading, from)) return null
    if (kind && kind.from < from && kind.from >= floor) whole = kind.from
    if (!isNameWord(reading, from) || (from > floor && !only(reading, from, inName | gap.slash))) break
  }
  return whole < 0 ? null : { from: whole, rank: reading.words[whole]!.capital ? 3 : 2 }
}

/** "rue de la Place": the word for a kind of street is itself a name. */
function isOf(reading: Reading, at: number): boolean {
  const before = lowerAt(reading, at - 1)
  return (
    /^(?:du|del|della|de|des|l)$/.test(before) ||
    (before === 'la' && /^(?:de|da)$/.test(lowerAt(reading, at - 2)))
  )
}

interface Type {
  from: number
  name: number
  rank: Rank
  via: boolean
}

/** The kind of street that ends with the word `at`: "calle", "v.le", "C.so", "gran vía". */
function typeAt(reading: Reading, at: number): Type | null {
  const lower = lowerAt(reading, at)
  const before = lowerAt(reading, at - 1)
  const tie = reading.words[at]?.tie
  const two = tie === '.' ? `${before}.${lower}` : tie === ' ' ? `${before} ${lower}` : ''
  const twin = romanceTypes.get(two)
  if (twin) return { from: at - 1, name: at + 1, rank: twin, via: false }
  const rank = romanceTypes.get(lower)
  if (!rank || (shyTypes.has(lower) && !has(reading, at + 1, gap.dot | gap.slash))) return null
  if (!only(reading, at + 1, inName | gap.slash)) return null
  return { from: at, name: at + 1, rank, via: lower === 'via' || lower === 'v' }
}

function isNameWord(reading: Reading, at: number): boolean {
  const word = reading.words[at]!
  if (particles.has(word.lower)) return true
  if (word.lower === 'x' || notStreetNames.has(word.lower)) return false
  if (stops.has(word.lower)) return word.capital && word.lower.length > 2
  return !word.digit || /^\d{1,2}$|^1[789]\d\d$|^\d{1,2}(?:er|º|ª|°|de)$/.test(word.lower)
}

function rankOf(reading: Reading, { name, rank, via }: Type, at: number, end: number): Rank {
  let words = 0
  let letters = 0
  let capitals = 0
  for (let next = name; next <= at; next++) {
    const word = reading.words[next]!
    if (particles.has(word.lower) && !word.capital) continue
    words++
    if (!word.digit) letters++
    if (word.capital || /^\d/.test(word.lower)) capitals++
  }
  if (letters === 0 || (words > 4 && capitals < 2)) return 0
  if (via && (notVia.has(lowerAt(reading, name)) || /^\d{1,4}$/.test(written(reading, name)))) {
    return /^\d/.test(lowerAt(reading, name)) && at > name ? 2 : 0
  }
  if (rank === 3) return capitals > 0 || endsBefore(reading, end) ? 3 : 2
  if (via && plainStreets.has(lowerAt(reading, name))) return 3
  return capitals > 0 && endsBefore(reading, end) ? 3 : capitals > 0 ? 2 : words <= 3 ? 2 : 1
}

/** France: the number comes first. `at` is the word after the number; the result's `to` is the end of the name. */
export function frenchStreet(reading: Reading, at: number): { to: number; rank: Rank } | null {
  const old = streetAdjectives.has(lowerAt(reading, at)) && only(reading, at + 1, inName)
  if (!old) return streetFrom(reading, at)
  if (!only(reading, at, gap.space | gap.comma)) return null
  const found = streetFrom(reading, at + 1)
  if (found) return found
  const great = lowerAt(reading, at + 1) === 'rue'
  return great
    ? { to: at + 2, rank: reading.words[at]!.capital && endsBefore(reading, at + 2) ? 3 : 2 }
    : null
}

function streetFrom(reading: Reading, at: number): { to: number; rank: Rank } | null {
  const two = reading.words[at + 1]?.tie === ' ' || reading.words[at + 1]?.tie === '-'
  const twin = two ? frenchTypes.get(`${lowerAt(reading, at)} ${lowerAt(reading, at + 1)}`) : undefined
  const rank = twin ?? frenchTypes.get(lowerAt(reading, at))
  if (!rank || !only(reading, at, gap.space | gap.comma | gap.dot)) return null
  const short = lowerAt(reading, at).length < 3
  if (short && !has(reading, at + 1, gap.dot) && lowerAt(reading, at - 1).length > 3) return null
  const name = at + (twin ? 2 : 1)
  const to = nameFrom(reading, name)
  if (to === 0) return null
  const capital = reading.words.slice(name, to).some(word => word.capital && !particles.has(word.lower))
  const article = particles.has(lowerAt(reading, name))
  if (rank === 3 || capital) return { to, rank: capital || endsBefore(reading, to) ? 3 : 2 }
  const everyday = everydayTypes.has(lowerAt(reading, at))
  return { to, rank: article && !everyday && endsBefore(reading, to) ? 2 : 1 }
}

/** The end of a name that begins at `at`: articles and one word, and further words where more must follow. */
export function nameFrom(reading: Reading, at: number): number {
  let next = at
  let last = 0
  while (next < at + longest && reading.words[next] && only(reading, next, inName)) {
    const word = reading.words[next]!
    if (particles.has(word.lower) && !(word.capital && last === 0 && word.lower.length > 2)) next++
    else if (stops.has(word.lower) || (word.digit && !isDateWord(reading, next))) break
    else {
      last = ++next
      if (!more(reading, next)) break
    }
  }
  return last
}

/** "rue du 11 novembre 1918": numbers that are a name. */
function isDateWord(reading: Reading, at: number): boolean {
  const lower = lowerAt(reading, at)
  return /^\d{1,2}(?:er)?$|^1[789]\d\d$/.test(lower)
}

function more(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word || !only(reading, at, inName)) return false
  if (/^1[789]\d\d$/.test(word.lower)) return true
  if (has(reading, at, gap.dash) && !has(reading, at, gap.space)) return true
  if (particles.has(word.lower))
    return !(nameEnds.has(word.lower) && !reading.words[at + 1]?.capital) && word.lower !== 'à'
  const before = reading.words[at - 1]!
  if (before.lower.length === 1 && !before.digit) return !stops.has(word.lower)
  if (firstNames.has(before.lower) || /^\d/.test(before.lower)) return true
  return word.capital && before.capital && !stops.has(word.lower)
}
