import { doubtful } from '@atavus/anonymizer/doubt'
import { detect, isOrdinary, special } from '@atavus/anonymizer/find'
import { type Masked, type MaskOptions, mask } from '@atavus/anonymizer/mask'
import type { Finding, Scan } from '@atavus/anonymizer/scan'

/** Masks the texts of one prompt, what was said first; throws when it cannot, and then nothing may leave. */
export type Anonymizer = (
  texts: readonly string[],
  options: Omit<MaskOptions, 'detect' | 'special' | 'doubtful' | 'isOrdinary' | 'tick'>,
) => Masked

/** The time for one prompt is over. */
export class Overtime extends Error {}

const usualBudgetMs = 500
const mostPages = 1000

/** The anonymizer with all its detectors, under a limit of time. `now`: milliseconds that never go back. */
export function createAnonymizer(now: () => number, budgetMs = usualBudgetMs): Anonymizer {
  const pages = remembered(mostPages)
  return (texts, options) => {
    const end = now() + budgetMs
    const tick = () => {
      if (now() > end) throw new Overtime()
    }
    const find = (scan: Scan) => detect(scan, tick)
    return mask(texts, {
      ...options,
      detect: (scan, said) => (said ? find(scan) : pages(scan, find)),
      special,
      doubtful,
      isOrdinary,
      tick,
    })
  }
}

/** The same pages are read over and over: what was found in one is kept. What a person says never is. */
function remembered(most: number) {
  const known = new Map<string, Finding[]>()
  return (scan: Scan, find: (scan: Scan) => Finding[]): Finding[] => {
    const key = `${scan.place.language} ${scan.place.regions} ${scan.text}`
    const before = known.get(key)
    if (before) return before
    const found = find(scan)
    if (known.size >= most) known.clear()
    known.set(key, found)
    return found
  }
}
