import { detect, isOrdinary, special } from '@atavus/anonymizer/find'
import { type Masked, type MaskOptions, mask } from '@atavus/anonymizer/mask'

/** Masks the texts of one prompt, the question first; throws when it cannot, and then nothing may leave. */
export type Anonymizer = (
  texts: readonly string[],
  options: Omit<MaskOptions, 'detect' | 'special' | 'isOrdinary' | 'tick'>,
) => Masked

/** The time for one prompt is over. */
export class Overtime extends Error {}

const usualBudgetMs = 500

/** The anonymizer with all its detectors, under a limit of time. `now`: milliseconds of a clock that does not jump. */
export function createAnonymizer(now: () => number, budgetMs = usualBudgetMs): Anonymizer {
  return (texts, options) => {
    const end = now() + budgetMs
    const tick = () => {
      if (now() > end) throw new Overtime()
    }
    return mask(texts, { ...options, detect: scan => detect(scan, tick), special, isOrdinary, tick })
  }
}
