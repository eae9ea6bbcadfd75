import { fold } from './fold.ts'
import type { Kind, Language } from './kinds.ts'

/** Where somebody is likely to be who wrote a text. */
export interface Place {
  /** The language that its reader chose, if it is one of ours. */
  language?: Language | undefined
  /** ISO 3166-1 alpha-2 codes of the countries whose national numbers are written without a country code. */
  regions: readonly string[]
}

/** A text as the detectors look at it. */
export interface Scan {
  /** The text, settled and folded: a place in it is a place in the settled text. */
  text: string
  /** The same in lower case, of the same length. */
  lower: string
  place: Place
}

/**
 * Something that a detector found. `end` is the place after its last sign.
 * `weight`, from 0 to 1, decides between findings of the same length: 1 where a checksum or an unmistakable form
 * proves it, about 0.8 with a cue beside it, 0.6 by its form or a lexicon alone.
 */
export interface Finding {
  kind: Kind
  /** Which national id, card brand, vendor …, for the evaluation; never shown. */
  scheme?: string
  start: number
  end: number
  weight: number
}

/** Looks for its kinds in time that grows no faster than the text. */
export type Detector = (scan: Scan) => Finding[]

export function scanOf(settled: string, place: Place): Scan {
  const text = fold(settled)
  return { text, lower: lowered(text), place }
}

/** Lower case of the same length: the few letters whose lower case is longer (İ) stay as they are. */
function lowered(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return Array.from({ length: text.length }, (_, at) => {
    const sign = text.charAt(at)
    const small = sign.toLowerCase()
    return small.length === 1 ? small : sign
  }).join('')
}
