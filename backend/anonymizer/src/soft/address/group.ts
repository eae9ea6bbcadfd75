// Pieces that stand together are one address: street, flat, postcode, town, country, in this order or a near one.
import { gap, gapBefore, lowerAt, only, type Reading } from '../reading.ts'
import { isField } from './fields.ts'
import { measures, placeJoints, stops } from './lexicon.ts'
import type { Part } from './part.ts'

export interface Group {
  parts: Part[]
  from: number
  to: number
}

const between = ~(gap.paragraph | gap.other | gap.hash)
const inBridge = gap.space | gap.comma | gap.line | gap.dot | gap.dash | gap.apostrophe | gap.mark
const longestBridge = 7
const longestRemark = 40

export function grouped(reading: Reading, parts: readonly Part[]): Group[] {
  const groups: Group[] = []
  for (const part of parts) {
    const last = groups.at(-1)
    if (last && fits(last, part) && joins(reading, last, part)) {
      last.parts.push(part)
      last.to = part.to
    } else groups.push({ parts: [part], from: part.from, to: part.to })
  }
  return groups
}

const order = { unit: 0, street: 1, box: 1, town: 2, place: 2, country: 3 } as const

function fits({ parts }: Group, part: Part): boolean {
  const has = (kind: Part['kind']) => parts.some(other => other.kind === kind)
  const last = parts.at(-1)!
  if (part.kind === 'unit')
    return (
      last.kind !== 'country' &&
      (last.kind === 'unit' || last.kind === 'place' || has('street') || has('box'))
    )
  if (part.kind === 'street' || part.kind === 'box') return !has('street') && !has('box') && !has('country')
  if (part.kind === 'place') return !has('place')
  if (part.kind === 'town') return last.kind !== 'country'
  return order[last.kind] <= order[part.kind] && !has('country')
}

function joins(reading: Reading, group: Group, part: Part): boolean {
  const { to } = group
  if (part.kind === 'unit' && part.from === to) return true
  for (let at = to; at <= part.from; at++)
    if ((gapBefore(reading, at) & ~between) !== 0) return isSoft(reading, at, group, part)
  if (part.from === to) return true
  if (part.from - to > longestBridge) return false
  if ((part.kind === 'place' || part.kind === 'town') && isRemark(reading, to, part.from)) return true
  return labels(reading, to, part.from) || (part.kind === 'place' && bridges(reading, group, part))
}

/** An empty line may part the street from its town. */
function isSoft(reading: Reading, at: number, { to }: Group, part: Part): boolean {
  return part.from === to && part.kind === 'place' && (gapBefore(reading, at) & (gap.other | gap.hash)) === 0
}

/** "(Hinterhaus)" */
function isRemark({ scan, words }: Reading, from: number, to: number): boolean {
  const { end } = words[from - 1]!
  const { start } = words[to]!
  return start - end < longestRemark && /^ ?\([^()\n\d]*\)[, \n]*$/.test(scan.text.slice(end, start))
}

/** Only labels of a form, or "in", stand between. */
function labels(reading: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const lower = lowerAt(reading, at)
    if (!isField(lower) && !placeJoints.has(lower) && lower !== 'code' && lower !== 'postal') return false
  }
  return true
}

/** Between a street and a postcode stand the names of places that no list knows. */
function bridges(reading: Reading, { parts, to }: Group, part: Part): boolean {
  if (parts[0]!.kind === 'place') return false
  let digits = 0
  const capitals = reading.words[parts[0]!.from]!.capital || reading.words[to - 1]!.capital
  for (let at = to; at < part.from; at++) {
    const word = reading.words[at]!
    if (!only(reading, at, inBridge) || measures.has(word.lower)) return false
    if (word.digit && (!/^\d{1,3}[a-z]?$/.test(word.lower) || at === to || ++digits > 1)) return false
    const little = /^(?:de|la|le|del|du|the|of|on|upon|sur|am|l|s|d|di|co)$/.test(word.lower)
    if (!little && (stops.has(word.lower) || (capitals && !word.capital && isUpper(reading, part))))
      return false
  }
  return only(reading, part.from, inBridge)
}

/** Whether the place is written with capitals. */
function isUpper(reading: Reading, { to }: Part): boolean {
  return reading.words[to - 1]!.capital
}
