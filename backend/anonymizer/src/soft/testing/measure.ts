import type { Kind } from '../../kinds.ts'
import { type Finding, scanOf } from '../../scan.ts'
import { findAddresses } from '../addresses.ts'
import { findBirthDates } from '../birth-dates.ts'
import { findCustomerNumbers } from '../customer-numbers.ts'
import { findHandles } from '../handles.ts'

/** Texts of one language: in the positives each value stands between ‹ and ›, with the letter of its kind. */
interface Batch {
  positives: readonly string[]
  negatives: readonly string[]
}

export interface Score {
  wanted: number
  hit: number
  /** Findings, and how many of them lie on something wanted. */
  found: number
  right: number
  /** What went wrong, to read. */
  misses: string[]
}

const kinds: Record<string, Kind> = { a: 'address', b: 'birth_date', h: 'handle', c: 'customer_number' }

interface Wanted {
  kind: Kind
  start: number
  end: number
}

/** Takes the marks out of a text. */
function unmarked(marked: string): { text: string; wanted: Wanted[] } {
  const wanted: Wanted[] = []
  let text = ''
  for (const piece of marked.split(/(‹\w:[^›]*›)/)) {
    const match = /^‹(\w):([^›]*)›$/.exec(piece)
    if (!match) {
      text += piece
      continue
    }
    wanted.push({ kind: kinds[match[1]!]!, start: text.length, end: text.length + match[2]!.length })
    text += match[2]!
  }
  return { text, wanted }
}

export function softly(text: string): Finding[] {
  const scan = scanOf(text, { regions: [] })
  return [findAddresses, findBirthDates, findHandles, findCustomerNumbers].flatMap(find => find(scan))
}

/** A value is hit when nine tenths of it are covered; a finding is right when most of it is wanted. */
export function scoreOf({ positives, negatives }: Batch): Map<Kind, Score> {
  const scores = new Map<Kind, Score>(
    Object.values(kinds).map(kind => [kind, { wanted: 0, hit: 0, found: 0, right: 0, misses: [] }]),
  )
  for (const marked of [...positives, ...negatives]) {
    const { text, wanted } = unmarked(marked)
    const findings = softly(text)
    for (const want of wanted) {
      const score = scores.get(want.kind)!
      score.wanted++
      const covered = findings
        .filter(({ kind }) => kind === want.kind)
        .reduce((sum, one) => sum + shared(one, want), 0)
      if (covered >= 0.9 * (want.end - want.start)) score.hit++
      else score.misses.push(`missed ${text.slice(want.start, want.end)} in: ${text}`)
    }
    for (const finding of findings) {
      const score = scores.get(finding.kind)!
      score.found++
      const right = wanted
        .filter(({ kind }) => kind === finding.kind)
        .reduce((sum, one) => sum + shared(finding, one), 0)
      if (right >= 0.7 * (finding.end - finding.start)) score.right++
      else score.misses.push(`wrong ${text.slice(finding.start, finding.end)} in: ${text}`)
    }
  }
  return scores
}

function shared(one: { start: number; end: number }, other: { start: number; end: number }): number {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start))
}
