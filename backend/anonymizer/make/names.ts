import { anyWord, family, firm, given, keysOf, plain, sure, thing, trade } from '../src/lexicon/bits.ts'
import { filterFrom, holds } from '../src/lexicon/filter.ts'
import names from '../src/lexicon/names.json' with { type: 'json' }
import vetoes from '../src/lexicon/vetoes.json' with { type: 'json' }
import common from './common.json' with { type: 'json' }
import { filterOf } from './filter.ts'

/** What a browser knows of names; see `src/lexicon/small.ts`. */
export interface SmallNames {
  given: string
  family: string
  word: string
  /** Names that are no words, though the filter of words would let them pass. */
  name: string
  /** Ordinary words that are no given names, though the filter of given names would let them pass. */
  not: string
  /** The keys of brands. */
  known: string
  /** Words that make a name beside them nobody's, each behind what it is. */
  beside: string
}

/**
 * A part of the lexicon, in a twentieth of its size: the given names that are names everywhere and the common family
 * names, and of these and of the most frequent words (`common.json`, by language) those that are words as well.
 */
export function smallNames(): SmallNames {
  const frequent = new Set(Object.values(common).flatMap(words => words.split(' ')))
  const lists = { given: [] as string[], family: [] as string[], word: [] as string[] }
  const others: string[] = []
  for (const [word, bits] of known()) {
    const [first, last] = [isGiven(bits), isFamily(bits)]
    if (first) lists.given.push(word)
    if (last) lists.family.push(word)
    const ordinary = (bits & (anyWord | thing)) !== 0
    if (ordinary && !first && !last) others.push(word)
    if (ordinary && (first || last || frequent.has(word))) lists.word.push(word)
  }
  const [given, word] = [filterOf(lists.given, 8), filterOf(lists.word, 5)]
  const [givenFilter, wordFilter] = [filterFrom(given), filterFrom(word)]
  const words = new Set(lists.word)
  const names = new Set([...lists.given, ...lists.family])
  const taken = [...names].filter(name => !words.has(name) && holds(wordFilter, name))
  return {
    given,
    family: filterOf(lists.family, 3),
    word,
    name: filterOf(taken, 5),
    not: filterOf(
      others.filter(word => holds(givenFilter, word)),
      8,
    ),
    known: filterOf([...new Set(vetoes.known.split('|').map(brand => keysOf(brand).join(' ')))], 12),
    beside: filterOf([...beside('product'), ...beside('before'), ...beside('after')], 9),
  }
}

/** What is more than one word is never looked up. */
function beside(veto: 'product' | 'before' | 'after'): string[] {
  const words = new Set(vetoes[veto].split('|').filter(word => /^[\p{L}\p{N}]+$/u.test(word)))
  return [...words].map(word => veto + word)
}

/** A few names come from far away, and are left out with those that are places and months first of all. */
const isGiven = (bits: number): boolean =>
  (bits & given) !== 0 && (bits & sure) !== 0 && !(bits & thing) && (bits & (plain | anyWord | family)) !== 0

const isFamily = (bits: number): boolean =>
  (bits & family) !== 0 && (bits & firm) !== 0 && !(bits & thing) && (bits & (trade | anyWord | given)) !== 0

/** The words of the lexicon in their order; those that are longer than any that a browser looks up are left out. */
function known(): [string, number][] {
  const all = Object.entries(names).flatMap(([bits, packed]) => wordsOf(packed, Number.parseInt(bits, 36)))
  return all.filter(([word]) => word.length > 1 && word.length <= 12).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** In a group each word is the count of letters that it shares with the one before, and its rest. */
function wordsOf(packed: string, bits: number): [string, number][] {
  let last = ''
  return [...packed.matchAll(/([A-Z])([^A-Z]*)/g)].map(([, shared, rest]) => {
    last = last.slice(0, shared!.charCodeAt(0) - 65) + rest
    return [last, bits]
  })
}
