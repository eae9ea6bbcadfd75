import { family, firm, type Lexicon, sure, wordIn } from '../lexicon/bits.ts'
import type { Detector, Finding } from '../scan.ts'
import { answeredNames } from './answers.ts'
import { cuedNames } from './cued.ts'
import type { Name } from './name.ts'
import { plainNames } from './plain.ts'
import { type Reading, readingOf } from './reading.ts'
import { supportedNames } from './support.ts'
import { tabledNames } from './tables.ts'
import { vetoed } from './vetoes.ts'

/** People by their names, in the six languages: after words that announce them, and by themselves, as a lexicon goes. */
export function people(lexicon: Lexicon): Detector {
  return scan => namesIn(readingOf(scan, lexicon))
}

function namesIn(reading: Reading): Finding[] {
  const stands = vetoed(reading)
  const names = longest(
    [
      ...cuedNames(reading),
      ...answeredNames(reading),
      ...tabledNames(reading),
      ...plainNames(reading),
    ].filter(name => !stands(name)),
  )
  const more = longest([...names, ...supportedNames(reading, names)].filter(name => !stands(name)))
  return more.map(name => findingOf(reading, name))
}

/** Of names that overlap, the one that is announced, has more words, comes first. */
function longest(names: Name[]): Name[] {
  const sorted = names.sort(
    (one, other) => one.from - other.from || other.to - one.to || other.weight - one.weight,
  )
  const kept: Name[] = []
  for (const name of sorted) {
    const last = kept.at(-1)
    if (!last || name.from >= last.to) kept.push(name)
    else if (name.to > last.to) last.to = name.to
  }
  return kept
}

function findingOf(reading: Reading, { from, to, weight, short }: Name): Finding {
  const start = reading.words[from]?.start ?? 0
  const end = (reading.words[to - 1]?.end ?? 0) - (short ?? genitive(reading, to - 1, to - from > 1))
  return { kind: 'person', start, end, weight }
}

/** How many letters of the word are a genitive, as in "Annas Bestellung". */
function genitive(reading: Reading, at: number, several: boolean): number {
  const key = reading.keys[at] ?? ''
  if (!key.endsWith('s') || key.length < 4 || !((reading.tongues[at] ?? 0) & (wordIn.de | wordIn.nl)))
    return 0
  if ((reading.bits[at] ?? 0) & (sure | family) || reading.words[at + 1]?.tie !== ' ') return 0
  if (several && !reading.words[at + 1]?.capital) return 0
  return reading.lexicon.bitsOf(key.slice(0, -1)) & (sure | firm) ? 1 : 0
}
