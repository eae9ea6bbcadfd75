// German and Dutch streets: the kind of street ends the name (Lindenweg 5, Berliner Straße 12, Prins Hendrikkade 3).
import { gap, gapBefore, has, lowerAt, only, type Reading } from '../reading.ts'
import {
  adjectives,
  dutchParticles,
  endings,
  everydayTypes,
  firsts,
  home,
  notAdjectives,
  notFirst,
  notStreets,
  onStreet,
  ownTypes,
  type Rank,
  squares,
  typeJoints,
  wholeNames,
} from './lexicon.ts'
import { inName, nounFollows } from './part.ts'

export interface Name {
  from: number
  rank: Rank
  bare?: true
}

const longestEnding = 10

/** How surely a word is the name of a street by its ending. */
export function endingRank(lower: string): Rank {
  if (notStreets.has(lower)) return 0
  for (let size = Math.min(longestEnding, lower.length - 2); size >= 3; size--) {
    const rank = endings.get(lower.slice(-size))
    if (rank) return lower.length - size < 3 && rank < 3 ? 0 : rank
  }
  return 0
}

/** The name that ends with the word `at`, in one word or with its kind apart; `end` is where its number ends. */
export function ownStreet(reading: Reading, at: number, floor: number, end: number): Name | null {
  const word = reading.words[at]
  if (!word || at < floor) return null
  if (wholeNames.has(word.lower)) return { from: at, rank: 2 }
  if (wholeNames.has(word.lower) && word.capital) return { from: at, rank: 2 }
  return (
    compound(reading, at, floor, end) ??
    apart(reading, at, floor, end) ??
    ofSomething(reading, at, floor, end)
  )
}

function compound(reading: Reading, at: number, floor: number, end: number): Name | null {
  const word = reading.words[at]!
  const rank = endingRank(word.lower)
  if (rank === 0) return null
  const from = leftwards(reading, at, floor)
  if (rank === 3 || (rank === 2 && from < at - 1)) return { from, rank: 3 }
  const start = placed(reading, from, floor)
  if (rank === 2) return { from: start, rank: word.capital && !nounFollows(reading, end) ? 3 : 2 }
  return { from: start, rank: word.capital && !nounFollows(reading, end) ? 2 : 1 }
}

/** "am Lindenplatz": the preposition may be part of the name. */
function placed(reading: Reading, from: number, floor: number): number {
  const before = lowerAt(reading, from - 1)
  return from > floor && only(reading, from, gap.space) && /^(?:am|im|zum|zur|beim)$/.test(before)
    ? from - 1
    : from
}

/** Takes in what belongs to the name before its last word: hyphens, "Alte", "Burgemeester", "van der". */
function leftwards(reading: Reading, at: number, floor: number): number {
  let from = at
  while (from > floor && from > at - 5 && belongs(reading, from)) from--
  while (from < at && isLooseParticle(reading, from)) from++
  return from === at ? (mainStreet(reading, at, floor) ?? dutchPerson(reading, at, floor)) : from
}

/** "Wiedner Hauptstraße": the quarter before it, unless it may be the surname of who lives there. */
function mainStreet(reading: Reading, at: number, floor: number): number | null {
  if (
    !/^haupt(?:straße|strasse|str)$/.test(lowerAt(reading, at)) ||
    at <= floor ||
    !only(reading, at, gap.space)
  )
    return null
  const quarter = reading.words[at - 1]!
  if (!quarter.capital || !isOrigin(quarter.lower)) return null
  const before = at - 1 > floor && only(reading, at - 1, gap.space) ? reading.words[at - 2] : undefined
  return before?.capital && !before.first ? null : at - 1
}

const dutchEnding = /(?:straat|laan|weg|plein|kade|gracht|singel|hof|dreef|pad)$/

/** "op Rosa Luxemburgstraat": the first names of whom a street is named after, where no name of a resident stands. */
function dutchPerson(reading: Reading, at: number, floor: number): number {
  if (!dutchEnding.test(lowerAt(reading, at)) || !reading.words[at]!.capital) return at
  let from = at
  while (from > floor && from > at - 3 && isFirstName(reading, from)) from--
  if (from === at) return at
  return onStreet.has(lowerAt(reading, from - 1)) || !only(reading, from, gap.space) ? from : at
}

function isFirstName(reading: Reading, from: number): boolean {
  const word = reading.words[from - 1]!
  return (
    word.capital &&
    !word.digit &&
    !notFirst.has(word.lower) &&
    !home.has(word.lower) &&
    only(reading, from, gap.space | gap.dot)
  )
}

function belongs(reading: Reading, from: number): boolean {
  const before = gapBefore(reading, from)
  const lower = lowerAt(reading, from - 1)
  if (before === gap.dash || before === (gap.dot | gap.dash)) return !/^\d{3,}/.test(lower)
  if (!only(reading, from, gap.space | gap.dot | gap.apostrophe)) return false
  if (adjectives.has(lower)) return true
  if (dutchParticles.has(lower)) return true
  return firsts.has(lower) && dutchParticles.has(lowerAt(reading, from))
}

function isLooseParticle(reading: Reading, at: number): boolean {
  const word = reading.words[at]!
  if (!dutchParticles.has(word.lower) || word.capital) return false
  return !(word.lower === 'van' && (dutchParticles.has(lowerAt(reading, at + 1)) || isLast(reading, at + 1)))
}

function isLast(reading: Reading, at: number): boolean {
  return endingRank(lowerAt(reading, at)) > 0
}

/** "Berliner Straße", "Max-Planck-Str.", "Grote Markt": the kind as a word of its own. */
function apart(reading: Reading, at: number, floor: number, end: number): Name | null {
  const word = reading.words[at]!
  const kind = ownTypes.get(word.lower)
  if (!kind || at === floor) return null
  const before = reading.words[at - 1]!
  if (has(reading, at, gap.dash)) {
    const from = leftwards(reading, at, floor)
    return from < at ? { from, rank: kind === 3 ? 3 : rankOf(word.capital, reading, end) } : null
  }
  if (!only(reading, at, gap.space | gap.dot)) return null
  const adjective = adjectives.has(before.lower) || isOrigin(before.lower)
  if (!adjective) return kind === 3 && before.capital && word.capital ? named(reading, at, floor) : null
  const from = leftwards(reading, at - 1, floor)
  return { from, rank: kind === 3 ? 3 : rankOf(word.capital && !everydayTypes.has(word.lower), reading, end) }
}

function rankOf(sure: boolean, reading: Reading, end: number): Rank {
  return sure && !nounFollows(reading, end) ? 3 : 2
}

/** Berliner, Frankfurter: the adjective of a town. */
function isOrigin(lower: string): boolean {
  return lower.length > 4 && /[^e]er$/.test(lower) && !notAdjectives.has(lower)
}

/** "Anna Seghers Straße": the names of a person before it, the hyphens left out. */
function named(reading: Reading, at: number, floor: number): Name | null {
  let from = at
  while (from > floor && from > at - 3 && isNameBefore(reading, from)) from--
  return from < at ? { from, rank: 3 } : null
}

function isNameBefore(reading: Reading, from: number): boolean {
  const word = reading.words[from - 1]!
  if (!word.capital || word.digit || word.lower.length < 3 || !only(reading, from, inName)) return false
  return !notAdjectives.has(word.lower) && !notFirst.has(word.lower)
}

/** "Straße des 17. Juni 135", "Platz der Republik 1", "Allee der Kosmonauten 33", "Laan van Meerdervoort 12". */
function ofSomething(reading: Reading, at: number, floor: number, end: number): Name | null {
  for (let from = at - 1; from >= Math.max(floor, at - 4); from--) {
    if (!only(reading, from + 1, inName)) return null
    const kind = ownTypes.get(lowerAt(reading, from))
    if (!kind || from + 1 >= at) continue
    const joint = lowerAt(reading, from + 1)
    const lower = lowerAt(reading, from)
    const dutch = (joint === 'van' && lower === 'laan') || (joint === 'op' && lower === 'steenweg')
    if (!typeJoints.has(joint) && !dutch) continue
    const capital = reading.words[from]!.capital && reading.words[at]!.capital
    if (squares.has(lowerAt(reading, at)) || (kind === 3 && (capital || dutch))) return { from, rank: 3 }
    return capital ? { from, rank: rankOf(kind === 3, reading, end) } : { from, rank: 1 }
  }
  return null
}
