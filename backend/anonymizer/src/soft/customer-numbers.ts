import type { Finding, Scan } from '../scan.ts'
import { answerAfter } from './answers.ts'
import { valuesBelow } from './columns.ts'
import { type Cue, cueAt } from './number/cues.ts'
import { fill, is, not, nouns } from './number/lexicon.ts'
import { type Code, codeAt, locatorAt } from './number/values.ts'
import { afterBracket, gap, has, lowerAt, only, type Reading, readingOf } from './reading.ts'

/** Numbers that stand for a person: of a customer, a member, a contract, a patient. Those of things stay. */
export function findCustomerNumbers(scan: Scan): Finding[] {
  const reading = readingOf(scan)
  const findings: Finding[] = []
  for (let at = 0; at < reading.words.length; at++) {
    const cue = cueAt(reading, at)
    if (!cue) continue
    const code =
      after(reading, cue.to, cue) ?? (cue.sure ? (before(reading, cue) ?? answered(reading, at)) : null)
    if (code) add(findings, finding(reading, code))
    else if (cue.sure) findings.push(...valuesBelow(reading, at).flatMap(cell => below(reading, cell)))
  }
  return findings
}

/** Two cues may lead to the same number. */
function add(findings: Finding[], finding: Finding): void {
  if (findings.at(-1)?.start !== finding.start) findings.push(finding)
}

const near =
  gap.picture |
  gap.space |
  gap.colon |
  gap.mark |
  gap.hash |
  gap.dot |
  gap.cell |
  gap.dash |
  gap.apostrophe |
  gap.comma
const most = 8

function after(reading: Reading, from: number, cue: Cue): Code | null {
  const start = afterBracket(reading, from)
  let free = 0
  for (let at = start; at < start + most && reading.words[at]; at++) {
    if (!only(reading, at, near | gap.line) || (has(reading, at, gap.line) && !has(reading, at, gap.colon)))
      return null
    const code = codeAt(reading, at) ?? (cue.booking ? locatorAt(reading, at) : null)
    if (code) return isTold(reading, at, free, cue, code) ? code : null
    if (!cue.sure && at > start) return null
    if (isSilent(reading, at, cue)) continue
    if (!cue.sure || not.has(lowerAt(reading, at)) || reading.words[at]!.digit || ++free > mostFree)
      return null
  }
  return null
}

const mostFree = 3

/** "Kundennummer meiner Mutter lautet 4711": after words that say nothing the number must be announced. */
function isTold(reading: Reading, at: number, free: number, { sure }: Cue, code: Code): boolean {
  if (free > 0) return has(reading, at, gap.colon) || is.has(lowerAt(reading, at - 1))
  return sure || isLong(reading, code) || has(reading, at, gap.hash)
}

function isSilent(reading: Reading, at: number, { sure }: Cue): boolean {
  const lower = lowerAt(reading, at)
  if (not.has(lower)) return false
  return fill.has(lower) || (sure && (nouns.has(lower) || isInitials(reading, at)))
}

/** "N° allocataire CAF …": the short name of an office. */
function isInitials(reading: Reading, at: number): boolean {
  const word = reading.words[at]!
  return word.shout && !word.digit && word.lower.length <= 5
}

/** Without "number" only a long number or a mixed code is taken for one. */
function isLong({ scan, words }: Reading, { from, to }: Code): boolean {
  const text = scan.text.slice(words[from]!.start, words[to - 1]!.end)
  if (/^[\d-]+$/.test(text) && text.replace(/-/g, '').length > 6) return true
  return /\d{6}/.test(text) || (/[A-Z]/.test(text) && /\d{3}/.test(text)) || /^\d{4,}-\d{2,}$/.test(text)
}

/** "4711-22 ist meine Kundennummer" */
function before(reading: Reading, { from }: Cue): Code | null {
  let said = false
  for (let at = from - 1; at >= Math.max(0, from - 5); at--) {
    if (!only(reading, at + 1, gap.space | gap.mark | gap.apostrophe | gap.comma)) return null
    const code = reading.words[at]!.digit ? codeEndingAt(reading, at) : null
    if (code) return said || isBracketed(reading, code) ? code : null
    if (is.has(lowerAt(reading, at))) said = true
    else if (!fill.has(lowerAt(reading, at))) return null
  }
  return null
}

/** "204817 (Kundennummer)" */
function isBracketed({ scan, words }: Reading, { to }: Code): boolean {
  return /^ ?\($/.test(scan.text.slice(words[to - 1]!.end, words[to]?.start ?? 0))
}

function codeEndingAt(reading: Reading, at: number): Code | null {
  for (let from = Math.max(0, at - 4); from <= at; from++) {
    const code = codeAt(reading, from)
    if (code && code.to === at + 1) return code
  }
  return null
}

/** "Your customer number?" and the number as the answer to it. */
function answered(reading: Reading, at: number): Code | null {
  const answer = answerAfter(reading, at)
  for (let next = answer; answer >= 0 && next < answer + 4; next++) {
    const code = codeAt(reading, next)
    if (code || !fill.has(lowerAt(reading, next))) return code
  }
  return null
}

function below(reading: Reading, cell: number): Finding[] {
  const code = codeAt(reading, cell)
  return code ? [finding(reading, code)] : []
}

function finding({ words }: Reading, { from, to }: Code): Finding {
  return { kind: 'customer_number', start: words[from]!.start, end: words[to - 1]!.end, weight: 0.8 }
}
