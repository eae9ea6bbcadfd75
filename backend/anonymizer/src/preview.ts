import { findPhones } from './contact/phone-judge-small.ts'
import { anyWord, keyOf } from './lexicon/bits.ts'
import { smallLexicon } from './lexicon/small.ts'
import { people } from './names/people.ts'
import { resolve } from './resolve.ts'
import { type Finding, type Place, type Scan, scanOf } from './scan.ts'
import { findAddresses } from './soft/small/addresses.ts'
import { findBirthDates } from './soft/small/birth-dates.ts'
import { structured, withDigits } from './structured.ts'
import { withWholeRuns } from './whole-runs.ts'

// What a browser finds before somebody shares a text: as much as small data allow. The server goes over it again.

const lexicon = smallLexicon()
const detectors = [...structured(findPhones), withDigits(findAddresses)]
const findPeople = people(lexicon)

/** What each detector finds in a text, overlapping as it may. */
export function detect(scan: Scan): Finding[] {
  const persons = findPeople(scan)
  const others = detectors.flatMap(detector => detector(scan))
  return withWholeRuns([...others, ...persons, ...findBirthDates(scan, persons)], scan.text)
}

/** Whether a word, in lower case, is an ordinary word too, so that it names nobody by itself. */
export const isOrdinary = (word: string): boolean => (lexicon.bitsOf(keyOf(word)) & anyWord) !== 0

/** What identifies a person in a settled text, in its order, without overlaps. */
export function find(settled: string, place: Place): Finding[] {
  const scan = scanOf(settled, place)
  return resolve(detect(scan), scan.text)
}
