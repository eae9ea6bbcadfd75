import type { Finding } from '../src/scan.ts'

/** A poor detector for trying the bench out: e-mail addresses and long runs of digits. */
export function find(settled: string): Finding[] {
  return [
    ...matches(settled, /[\w.+-]{1,64}@[\w.-]{1,255}\w/g).map(found => ({
      ...found,
      kind: 'email' as const,
    })),
    ...matches(settled, /\d[\d ]{8,30}\d/g).map(found => ({ ...found, kind: 'phone' as const })),
  ]
}

const matches = (text: string, pattern: RegExp) =>
  Array.from(text.matchAll(pattern), ({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
    weight: 0.6,
  }))
