import { findPhones } from './contact/phone-judge.ts'
import type { SpecialCategory } from './kinds.ts'
import { anyWord, keyOf, thing } from './lexicon/bits.ts'
import { lexicon } from './lexicon/lexicon.ts'
import { people } from './names/people.ts'
import { resolve } from './resolve.ts'
import { type Detector, type Finding, type Place, type Scan, scanOf } from './scan.ts'
import { findAddresses } from './soft/addresses.ts'
import { findBirthDates } from './soft/birth-dates.ts'
import { findCustomerNumbers } from './soft/customer-numbers.ts'
import { findHandles } from './soft/handles.ts'
import { findSpecial } from './soft/special.ts'
import { structured, withDigits } from './structured.ts'
import { withWholeRuns } from './whole-runs.ts'

const detectors: Detector[] = [
  ...structured(findPhones),
  people(lexicon),
  findAddresses,
  withDigits(findBirthDates),
  findHandles,
  withDigits(findCustomerNumbers),
]

/** What each detector finds in a text, overlapping as it may. `tick` is called between them. */
export function detect(scan: Scan, tick: () => void = () => {}): Finding[] {
  const findings = detectors.flatMap(detector => {
    tick()
    return detector(scan)
  })
  return withWholeRuns(findings, scan.text)
}

/** Special categories of personal data that a text speaks of. */
export const special = (scan: Scan): SpecialCategory[] => findSpecial(scan)

/** Whether a word, in lower case, is an ordinary word too, so that it names nobody by itself. */
export const isOrdinary = (word: string): boolean => (lexicon.bitsOf(keyOf(word)) & (anyWord | thing)) !== 0

/** What identifies a person in a settled text, in its order, without overlaps. */
export function find(settled: string, place: Place): Finding[] {
  const scan = scanOf(settled, place)
  return resolve(detect(scan), scan.text)
}
