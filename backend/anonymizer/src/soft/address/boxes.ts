// Post boxes: Postfach 12 34 56, PO Box 123, BP 120, Apartado 5, Casella postale 12, Postbus 900, Packstation 145.
import { gap, lowerAt, only, type Reading } from '../reading.ts'
import { boxes, looseBoxes } from './lexicon.ts'
import { isAmount } from './numbers.ts'
import type { Part } from './part.ts'
import { isSpanishLabel } from './places.ts'

const longest = 4

/** The post box whose number begins with the word `at`. */
export function boxAt(reading: Reading, at: number, floor: number): Part | null {
  const near = gap.space | gap.dot | gap.colon | gap.hash
  if (!/^\d{1,6}[a-z]?$/.test(lowerAt(reading, at)) || !only(reading, at, near) || at <= floor) return null
  const { words, scan } = reading
  let to = at + 1
  while (to < at + 4 && /^\d{2,3}$/.test(lowerAt(reading, to)) && only(reading, to, gap.space)) to++
  if (isAmount(reading, to)) return null
  for (let from = Math.max(floor, at - longest); from < at; from++) {
    const label = scan.lower.slice(words[from]!.start, words[at - 1]!.end)
    if (label.length > 30 || isSpanishLabel(reading, at)) continue
    if (boxes.has(label)) return { from, to, kind: 'box', rank: 3 }
    if (looseBoxes.has(label)) return { from, to, kind: 'box', rank: 1 }
  }
  return null
}
