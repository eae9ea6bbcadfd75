import type { Detector } from '../scan.ts'
import { findCodes } from './codes.ts'
import { surroundings } from './context.ts'
import contrary from './contrary.json' with { type: 'json' }
import cues from './cues.json' with { type: 'json' }
import { bookOf } from './cues.ts'
import documents from './documents.json' with { type: 'json' }
import { findDocuments } from './documents.ts'
import { findNumbers } from './numbers.ts'

// Any word for a licence speaks for a British one too.
const uk_driving_licence = [...documents.driving_licence, ...cues.uk_driving_licence]
const book = bookOf({ ...cues, ...documents, uk_driving_licence, contrary })
const digit = /\d/

/** National ids, tax and insurance numbers, passports and licences. */
export const findNationalIds: Detector = scan => {
  if (!digit.test(scan.text)) return []
  return [findNumbers, findCodes, findDocuments].flatMap(find => find(scan, surroundings(scan, book)))
}
