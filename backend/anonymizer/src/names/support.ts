import { family, firm, given, sure, thing } from '../lexicon/bits.ts'
import { endsClause, found, type Name } from './name.ts'
import { extend, isCapital, isGerman, isInitial, isParticle, isUnknown, isWord } from './parts.ts'
import type { Reading } from './reading.ts'

const conjunctions = new Set(['and', 'und', 'et', 'y', 'e', 'en', 'or', 'oder', 'ou', 'o', 'of'])

/** Names that would not stand by themselves, but do beside others or with what is said of them. */
export function supportedNames(reading: Reading, names: readonly Name[]): Name[] {
  return [
    ...recalled(reading, names),
    ...joined(reading, names),
    ...listed(reading, names),
    ...acting(reading),
  ]
}

/** Whoever was named in full is meant by a part of the name as well. */
function recalled(reading: Reading, names: readonly Name[]): Name[] {
  const known = new Set<string>()
  for (const { from, to, weight } of names) {
    for (let at = from; at < to; at++) {
      const key = reading.keys[at] ?? ''
      if (
        key.length > 2 &&
        weight > 0.5 &&
        !isParticle(reading, at) &&
        !(isGerman(reading, at) && isWord(reading, at))
      )
        known.add(key)
    }
  }
  const more: Name[] = []
  if (known.size === 0) return more
  for (let at = 0; at < reading.words.length; at++) {
    if (!isCapital(reading, at) || reading.bound[at] || !known.has(reading.keys[at] ?? '')) continue
    const word = reading.words[at]
    const common = isWord(reading, at) && (word?.first || isGerman(reading, at))
    if (!common && word?.tie !== '-') more.push(found(at, at + 1, 0.5))
  }
  return more
}

/** "Mark and Anna": an ambiguous name beside one that is not. */
function joined(reading: Reading, names: readonly Name[]): Name[] {
  return names.flatMap(({ from, to }) => {
    const beside: Name[] = []
    const signs = (one: number) =>
      reading.scan.text.slice(reading.words[one - 1]?.end, reading.words[one]?.start)
    if (conjunctions.has(reading.keys[from - 1] ?? '') || signs(from) === ' & ') {
      const at = signs(from) === ' & ' ? from - 1 : from - 2
      if (isDoubtful(reading, at)) beside.push(found(at, at + 1, 0.5))
    }
    if (conjunctions.has(reading.keys[to] ?? '') || signs(to) === ' & ') {
      const at = signs(to) === ' & ' ? to : to + 1
      if (isDoubtful(reading, at)) {
        beside.push(found(at, extend(reading, at, { cased: true, eager: false }), 0.5))
      }
    }
    return beside
  })
}

function isDoubtful(reading: Reading, at: number): boolean {
  const bits = reading.bits[at] ?? 0
  return isCapital(reading, at) && (bits & sure) !== 0 && !reading.bound[at]
}

/** "Nia,Williams" and "Williams | Nia": the family name in the next column. */
function listed(reading: Reading, names: readonly Name[]): Name[] {
  return names.flatMap(({ from, to }) => {
    if (to > from + 1 || !((reading.bits[from] ?? 0) & sure)) return []
    return [from - 1, to].flatMap(at => (isColumn(reading, at, from) ? [found(at, at + 1, 0.5)] : []))
  })
}

function isColumn(reading: Reading, at: number, beside: number): boolean {
  const { words, scan } = reading
  const [left, right] = at < beside ? [at, beside] : [beside, at]
  const between = scan.text.slice(words[left]?.end ?? 0, words[right]?.start ?? 0)
  if (!/^"?(?:[,;\t]| ?\| ?)"?$/.test(between) || !isCapital(reading, at) || reading.bound[at]) return false
  if (isInitial(reading, at)) return false
  const bits = reading.bits[at] ?? 0
  if (bits & thing && !(bits & firm)) return false
  const around = scan.text.charAt(words[at]?.end ?? 0) + scan.text.charAt((words[at]?.start ?? 0) - 1)
  if (
    !/[,;|\t\n" ]/.test(around) ||
    (scan.text.charAt(words[at]?.end ?? 0) === ' ') !== between.includes(' ')
  )
    return false
  return bits & family
    ? !isGerman(reading, at) || !isWord(reading, at) || (bits & firm) !== 0
    : isUnknown(reading, at)
}

/** "Petrov mein Name", "El Amrani is my name". */
function presented(reading: Reading, at: number): Name[] {
  const bits = reading.bits[at] ?? 0
  if (!isCapital(reading, at) || reading.bound[at] || bits & thing || isWord(reading, at)) return []
  if (!(bits & (given | family)) && !isUnknown(reading, at)) return []
  const led = isParticle(reading, at - 1) || (reading.bits[at - 1] ?? 0) & sure
  return [found(led && reading.words[at]?.tie === ' ' ? at - 1 : at, at + 1, 0.72)]
}

/** "Mark said", "Xanthe here": an ambiguous or unknown name at the beginning, and what its owner does. */
function acting(reading: Reading): Name[] {
  return reading.matches.flatMap(({ kind, from, to }) => {
    if (kind !== 'act' && kind !== 'role') return []
    const at = from - 1
    if (kind === 'role' && reading.keys[to - 1] === 'name') return presented(reading, at)
    const sign = reading.words[from]?.tie
    const word = reading.words[at]
    if (!word?.first || !isCapital(reading, at) || reading.bound[at] || (sign !== ' ' && sign !== "'"))
      return []
    const bits = reading.bits[at] ?? 0
    const acts = kind === 'act' && bits & sure && isWord(reading, at) && !isGerman(reading, at)
    const speaks =
      kind === 'role' &&
      (bits & given || (!isGerman(reading, at) && isUnknown(reading, at))) &&
      endsClause(reading, to)
    return (acts || speaks) && !(bits & thing) ? [found(at, at + 1, 0.5)] : []
  })
}
