import { everyday } from '../contact/regions.ts'
import { languages } from '../kinds.ts'
import { anyWord, bitsBy, family, firm, given, keyOf, type Lexicon, sure, wordIn } from './bits.ts'
import { filterFrom, holds } from './filter.ts'
import names from './small.json' with { type: 'json' }

// `small.json` is made of the whole lexicon by `make/main.ts`.

/** What a browser knows of names: the more common ones, and one word in 256 that is none passes for one of them. */
export function smallLexicon(): Lexicon {
  const [known, beside] = [filterFrom(names.known), filterFrom(names.beside)]
  return {
    bitsOf: bitsBy(look()),
    vetoes: (veto, words) => (veto === 'known' ? holds(known, words) : holds(beside, veto + words)),
  }
}

function look(): (key: string) => number {
  const [first, last] = [filterFrom(names.given), filterFrom(names.family)]
  const [word, name, not] = [filterFrom(names.word), filterFrom(names.name), filterFrom(names.not)]
  const ordinary = new Map<string, number>()
  for (const language of languages)
    for (const one of everyday[language].split('|'))
      ordinary.set(keyOf(one), (ordinary.get(keyOf(one)) ?? 0) | wordIn[language])
  return key => {
    const known = ordinary.get(key)
    if (known || key.length < 2 || key.length > 12) return known ?? 0
    if (holds(first, key) && holds(not, key)) return anyWord
    const bits = (holds(first, key) ? given | sure : 0) | (holds(last, key) ? family | firm : 0)
    return holds(word, key) && !holds(name, key) ? bits | anyWord : bits
  }
}
