import { gap, has, lowerAt, type Reading } from '../reading.ts'
import { type Cue, cues, world } from './lexicon.ts'

/** NATO, not the Italian "nato". */
function isAlliance(reading: Reading, at: number): boolean {
  const word = reading.words[at]!
  return word.shout && word.lower === 'nato' && !reading.words[at + 1]?.shout && !reading.words[at - 1]?.shout
}

/** The cue that the word `at` is: by itself, or with the words beside it. */
export function cueAt(reading: Reading, at: number): Cue | null {
  return isAlliance(reading, at) ? null : (cues.get(lowerAt(reading, at)) ?? spelled(reading, at))
}

/** d.o.b., and the French "ne" without its accent right before a date. */
function spelled(reading: Reading, at: number): Cue | null {
  const lower = lowerAt(reading, at)
  if (lower === 'b' && lowerAt(reading, at - 1) === 'o' && lowerAt(reading, at - 2) === 'd') return 'field'
  if (lower === 'day' && lowerAt(reading, at - 1) === 'b' && reading.words[at]!.tie === '-') return 'birthday'
  if (world.has(lower) && isComing(reading, at)) return 'born'
  if (lower === 'b' && has(reading, at, gap.mark | gap.comma) && has(reading, at + 1, gap.dot)) return 'born'
  if (lower === 'ne' && /^(?:le|en)$/.test(lowerAt(reading, at + 1)) && reading.words[at + 2]?.digit)
    return 'born'
  return null
}

/** "came into the world", "zur Welt gekommen", "vu le jour": the words before or after say it. */
function isComing(reading: Reading, at: number): boolean {
  const before = lowerAt(reading, at - 1)
  return (
    before === 'zur' ||
    before === 'ter' ||
    coming.test(`${lowerAt(reading, at - 3)} ${lowerAt(reading, at - 2)} ${before}`)
  )
}

const coming = /^(?:.*(?:came into|vu|venu|venue) (?:the|le|au)|.*(?:vino|venido|vine|venuto|venuta) al)$/
