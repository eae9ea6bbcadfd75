import type { SpecialCategory } from '../kinds.ts'
import type { Scan } from '../scan.ts'
import { gap, gapBefore, has, lowerAt, type Reading, readingOf } from './reading.ts'
import {
  articles,
  copulas,
  goods,
  having,
  possessives,
  self,
  selfVerbs,
  type Term,
  terms,
  verbs,
  weakSelf,
  wishes,
} from './special/lexicon.ts'

/**
 * The special categories of personal data (GDPR Art. 9 and 10) that a text speaks of: a term beside a word for the
 * writer or the writer's family. The mere mention of a thing ("diabetes socks") is none.
 */
export function findSpecial(scan: Scan): SpecialCategory[] {
  const reading = readingOf(scan)
  const found = new Set<SpecialCategory>()
  for (let at = 0; at < reading.words.length; at++) {
    const known = terms.get(reading.words[at]!.lower)
    for (const term of known ?? []) {
      if (!found.has(term.category) && isSaid(reading, at, term)) found.add(term.category)
    }
  }
  return [...found]
}

function isSaid(reading: Reading, at: number, { words, shy }: Term): boolean {
  for (let next = 1; next < words.length; next++)
    if (lowerAt(reading, at + next) !== words[next]) return false
  const end = at + words.length
  if (isGoods(reading, end) || isStarSign(reading, at)) return false
  return shy ? isDirect(reading, at) : isOwn(reading, at, end)
}

/** The term describes a thing: "diabetes socks", "allergy-friendly". */
function isGoods(reading: Reading, end: number): boolean {
  if (has(reading, end, gap.comma | gap.dot | gap.line | gap.other)) return false
  return goods.has(lowerAt(reading, end)) || goods.has(lowerAt(reading, end + 1))
}

/** Cancer, and the sign of the zodiac: "ich bin Krebs". */
function isStarSign(reading: Reading, at: number): boolean {
  if (lowerAt(reading, at) !== 'krebs') return false
  for (let before = at - 1; before >= Math.max(0, at - 4); before--) {
    if (having.has(lowerAt(reading, before))) return false
  }
  return true
}

/** "I am blind", "je suis en prison", "my therapy": the term right after its person. */
function isDirect(reading: Reading, at: number): boolean {
  const before = lowerAt(reading, at - 1)
  if (possessives.has(before) && !isSentenceEnd(reading, at)) return true
  let next = at - 1
  while (next > at - 3 && articles.has(lowerAt(reading, next)) && !copulas.has(lowerAt(reading, next))) next--
  if (!copulas.has(lowerAt(reading, next)) || isSentenceEnd(reading, at)) return false
  return selfVerbs.has(lowerAt(reading, next)) || isSelf(reading, next - 1) || isSelf(reading, next + 1)
}

const reach = 8
const afterwards = 4

/** A word for the writer stands before the term in its sentence, or shortly after it, and no wish to buy between. */
function isOwn(reading: Reading, at: number, end: number): boolean {
  for (let next = at; next < end; next++) if (isSelf(reading, next)) return true
  for (let next = at - 1; next >= Math.max(0, at - reach); next--) {
    if (isSentenceEnd(reading, next + 1)) break
    const lower = lowerAt(reading, next)
    if (wishes.has(lower) && !isFamilyBefore(reading, next)) return false
    if (isSelf(reading, next)) return true
  }
  for (let next = end; next < end + afterwards && reading.words[next]; next++) {
    if (isSentenceEnd(reading, next)) return false
    if (isSelf(reading, next)) return true
  }
  return false
}

/** "my son is autistic": "is" after a person is no question about a thing. */
function isFamilyBefore(reading: Reading, at: number): boolean {
  const lower = lowerAt(reading, at)
  return (lower === 'is' || lower === 'are') && self.has(lowerAt(reading, at - 1))
}

function isSelf(reading: Reading, at: number): boolean {
  const lower = lowerAt(reading, at)
  return self.has(lower) && (!weakSelf.has(lower) || isSubject(reading, at))
}

function isSubject(reading: Reading, at: number): boolean {
  const lower = lowerAt(reading, at)
  if (lower === 'sono' || lower === 'mi' || lower === 'mes' || lower === 'her' || lower === 'his') return true
  return (
    verbs.has(lowerAt(reading, at + 1)) ||
    verbs.has(lowerAt(reading, at - 1)) ||
    self.has(lowerAt(reading, at - 1))
  )
}

function isSentenceEnd(reading: Reading, at: number): boolean {
  const before = gapBefore(reading, at)
  return (
    (before & (gap.line | gap.other | gap.cell)) !== 0 ||
    ((before & gap.dot) !== 0 && (before & gap.space) !== 0)
  )
}
