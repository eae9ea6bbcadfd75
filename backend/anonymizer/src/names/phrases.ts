import { keyOf, keysOf } from '../lexicon/bits.ts'
import cues from './cues.json' with { type: 'json' }
import type { Word } from './words.ts'

/** A phrase that is known, in a text, from its first word to the one after its last. */
export interface Match {
  /** One of the kinds of cues. */
  kind: string
  from: number
  to: number
}

interface Phrase {
  kind: string
  keys: string[]
}

/** The cues by their first words. */
const phrases = new Map<string, Phrase[]>()
for (const [kind, lists] of Object.entries(cues)) for (const list of Object.values(lists)) add(kind, list)

/** Lists are written with bars between their phrases. */
function add(kind: string, list: string) {
  for (const phrase of list.split('|')) {
    const keys = keysOf(phrase)
    const first = keys[0]
    if (!first) continue
    const others = phrases.get(first)
    if (others) others.push({ kind, keys })
    else phrases.set(first, [{ kind, keys }])
  }
}

/** The phrases in a text; of those of one kind that begin at the same word, the longest. */
export function matchesIn(words: readonly Word[], keys: readonly string[], text: string): Match[] {
  const matches: Match[] = []
  for (let from = 0; from < keys.length; from++) {
    const candidates = phrases.get(keys[from] ?? '')
    if (!candidates) continue
    const already = matches.length
    for (const { kind, keys: wanted } of candidates) {
      const to = from + wanted.length
      if (!wanted.every((key, at) => key === keys[from + at]) || !isTogether(words, from, to, text)) continue
      let same = already
      while (same < matches.length && matches[same]?.kind !== kind) same++
      if (to > (matches[same]?.to ?? 0)) matches[same] = { kind, from, to }
    }
  }
  return matches
}

/** Whether nothing that parts them stands between words. */
export function isTogether(words: readonly Word[], from: number, to: number, text: string): boolean {
  for (let at = from + 1; at < to; at++) {
    const start = words[at - 1]?.end ?? 0
    const end = words[at]?.start ?? 0
    if (end - start > 3 || (end - start > 1 && text.slice(start, end).includes('\n'))) return false
    if (end - start === 1 && text.charAt(start) === '\n') return false
  }
  return true
}

/** The words that announce a name, by themselves or as the last of several; none of them begins a name. */
export const announcers: ReadonlySet<string> = new Set(
  [cues.title, cues.greet, cues.kin, cues.self, cues.am].flatMap(lastWords),
)

/** The words that stand before a colon in forms. */
export const labels: ReadonlySet<string> = new Set([cues.field, cues.label, cues.part].flatMap(lastWords))

/** What people do, as the words that follow their names. */
export const deeds: ReadonlySet<string> = new Set(
  Object.values(cues.act).flatMap(list =>
    list
      .split('|')
      .filter(phrase => !phrase.includes(' '))
      .map(keyOf),
  ),
)

/** What never goes on with a name either. */
export const titles: ReadonlySet<string> = new Set([cues.title, cues.weak].flatMap(lastWords))

function lastWords(lists: Record<string, string>): string[] {
  return Object.values(lists)
    .flatMap(list => list.split('|'))
    .map(phrase => keysOf(phrase).at(-1) ?? '')
    .filter(key => key.length > 1)
}
