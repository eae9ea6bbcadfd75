import { gap, gapBefore, has, lowerAt, only, type Reading } from '../reading.ts'
import {
  countries,
  courtesy,
  deliver,
  home,
  measures,
  numberedTowns,
  provinces,
  states,
  stops,
  townConnectors,
  townFields,
  townStarters,
  towns,
  unitOrdinals,
} from './lexicon.ts'
import { inName } from './part.ts'

export interface Town {
  from: number
  to: number
  known: boolean
  capital: boolean
}

/** The town that begins with the word `at`; null where none can. */
export function townAt(reading: Reading, at: number): Town | null {
  const word = reading.words[at]
  if (!word || word.digit) return null
  const known = knownAt(reading, at)
  if (known)
    return { from: at, to: district(reading, known, word.capital), known: true, capital: word.capital }
  if (!isName(reading, at)) return null
  let to = at + 1
  if (townStarters.has(word.lower)) {
    if (!isName(reading, to) || !only(reading, to, inName)) return null
    to++
  }
  if (isShortened(reading, to)) to++
  to = connected(reading, to)
  return { from: at, to: district(reading, to, word.capital), known: false, capital: word.capital }
}

/** "Hann. Münden" */
function isShortened(reading: Reading, at: number): boolean {
  const [before, next] = [reading.words[at - 1]!, reading.words[at]]
  if (!next?.capital || stops.has(next.lower) || !before.capital || before.lower.length > 4) return false
  return gapBefore(reading, at) === (gap.dot | gap.space)
}

/** The end of the longest known town that begins with the word `at`, or 0. */
export function knownAt(reading: Reading, at: number): number {
  return lookUp(reading, at, towns)
}

export function countryAt(reading: Reading, at: number): number {
  return lookUp(reading, at, countries)
}

function lookUp({ scan, words }: Reading, at: number, names: ReadonlySet<string>): number {
  for (let to = Math.min(at + 4, words.length); to > at; to--) {
    const name = scan.lower.slice(words[at]!.start, words[to - 1]!.end)
    if (name.length < 30 && names.has(name)) return to
  }
  return 0
}

/** Where a known town begins that ends before the word `at`, or -1. */
export function knownBefore(reading: Reading, at: number, floor: number): number {
  for (let from = Math.max(floor, at - 4); from < at; from++) {
    const name = reading.scan.lower.slice(reading.words[from]!.start, reading.words[at - 1]!.end)
    if (name.length < 30 && towns.has(name)) return from
  }
  return -1
}

/** Whether a state or province ends before the word `at`, and where it begins; -1 otherwise. */
export function stateBefore(reading: Reading, at: number, floor: number): number {
  const { words, scan } = reading
  if (at - 1 < floor) return -1
  if (at - 2 >= floor) {
    const two = scan.lower.slice(words[at - 2]!.start, words[at - 1]!.end)
    if (states.has(two) || provinces.has(two)) return at - 2
  }
  const one = words[at - 1]!.lower
  return states.has(one) || provinces.has(one) ? at - 1 : -1
}

function isName(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word || word.digit || measures.has(word.lower) || courtesy.has(word.lower)) return false
  if (townFields.has(word.lower) && has(reading, at + 1, gap.colon)) return false
  if (home.has(word.lower) || deliver.has(word.lower)) return false
  return word.lower.length > 1 || word.tie === "'" || lowerAt(reading, at + 1) !== ''
    ? !stops.has(word.lower) || townStarters.has(word.lower)
    : false
}

/** Hyphens, and little words with a capital after them: Frankfurt am Main, Aix-en-Provence, Bergen op Zoom. */
function connected(reading: Reading, at: number): number {
  let to = at
  while (to < at + 6 && reading.words[to]) {
    const tie = reading.words[to]!.tie
    if (tie === '-' || tie === "'") to++
    else if (isConnected(reading, to)) to += townConnectors.has(lowerAt(reading, to + 1)) ? 3 : 2
    else break
  }
  return Math.min(to, reading.words.length)
}

function isConnected(reading: Reading, at: number): boolean {
  if (!townConnectors.has(lowerAt(reading, at)) || !only(reading, at, gap.space)) return false
  const next = townConnectors.has(lowerAt(reading, at + 1)) ? at + 2 : at + 1
  const word = reading.words[next]
  return Boolean(word?.capital && !stops.has(word.lower) && only(reading, next, gap.space | gap.apostrophe))
}

/** What is added to a town: "cedex 08", "(MI)", "-Mitte", a second capitalised word that ends the line. */
function district(reading: Reading, at: number, capital: boolean): number {
  let to = at
  while (reading.words[to]?.tie === '-' && !reading.words[to]!.digit && to < at + 3) to++
  if (lowerAt(reading, to) === 'cedex' && only(reading, to, gap.space)) {
    to++
    if (/^\d{1,2}$/.test(lowerAt(reading, to)) && only(reading, to, gap.space)) to++
    return to
  }
  if (
    /^\d{1,2}(?:e|er|ème)?$/.test(lowerAt(reading, to)) &&
    only(reading, to, gap.space) &&
    !unitOrdinals.has(lowerAt(reading, to + 1)) &&
    arrondissement(reading, to)
  ) {
    return to + 1
  }
  if (isProvince(reading, to)) return to + 1
  if (!capital) return to
  let next = to
  while (next < to + 2 && isCapital(reading, next)) next++
  return next > to && has(reading, next, gap.line | gap.edge | gap.mark | gap.cell | gap.comma | gap.dot)
    ? next
    : to
}

function arrondissement(reading: Reading, at: number): boolean {
  return numberedTowns.has(lowerAt(reading, at - 1))
}

/** "(MI)", "(Madrid)", "(Oder)"; the bracket is closed by the finding itself. */
function isProvince(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word || word.digit || word.lower.length > 20) return false
  const { text } = reading.scan
  const bracket = text.charAt(word.start - 1) === '(' && text.charAt(word.end) === ')'
  if (bracket) return only(reading, at, gap.space | gap.mark)
  return word.shout && word.lower.length === 2 && only(reading, at, gap.space) && !stops.has(word.lower)
}

function isCapital(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word?.capital || word.digit || !only(reading, at, gap.space)) return false
  return !stops.has(word.lower) && !courtesy.has(word.lower) && countryAt(reading, at) === 0
}
