// The postcodes that mix letters and digits: British, Canadian, Irish.
import { gap, gapBefore, has, lowerAt, only, type Reading, written } from '../reading.ts'
import { areas, houses, routing, stops, suffixes } from './lexicon.ts'
import type { Part } from './part.ts'
import { knownBefore, stateBefore } from './towns.ts'

const outward = /^([a-z]{1,2})\d{1,2}[a-z]?$/
const inward = /^\d[abd-hjlnp-uw-z]{2}$/
/** What people write, and what is made up, keeps no such rule. */
const anyInward = /^\d[a-z]{2}$/
const gluedBritish = /^([a-z]{1,2})\d(?:\d|[a-z])?\d[abd-hjlnp-uw-z]{2}$/
const notInward = /(?:gb|tb|xl|xs|1st|2nd|3rd|[04-9]th)$/
const gluedCanadian = /^[abceghj-nprstvxy]\d[a-z]\d[a-z]\d$/
const forward = /^[abceghj-nprstvxy]\d[a-z]$/
const local = /^\d[a-z]\d$/
const unique = /^[0-9a-z]{4}$/

/** SW1A 1AA, with the lane and the house that stand before it without any number. */
export function british(reading: Reading, at: number, floor: number): Part | null {
  const word = reading.words[at]!
  const match = outward.exec(word.lower)
  if (match && areas.has(match[1]!) && only(reading, at + 1, gap.space)) {
    const second = lowerAt(reading, at + 1)
    if (anyInward.test(second) && !notInward.test(second)) {
      const from = lead(reading, at, floor)
      const sure = isUpper(reading, at) && (inward.test(second) || from < at)
      return { from, to: at + 2, kind: 'place', rank: sure ? 3 : 2 }
    }
  }
  const glued = word.shout || isUpper(reading, at) ? gluedBritish.exec(word.lower) : null
  if (!glued || !areas.has(glued[1]!) || notInward.test(word.lower)) return null
  return { from: lead(reading, at, floor), to: at + 1, kind: 'place', rank: 2 }
}

/** K1A 0B1 */
export function canadian(reading: Reading, at: number, floor: number): Part | null {
  const { lower } = reading.words[at]!
  const pair =
    forward.test(lower) && local.test(lowerAt(reading, at + 1)) && only(reading, at + 1, gap.space | gap.dash)
  if (!pair && !gluedCanadian.test(lower)) return null
  const province = only(reading, at, gap.space | gap.comma) ? stateBefore(reading, at, floor) : -1
  const end = pair ? at + 2 : at + 1
  const start = province >= 0 ? province : at
  const town = only(reading, start, gap.space | gap.comma | gap.mark)
    ? knownBefore(reading, start, floor)
    : -1
  const sure = isUpper(reading, at) && pair
  return { from: town >= 0 ? town : start, to: end, kind: 'place', rank: sure || town >= 0 ? 3 : 1 }
}

/** D02 X285 */
export function irish(reading: Reading, at: number, floor: number): Part | null {
  const { lower } = reading.words[at]!
  const glued = lower.length === 7
  const rest = glued ? lower.slice(3) : lowerAt(reading, at + 1)
  if (!routing.has(lower.slice(0, 3)) || (!glued && lower.length !== 3)) return null
  if (!unique.test(rest) || !/\d/.test(rest) || !(glued || only(reading, at + 1, gap.space))) return null
  const upper = isUpper(reading, at) && !glued && !/^\d+$/.test(rest)
  return { from: lead(reading, at, floor), to: glued ? at + 1 : at + 2, kind: 'place', rank: upper ? 3 : 1 }
}

function isUpper(reading: Reading, at: number): boolean {
  const text = written(reading, at)
  return text === text.toUpperCase()
}

const within = gap.space | gap.comma | gap.line | gap.dot | gap.dash | gap.apostrophe
const breaks = gap.comma | gap.line

/**
 * Rose Cottage, Mill Lane, Bibury, GL7 5NW: goes back over the parts between commas to the one with a street, and
 * takes the house before it. Without a street only a known town belongs to the code.
 */
function lead(reading: Reading, at: number, floor: number): number {
  let street = -1
  let from = at
  while (from > floor && from > at - 12 && isLead(reading, from)) {
    from--
    if (street < 0 && isStreet(reading, from)) street = from
    if (street >= 0 && has(reading, from, breaks)) break
  }
  if (street < 0) {
    const town = knownBefore(reading, at, floor)
    return town >= 0 && only(reading, at, gap.space | gap.comma | gap.line) ? town : at
  }
  const start = from
  const before = segment(reading, start, floor)
  return before < start && isHouse(reading, before, start) ? before : start
}

function isLead(reading: Reading, from: number): boolean {
  const word = reading.words[from - 1]!
  if (!only(reading, from, within) || word.digit) return false
  const little =
    word.lower === 'the' ||
    word.lower === 'of' ||
    word.lower === 'on' ||
    word.lower === 'upon' ||
    word.lower === 's'
  return word.capital || little || (!stops.has(word.lower) && !isUpperText(reading, from))
}

/** In a text with capitals a lower-case word is no name. */
function isUpperText(reading: Reading, from: number): boolean {
  return reading.words[from]?.capital ?? false
}

function isStreet(reading: Reading, at: number): boolean {
  const next = gapBefore(reading, at + 1)
  return (
    suffixes.has(lowerAt(reading, at)) &&
    (next & breaks) !== 0 &&
    only(reading, at, gap.space | gap.apostrophe)
  )
}

function segment(reading: Reading, at: number, floor: number): number {
  if (at <= floor || !has(reading, at, breaks) || !only(reading, at, within)) return at
  let from = at - 1
  while (
    from > floor &&
    from > at - 5 &&
    !has(reading, from, ~(gap.space | gap.apostrophe)) &&
    isLead(reading, from)
  )
    from--
  return from
}

function isHouse(reading: Reading, from: number, to: number): boolean {
  return reading.words.slice(from, to).some(word => houses.has(word.lower))
}
