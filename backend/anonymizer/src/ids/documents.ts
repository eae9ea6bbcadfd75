import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import type { Surroundings } from './context.ts'
import { isDay } from './days.ts'

/**
 * Numbers of passports, driving licences and identity cards. Every country has its own letters and digits, and few a
 * check, so what counts is the word right before them.
 */
export function findDocuments(scan: Scan, around: Surroundings): Finding[] {
  return matches(scan.lower, code).flatMap(({ 0: found, index }) => {
    const written = found.replace(/^(\S{7,}) .*/, '$1')
    const end = index + written.length
    if (!isNumberLike(written)) return []
    const context = around.of(index, end)
    const start = context.attached ? index : index - prefixLength(scan.text, index)
    const document = documents.find(({ word }) => context.names.has(word))
    const isPlain = context.doubtful || document?.word === 'licence'
    if (!document || !context.direct || (isPlain && !lettered.test(written))) return []
    around.list(context, end)
    return { kind: 'national_id', scheme: document.scheme, start, end, weight: 0.8 }
  })
}

/** What a word announces, and what that is called. */
const documents = [
  { word: 'passport', scheme: 'passport' },
  { word: 'driving_licence', scheme: 'driving_licence' },
  { word: 'licence', scheme: 'driving_licence' },
  { word: 'id_card', scheme: 'id_card' },
  { word: 'any', scheme: 'id' },
]

const code =
  /(?<![a-z\d])(?=[a-z]{0,5}\d)[a-z\d]{1,20}(?:\.\d{3}){0,3}(?:-[a-z\d]{1,9}){0,5}(?: \d{2,6}){0,3}(?![a-z\d])/g

// Letters that stand apart from their digits: `AB 1234567`, but not those of `NR 1234567`.
const prefix = /(?:^|[ :])((?!N[ORo]? |NUM|NRO|ID |DL )[A-Z]{1,3} )$/

// A letter or two and many digits are hardly anything else.
const lettered = /^[a-z]{1,2}\d[\d-]{6,}$/

function prefixLength(text: string, at: number): number {
  return prefix.exec(text.slice(Math.max(0, at - 5), at))?.[1]?.length ?? 0
}

/** Some signs of which enough are digits, and no date nor a range of years. */
function isNumberLike(written: string): boolean {
  const digits = written.replace(/\D/g, '').length
  const signs = written.replace(/[ .-]/g, '').length
  if (signs < 6 || signs > 20 || isDate(written)) return false
  return digits > 4 || (digits > 1 && signs > 7 && signs < 12 && !/[ -]/.test(written))
}

function isDate(written: string): boolean {
  if (/^(?:19|20)\d\d[- ](?:19|20)\d\d$/.test(written)) return true
  const date = /^(\d{4})-(\d\d)-(\d\d)/.exec(written)
  return date !== null && isDay(Number(date[1]), Number(date[2]), Number(date[3]))
}
