import type { Finding, Scan } from '../scan.ts'
import { type Chain, chainsOf, type Window, windowsAt } from './chains.ts'
import type { Context, Surroundings } from './context.ts'
import { general, weigh } from './judge.ts'
import type { NumberScheme } from './scheme.ts'
import { numberSchemes } from './schemes.ts'

/** Identifiers of nothing but digits, in whatever groups. */
export function findNumbers(scan: Scan, around: Surroundings): Finding[] {
  return chainsOf(scan.text).flatMap(chain => inChain(scan, chain, around))
}

interface Reading extends Finding {
  last: number
  /** What speaks for it: 3 its name and a checksum, 2 its name, 1 its form, 0 the name of another number. */
  rank: number
}

const shortest = 8
const longest = 15
const mostGroups = 8
const byLength = Map.groupBy(
  numberSchemes.flatMap(scheme => scheme.lengths.map(length => ({ length, scheme }))),
  ({ length }) => length,
)

function inChain(scan: Scan, chain: Chain, around: Surroundings): Finding[] {
  const findings: Finding[] = []
  for (let first = 0; first < chain.starts.length; first++) {
    const windows = windowsAt(scan.text, chain, first, [shortest, longest], mostGroups)
    const best = windows
      .flatMap(window => readings(scan, window, around))
      .reduce<Reading | undefined>(better, undefined)
    if (!best) continue
    findings.push(best)
    first = best.last
  }
  const mistyped = findings.length === 0 && wrongLength(scan, chain, around)
  return mistyped ? [mistyped] : findings
}

function readings(scan: Scan, window: Window, around: Surroundings): Reading[] {
  const { start, end, digits: bare, first, last } = window
  const found: Reading[] = []
  for (const { scheme } of byLength.get(bare.length) ?? []) {
    // Digits before it mean that no word stands right before it: then only a valid number can be one.
    if (first > 0 && !scheme.valid(bare)) continue
    if (scheme.forms && !scheme.forms.test(scan.text.slice(start, end))) continue
    const context = around.of(start, end)
    const weight = weigh(scheme, { start, end, bare }, scan, context)
    if (weight === 0) continue
    const named = context.names.has(scheme.name)
    if (named) around.list(context, end)
    const rank = rankOf(scheme, weight, named)
    found.push({ kind: 'national_id', scheme: scheme.name, start, end, weight, last, rank })
  }
  return found
}

function rankOf(scheme: NumberScheme, weight: number, named: boolean): number {
  if (named) return weight === 1 && !scheme.unchecked ? 3 : 2
  return weight === general ? 0 : 1
}

function better(best: Reading | undefined, reading: Reading): Reading {
  if (!best || reading.rank !== best.rank) return !best || reading.rank > best.rank ? reading : best
  if (reading.end !== best.end) return reading.end > best.end ? reading : best
  return reading.weight > best.weight ? reading : best
}

/** A number right behind the word for it that lacks a digit or has one too many. */
function wrongLength(scan: Scan, chain: Chain, around: Surroundings): Finding | undefined {
  const length = chain.digits.length
  if (length < shortest || length > longest + 1 || chain.starts.length > mostGroups) return undefined
  const start = chain.starts[0]!
  const end = chain.ends.at(-1)!
  if (isDateLike(scan.text.slice(start, end))) return undefined
  const context = around.of(start, end)
  const scheme = numberSchemes.find(
    ({ name, lengths }) => context.names.has(name) && lengths.some(right => Math.abs(right - length) < 2),
  )
  if (!scheme || !isCertain(context)) return undefined
  return { kind: 'national_id', scheme: scheme.name, start, end, weight: 0.7 }
}

function isCertain(context: Context): boolean {
  return context.direct && !context.doubtful
}

function isDateLike(written: string): boolean {
  return /^(?:\d{1,2}([-./ ])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\b/.test(written)
}
