import type { Reading } from '../reading.ts'
import { hints, logins, names, pairs, platforms, shy } from './lexicon.ts'

/** What a word says about the name after it: that it is one, or only where it is one. */
export type Cue = 'name' | 'login' | 'platform' | 'shy' | 'hint'

/** One look for all of them; the later are the stronger. */
const cues = new Map<string, Cue>([
  ...[...hints].map(word => [word, 'hint'] as const),
  ...[...logins].map(word => [word, 'login'] as const),
  ...[...shy].map(word => [word, 'shy'] as const),
  ...[...platforms].map(word => [word, 'platform'] as const),
  ...[...names].map(word => [word, 'name'] as const),
])
const last = new Set([...pairs].map(pair => pair.slice(pair.lastIndexOf(' ') + 1).replace("d'", '')))

/** The cue that ends with the word `at`. */
export function cueAt(reading: Reading, at: number): Cue | null {
  const { lower } = reading.words[at]!
  if (last.has(lower) && isPair(reading, at)) return 'name'
  return cues.get(lower) ?? null
}

/** "user name", "nom d'utilisateur" */
function isPair({ scan, words }: Reading, at: number): boolean {
  const { end } = words[at]!
  if (at === 0) return false
  const two = scan.lower.slice(words[at - 1]!.start, end).replace(/[_-]/, ' ')
  return pairs.has(two) || (at > 1 && pairs.has(scan.lower.slice(words[at - 2]!.start, end)))
}
