import { canonical } from './canonical.ts'
import { fold } from './fold.ts'
import type { Kind } from './kinds.ts'
import { matches } from './matches.ts'
import type { Finding, Scan } from './scan.ts'
import { sumsOf } from './sums.ts'

/** A value that was found somewhere in the same conversation. */
export interface Known {
  kind: Kind
  value: string
  /** It was masked before: then it is wanted however short it is. */
  exact?: boolean
}

/** Known values by their first words, in lower case. */
export type Index = ReadonlyMap<string, readonly Wanted[]>

/** Finds again, in a folded text, what was found before: whoever gave a name once need not be introduced again. */
export function findKnown(wanted: Index, { text, lower }: Pick<Scan, 'text' | 'lower'>): Finding[] {
  if (wanted.size === 0) return []
  // A name may bear a genitive at once: "Annas Bestellung".
  const formsFor = (word: string) =>
    word.endsWith('s')
      ? [...(wanted.get(word) ?? []), ...(wanted.get(word.slice(0, -1)) ?? [])]
      : (wanted.get(word) ?? [])
  const sumOf = sumsOf(lower)
  const findings: Finding[] = []
  for (const { index, 0: first } of matches(lower, eachWord))
    for (const { kind, length, sum, lead, capital } of formsFor(first)) {
      const start = index - lead
      const end = start + length
      const last = findings.at(-1)
      // What lies within it goes with it.
      if (last && last.start <= start && end <= last.end) continue
      if (start < 0 || sumOf(start, end) !== sum || !stands(lower, start, end)) continue
      if (capital && text[start] === lower[start]) continue
      findings.push({ kind, start, end, weight: 0.75, scheme: 'known' })
    }
  return findings
}

interface Wanted {
  kind: Kind
  length: number
  /** By which it is known again: one that begins everywhere and ends nowhere would be read over and over. */
  sum: number
  /** How many signs of the form stand before its first word. */
  lead: number
  capital: boolean
}

/**
 * Makes known values ready to be found. Of a person's name its parts count as well, where they are no ordinary word;
 * short ones only with a capital.
 */
export function indexOf(values: readonly Known[], isOrdinary: (word: string) => boolean): Index {
  const wanted = new Map<string, Wanted[]>()
  const seen = new Set<string>()
  const add = (kind: Kind, value: string, capital: boolean) => {
    if (seen.has(`${kind} ${value}`)) return
    seen.add(`${kind} ${value}`)
    const form = fold(value).toLowerCase()
    const first = firstWord.exec(form)
    if (!first) return
    const list = wanted.get(first[0]) ?? []
    wanted.set(first[0], list)
    const sum = sumsOf(form)(0, form.length)
    if (list.length < mostOfOneWord) list.push({ kind, length: form.length, sum, lead: first.index, capital })
  }
  for (const { kind, value, exact } of values) {
    if (seen.has(`${kind} ${value}`) || (!exact && !isTelling(kind, value))) continue
    add(kind, value, false)
    if (kind === 'person') for (const part of partsOf(value, isOrdinary)) add(kind, part, part.length < 4)
  }
  for (const list of wanted.values()) list.sort((one, other) => other.length - one.length)
  return wanted
}

/** A short number or a text of somebody's own would be found where it means something else. */
function isTelling(kind: Kind, value: string): boolean {
  const compact = canonical(kind, value).replace(/\s/g, '')
  if (kind === 'text' || kind === 'birth_date') return kind === 'birth_date' && compact.length > 4
  return compact.length >= (/^\d+$/.test(compact) ? 6 : 3)
}

/** The names in a name: not its particles, initials and ordinary words. */
function partsOf(name: string, isOrdinary: (word: string) => boolean): string[] {
  const parts = name.split(/[\s,]+/).filter(Boolean)
  if (parts.length < 2) return []
  return parts.filter(part => part.length >= 3 && !isOrdinary(part.toLowerCase()))
}

const stands = (text: string, start: number, end: number) =>
  !(isLetter(text, start - 1) && isLetter(text, start)) && !(isLetter(text, end - 1) && continues(text, end))

const isLetter = (text: string, at: number) => at >= 0 && at < text.length && wordSign.test(text[at]!)

/** Whether the word goes on at `at`, otherwise than by an s at its end. */
function continues(text: string, at: number): boolean {
  if (!isLetter(text, at)) return false
  return !(text[at] === 's' && !isLetter(text, at + 1))
}

const mostOfOneWord = 32
const eachWord = /[\p{L}\p{N}]+/gu
const firstWord = /[\p{L}\p{N}]+/u
const wordSign = /[\p{L}\p{N}]/u
