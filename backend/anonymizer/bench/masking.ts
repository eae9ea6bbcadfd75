import { createHmac } from 'node:crypto'
import { doubtful } from '../src/doubt.ts'
import type { SpecialCategory } from '../src/kinds.ts'
import { mask } from '../src/mask.ts'
import type { Finding, Scan } from '../src/scan.ts'
import type { Find } from './score.ts'

/** What a part of the anonymizer offers to find things with: the server's, or the browser's. */
export interface Detection {
  find: Find
  detect(scan: Scan): Finding[]
  isOrdinary(word: string): boolean
  /** The browser tells of none. */
  special?(scan: Scan): SpecialCategory[]
}

/** Masks a text as it would leave. */
export const masking =
  ({ detect, isOrdinary, special = () => [] }: Detection) =>
  (text: string): void => {
    mask([text], {
      place: { language: 'en', regions: ['GB', 'DE', 'FR'] },
      detect: scan => detect(scan),
      isOrdinary,
      doubtful,
      special,
      digest: value => createHmac('sha256', 'bench').update(value).digest(),
      earlier: [],
      said: 1,
      readable: [],
    })
  }
