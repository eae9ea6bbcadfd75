import type { Finding, Scan } from '../scan.ts'
import { cueAround, isArticle, isModel, leadsTo, zipCue } from './address/cues.ts'
import { type Group, grouped } from './address/group.ts'
import type { Part } from './address/part.ts'
import { partsOf } from './address/parts.ts'
import { gap, has, type Reading, readingOf } from './reading.ts'

/** Where people live: street, number, flat, postcode, town and country, as one finding. */
export function findAddresses(scan: Scan): Finding[] {
  const reading = readingOf(scan)
  const groups = grouped(reading, partsOf(reading))
  return groups.flatMap((group, at) => {
    const weight = isListed(groups, at) ? 0 : weigh(reading, group)
    return weight ? [finding(reading, group, weight)] : []
  })
}

const nearby = 3

/** "We deliver to M22 6GL, LS3 9FJ and SW19 9XN": several places in a row are nobody's. */
function isListed(groups: readonly Group[], at: number): boolean {
  const { from, to, parts } = groups[at]!
  const [before, after] = [groups[at - 1], groups[at + 1]]
  if (!isPlaceOnly(parts)) return false
  const follows = before && isPlaceOnly(before.parts) && from - before.to < nearby
  return Boolean(follows || (after && isPlaceOnly(after.parts) && after.from - to < nearby))
}

function isPlaceOnly(parts: readonly Part[]): boolean {
  return parts.every(({ kind, rank }) => kind === 'place' && rank > 0)
}

/** How surely a group is an address; 0 if it is none. */
function weigh(reading: Reading, group: Group): number {
  const street = group.parts.find(({ kind }) => kind === 'street' || kind === 'box')
  const place = group.parts.find(({ kind }) => kind === 'place')
  if (!street) return place ? weighPlace(reading, group, place) : 0
  if (place && isBacked(street, place)) return 0.9
  if (isModel(reading, group.from)) return 0
  const town = group.parts.some(({ kind }) => kind === 'town' || kind === 'country')
  const cue = cueAround(reading, group.from, group.to)
  if (street.rank === 3) return cue || town ? 0.8 : 0.6
  if (cue === 'home') return 0.8
  if (street.rank > 1 && !street.bare && isAlone(reading, group)) return 0.6
  const flat = group.parts.some(({ kind }) => kind === 'unit')
  if (street.rank === 2) return cue || town || flat ? 0.7 : 0
  return street.rank === 1 && town && !street.bare ? 0.6 : 0
}

/** Nothing else stands in its line or cell. */
function isAlone(reading: Reading, { from, to }: Pick<Group, 'from' | 'to'>): boolean {
  const outside = gap.line | gap.edge | gap.cell
  return has(reading, from, outside | gap.colon) && has(reading, to, outside)
}

/** A street that needs a place, and a place that is one by itself or comes after the street. */
function isBacked(street: Part, place: Part): boolean {
  if (street.rank > 1) return place.rank > 0 || place.from > street.from
  return street.rank > 0 && place.rank > 1
}

function weighPlace(reading: Reading, { from, to }: Group, { rank }: Part): number {
  if (zipCue(reading, from)) return 0.8
  if (isArticle(reading, from)) return 0
  if (rank > 1 && isAlone(reading, { from, to })) return 0.6
  const cue = cueAround(reading, from, to)
  if (rank === 3) return cue ? 0.8 : 0.7
  if (cue === 'home' && rank > 0) return 0.8
  return cue && rank === 2 && leadsTo(reading, from) ? 0.7 : 0
}

function finding({ scan, words }: Reading, { from, to }: Group, weight: number): Finding {
  const { start } = words[from]!
  let { end } = words[to - 1]!
  if (
    scan.text.charAt(end) === ')' &&
    scan.text.slice(start, end).lastIndexOf('(') > scan.text.slice(start, end).lastIndexOf(')')
  )
    end++
  return { kind: 'address', start, end, weight }
}
