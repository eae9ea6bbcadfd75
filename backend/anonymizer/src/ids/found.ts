import { settle } from '../fold.ts'
import { type Detector, scanOf } from '../scan.ts'

/** What a detector finds, as a test writes it down: `us_ssn 123-45-6789`. */
export function found(detector: Detector, text: string): string[] {
  const scan = scanOf(settle(text), { regions: [] })
  return detector(scan)
    .toSorted((one, other) => one.start - other.start)
    .map(({ scheme, start, end }) => `${scheme} ${scan.text.slice(start, end)}`)
}
