import type { CodeScheme, NumberScheme } from './scheme.ts'

/** US Social Security number: no area 000, 666 or 9xx, no group 00, no serial 0000 (SSA, since 25 June 2011). */
export function isSsn(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits)
}

/** US taxpayer number of those without an SSN: 9xx and a group of 50–65, 70–88, 90–92 or 94–99 (IRS IRM 3.21.263). */
export function isItin(digits: string): boolean {
  return /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits)
}

const dashed = /^\d{3}-\d{2}-\d{4}$/

export const american: NumberScheme[] = [
  {
    name: 'us_ssn',
    lengths: [9],
    valid: isSsn,
    alone: written => dashed.test(written),
    unchecked: true,
    weight: 0.8,
  },
  {
    name: 'us_itin',
    lengths: [9],
    valid: isItin,
    alone: written => dashed.test(written),
    unchecked: true,
    weight: 0.8,
  },
]

/** US Medicare number (MBI), "1EG4-TE5-MK73": no S, L, O, I, B or Z (CMS, "Understanding the MBI format"). */
export const americanCodes: CodeScheme[] = [
  {
    name: 'us_mbi',
    pattern:
      /(?<![a-z\d])[1-9][ac-hjkmnp-rt-y][\dac-hjkmnp-rt-y]\d-?[ac-hjkmnp-rt-y][\dac-hjkmnp-rt-y]\d-?[ac-hjkmnp-rt-y]{2}\d\d(?![a-z\d])/g,
    valid: () => true,
    alone: written => written.includes('-') || /[A-Z]/.test(written),
    unchecked: true,
    weight: 0.8,
  },
]
