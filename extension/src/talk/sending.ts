import type { Shared } from '@atavus/contract/own'
import type { Masks } from '../share/masks.ts'
import type { Lent } from './kept.ts'

/** What a question takes along, with what was masked in it and what lies in its tab. */
export interface Sending {
  text: string
  context: Shared[]
  values: Masks['values']
  lent: Lent | null
  /** What was written, where that is not what is sent. */
  typed?: string | undefined
}

/** What goes back to where it was typed when a question does not get through. */
export const wordsOf = ({ typed, text }: { typed?: string | undefined; text: string }): string =>
  typed ?? text

/** A question that took something along and is to be asked anew, as it was sent. */
export interface Again {
  text: string
  context: Shared[]
  lent: Lent | null
  masks: Masks
}
