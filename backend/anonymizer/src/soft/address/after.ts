// What follows a street: its flat, its town without a postcode, its country.
import { afterBracket, gap, gapBefore, has, lowerAt, only, type Reading } from '../reading.ts'
import { numberLabels, townLinks } from './lexicon.ts'
import { houseNumberAt } from './numbers.ts'
import type { Part } from './part.ts'
import { countryAt, knownAt, stateBefore, type Town, townAt } from './towns.ts'
import { unitAt } from './units.ts'

export function partAfter(reading: Reading, { kind, to, rank }: Part): Part | null {
  if (to >= reading.words.length || kind === 'country') return null
  const unit = kind === 'town' ? 0 : unitAt(reading, to)
  const remark = afterBracket(reading, to)
  if (unit && (remark === to || remark === unit)) return { from: to, to: unit, kind: 'unit', rank: 0 }
  const second = kind === 'street' ? secondNumber(reading, to) : 0
  if (second) return { from: to, to: second, kind: 'unit', rank: 0 }
  const town =
    kind === 'place' ? null : townAfter(reading, to, kind === 'street' && rank > 1, kind === 'town')
  if (town) return town
  const near = gap.space | gap.comma | gap.line | gap.mark | gap.dash
  const country = only(reading, to, near) ? countryAt(reading, to) : 0
  return country ? { from: to, to: country, kind: 'country', rank: 0 } : null
}

const near = gap.space | gap.comma | gap.line | gap.dash | gap.dot | gap.mark

/** "Strada Provinciale 12, 77": the number of the road, and then that of the house. */
function secondNumber(reading: Reading, at: number): number {
  const labelled = numberLabels.has(lowerAt(reading, at)) && only(reading, at, gap.space | gap.comma)
  const number = labelled ? at + 1 : at
  const road =
    /^(?:provinciale|statale|regionale|comunale|nazionale)$/.test(lowerAt(reading, at - 2)) &&
    only(reading, at, gap.space)
  if (!labelled && !road && gapBefore(reading, at) !== (gap.comma | gap.space)) return 0
  const to = /^\d{1,3}[a-z]?$/.test(lowerAt(reading, number)) ? houseNumberAt(reading, number) : 0
  return to && (road || has(reading, to, gap.comma | gap.line | gap.edge)) ? to : 0
}

/** A town without its postcode: a known one, one with its state, or a name that the segment ends with. */
function townAfter(reading: Reading, last: number, free: boolean, again: boolean): Part | null {
  const to = afterBracket(reading, last)
  if (!only(reading, to, near) || (again && !has(reading, to, gap.comma))) return null
  const linked = townLinks.has(lowerAt(reading, to)) && only(reading, to, gap.space | gap.comma) ? to + 1 : to
  if (!only(reading, linked, near)) return null
  if (knownAt(reading, linked)) return town(linked, stateAfter(reading, townAt(reading, linked)!.to))
  const state = withState(reading, to)
  if (state) return town(to, state)
  const name = townAt(reading, linked)
  if (!name || (name.capital && !free)) return null
  if (!name.capital) return isQuiet(reading, to, name) ? town(linked, name.to) : null
  return linked > to || endsSegment(reading, linked, name.to) ? town(linked, name.to) : null
}

function town(from: number, to: number): Part {
  return { from, to, kind: 'town', rank: 0 }
}

/** "4 church hill, ludlow": one word of lower case that ends what is all lower case. */
function isQuiet(reading: Reading, to: number, { from, to: end }: Town): boolean {
  const word = reading.words[from]!
  return (
    end === from + 1 &&
    from === to &&
    word.lower.length > 3 &&
    !reading.words[to - 1]!.capital &&
    endsSegment(reading, from, end)
  )
}

function endsSegment(reading: Reading, from: number, to: number): boolean {
  return (
    has(reading, from, gap.comma) && has(reading, to, gap.line | gap.edge | gap.dot | gap.comma | gap.mark)
  )
}

/** ", IL", or "il 62704" where nobody cares for capitals; Dublin has its numbers. */
function stateAfter(reading: Reading, at: number): number {
  const word = reading.words[at]
  if (!word || !only(reading, at, gap.space | gap.comma)) return at
  for (const to of [at + 2, at + 1]) {
    if (to > reading.words.length || stateBefore(reading, to, at) !== at) continue
    if (word.shout || word.lower.length > 2 || /^\d{5}$/.test(lowerAt(reading, to))) return to
  }
  return at
}

function withState(reading: Reading, to: number): number {
  for (let end = to + 2; end <= to + 4 && reading.words[end - 1]; end++) {
    if (reading.words[end - 2]!.digit) return 0
    const from = stateBefore(reading, end, to + 1)
    if (from > to && reading.words[from]!.shout && reading.words[to]!.capital) return end
  }
  return 0
}
