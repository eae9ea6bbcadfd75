import type { Kind, Language } from '../src/kinds.ts'
import type { Place } from '../src/scan.ts'

/** The team may look at what fails in `tuning`; of `heldout` only totals are looked at. */
export type Half = 'tuning' | 'heldout'
export const halves: readonly Half[] = ['tuning', 'heldout']

/**
 * What a stretch of text is to the score: a `value` must be found; a `mistyped` id (its checksum is wrong, but it stands
 * behind its own cue) is counted apart; an `optional` one may be found or not.
 */
export type Role = 'value' | 'mistyped' | 'optional'

export interface Piece {
  text: string
  role?: Role
  kind?: Kind
  scheme?: string
}

export interface Label {
  role: Role
  kind: Kind
  scheme?: string
  start: number
  end: number
}

export interface Sample {
  half: Half
  language: Language
  /** Place of its template in the data, for those who look for it. */
  template: string
  /** A hard negative holds nothing that must be found. */
  negative: boolean
  /** How well the place that is told fits the numbers in the text. */
  fit: 'fits' | 'foreign' | 'none'
  place: Place
  /** Settled. */
  text: string
  labels: Label[]
}

const softKinds: readonly Kind[] = ['person', 'address', 'birth_date', 'handle', 'customer_number']
export const isSoft = (kind: Kind): boolean => softKinds.includes(kind)
